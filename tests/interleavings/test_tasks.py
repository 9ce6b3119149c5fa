"""Tasks: interleaved at their awaits, on asyncio's loop in virtual time."""

import asyncio
import contextlib
import linecache
import threading
import time

import pytest

from helpers.interleavings import ExplorationError, NotRepeatable, TooManySteps, explore_tasks
from helpers.timeline import Timeline
from helpers.virtual_time import Deadlock, VirtualTimeError


class Counter:
    def __init__(self):
        self.x = 0
        self.lock, self.event = asyncio.Lock(), asyncio.Event()
        self.a, self.b = asyncio.Lock(), asyncio.Lock()


async def add(c):
    temp = c.x
    await asyncio.sleep(0)
    c.x = temp + 1


async def add_at_once(c):
    temp = c.x
    temp += 1
    c.x = temp


async def add_locked(c):
    async with c.lock:
        await add(c)


async def a_then_b(c):
    async with c.a:
        await asyncio.sleep(0)
        async with c.b:
            c.x += 1


async def b_then_a(c):
    async with c.b:
        await asyncio.sleep(0)
        async with c.a:
            c.x += 1


async def wait(c):
    await c.event.wait()


def counts(report):
    return report.schedules, report.failed, report.deadlocks, report.complete


def test_an_await_between_read_and_write_loses_updates():
    report = explore_tasks(Counter, add, add, check=lambda c: c.x == 2, outcome=lambda c: c.x)
    assert counts(report) == (6, 4, 0, True) and report.outcomes == {1: 4, 2: 2}
    assert report.shown.order == "ABBA"
    assert report.shown.why == ("wrong result: 1",)
    three = explore_tasks(Counter, add, add, add, check=lambda c: c.x == 3)
    assert counts(three) == (90, 84, 0, True)


def test_without_an_await_nothing_is_lost():
    report = explore_tasks(Counter, add_at_once, add_at_once, check=lambda c: c.x == 2)
    assert counts(report) == (2, 0, 0, True)


def test_a_lock():
    report = explore_tasks(Counter, add_locked, add_locked, add_locked, check=lambda c: c.x == 3)
    assert report.failed == 0 and report.complete


def test_a_deadlock_names_the_locks():
    report = explore_tasks(Counter, a_then_b, b_then_a, check=lambda c: c.x == 2)
    assert 0 < report.deadlocks == report.failed < report.schedules
    assert "(async with c.b:) in Lock.acquire for c.b" in report.shown.why[1]
    assert "(async with c.a:) in Lock.acquire for c.a" in report.shown.why[2]
    assert explore_tasks(Counter, a_then_b, a_then_b).failed == 0


def test_an_event_that_nobody_sets():
    report = explore_tasks(Counter, wait)
    assert counts(report) == (1, 1, 1, True)
    assert "in Event.wait for c.event" in report.shown.why[1]


def test_exceptions_and_tasks_that_tasks_start():
    async def fails(c):
        raise KeyError("x")

    assert explore_tasks(Counter, fails).outcomes == {"KeyError: 'x'": 1}

    async def start_two(c):
        async with asyncio.TaskGroup() as group:
            group.create_task(add(c))
            group.create_task(add(c))

    report = explore_tasks(Counter, start_two, check=lambda c: c.x == 2)
    assert counts(report)[:2] == (6, 4)
    assert report.names == ["start_two (A)", "task (B)", "task (C)"]


def test_you_are_the_loop():
    assert explore_tasks(Counter, add, add, order="ABBA", check=lambda c: c.x == 2).failed == 1
    assert explore_tasks(Counter, add, add, order="AABB", check=lambda c: c.x == 2).failed == 0
    with pytest.raises(ExplorationError, match="A cannot run"):
        explore_tasks(Counter, add, add, order="AAA")


def test_sleeping_is_free_and_in_order():
    async def late(c):
        await asyncio.sleep(3600)
        c.x *= 2

    async def early(c):
        await asyncio.sleep(60)
        c.x += 1

    began = time.perf_counter()
    assert explore_tasks(Counter, late, early, outcome=lambda c: c.x).outcomes == {2: 2}
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize("surroundings", [contextlib.nullcontext, Timeline])
def test_the_table_has_only_lines_of_the_program(surroundings):
    async def save(c):
        await asyncio.sleep(0.1)
        c.x = time.monotonic()

    async def load(c):
        await asyncio.wait_for(c.event.wait(), timeout=1)

    async def wake(c):
        asyncio.get_running_loop().call_later(0.5, c.event.set)
        async with asyncio.timeout(3):
            await c.event.wait()

    with surroundings():
        shown = explore_tasks(Counter, save, load, wake, check=lambda c: False, limit=3).shown
    lines = linecache.getlines(__file__)
    assert {step.text for step in shown.steps} <= {line.strip() for line in lines}
    assert [step.text for step in shown.steps if step.who == 0] == [
        "await asyncio.sleep(0.1)",
        "c.x = time.monotonic()",
    ]


def test_every_run_begins_at_0_and_all_clocks_are_virtual():
    async def blocks(c):
        time.sleep(10)  # noqa: ASYNC251
        await asyncio.sleep(0.1)
        ended_at.add(asyncio.get_running_loop().time())

    ended_at = set()
    report = explore_tasks(Counter, blocks, blocks)
    assert (report.schedules, ended_at) == (2, {20.0, 20.1})  # one is late: the other blocked
    assert 0 < report.seconds < 20  # of the real clock


def test_a_timeout():
    async def impatient(c):
        try:
            async with asyncio.timeout(1):
                await c.event.wait()
        except TimeoutError:
            c.x = -1

    assert explore_tasks(Counter, impatient, outcome=lambda c: c.x).outcomes == {-1: 1}


def test_inside_a_running_loop_and_nothing_is_left():
    async def cell():
        report = explore_tasks(Counter, add, add)
        return report.schedules, len(asyncio.all_tasks())

    assert asyncio.run(cell()) == (6, 1)


def test_what_is_refused():
    async def in_thread(c):
        await asyncio.to_thread(print)

    async def forever(c):
        for _ in range(10**9):
            await asyncio.sleep(0)

    left_over = []

    async def remembers(c):
        left_over.append(1)

    with pytest.raises(ExplorationError, match="cannot run threads"):
        explore_tasks(Counter, in_thread)
    with pytest.raises(TooManySteps):
        explore_tasks(Counter, forever, max_steps=200)
    with pytest.raises(NotRepeatable):
        explore_tasks(Counter, remembers, outcome=lambda c: len(left_over))
    with pytest.raises(TypeError, match="async def"):
        explore_tasks(Counter, print)
    with pytest.raises(ZeroDivisionError):
        explore_tasks(lambda: 1 / 0, add)


def test_a_thread_lock_across_an_await_is_named_with_its_schedule():
    lock = threading.Lock()

    async def hold(c):
        with lock:
            await asyncio.sleep(0)

    with pytest.raises(Deadlock, match=r"Lock\.acquire at test_tasks.py:\d+: with lock:") as caught:
        explore_tasks(Counter, hold, hold)
    assert caught.value.__notes__ == ["in the schedule that begins with 'ABA'"]
    assert "task 'hold (A)' in thread" in str(caught.value)
    assert not lock.locked()


def test_a_task_that_does_not_come_back_is_given_up():
    async def spins(c):
        while True:
            pass

    before = threading.active_count()
    with pytest.raises(VirtualTimeError, match=r"not come back for 0.3 real seconds \(at test_ta"):
        explore_tasks(Counter, spins, patience=0.3)
    assert threading.active_count() == before


def test_a_thread_of_a_task_is_refused():
    async def starts(c):
        done = asyncio.get_running_loop().create_future()
        threading.Thread(target=time.sleep, args=(1,)).start()
        await done

    with pytest.raises(ExplorationError, match="cannot run threads"):
        explore_tasks(Counter, starts)
