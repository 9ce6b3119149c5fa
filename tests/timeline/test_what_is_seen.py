"""Each kind of lock, queue, thread, pool and task is seen, under the reader's own names."""

import asyncio
import gc
import itertools
import queue
import sys
import threading
import time
import weakref
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import pairwise
from threading import Lock
from time import sleep

import pytest

from helpers.timeline import Timeline
from tests.timeline.recordings import in_threads, names, record


class Account:
    def __init__(self):
        self.guard = threading.RLock()


account = Account()
shared = Lock()


def blocked(recording, lane):
    return [s.label.split(" · ")[0] for s in recording.on(lane, "blocked")]


@pytest.mark.parametrize("make", ["Lock", "RLock", "Semaphore", "BoundedSemaphore"])
def test_a_lock_made_inside_the_block_has_the_name_of_its_variable(make):
    def body():
        door = getattr(threading, make)()
        inside = threading.Barrier(2)

        def first():
            with door:
                inside.wait()
                time.sleep(0.1)

        def second():
            inside.wait()
            with door:
                pass

        in_threads(first, second)

    recording = record(body)
    word = "semaphore" if "Semaphore" in make else "lock"
    assert names(recording, "lock") == [f"{word} · door"]
    assert [s.label for s in recording.on(f"{word} · door")] == ["t0", "t1"]
    assert "door.acquire" in blocked(recording, "t1")


def test_locks_from_before_are_seen_where_a_module_or_its_objects_hold_them():
    def body():
        with account.guard, account.guard, shared:
            pass

    before = account.guard, shared
    recording = record(body)
    assert names(recording, "lock") == ["lock · guard", "lock · shared"]
    assert (account.guard, shared) == before


def test_names_imported_from_a_module_are_seen_too():
    recording = record(lambda: sleep(0.01))
    assert blocked(recording, "main thread") == ["time.sleep"]
    assert sleep is time.sleep


def test_an_event_shows_who_waited_and_who_set_it():
    def body():
        ready = threading.Event()
        in_threads(ready.wait, lambda: (time.sleep(0.3), ready.set()))

    recording = record(body)
    assert blocked(recording, "t0") == ["ready.wait"]
    assert [(h.source, h.target) for h in recording.hops if h.label == "wait"] == [("t1", "t0")]


def test_a_condition_shows_who_waited_and_who_notified():
    def body():
        changed, waits = threading.Condition(), threading.Event()

        def waiter():
            with changed:
                waits.set()
                changed.wait()

        def notifier():
            waits.wait()
            time.sleep(0.005)
            with changed:
                changed.notify_all()

        in_threads(waiter, notifier)

    recording = record(body)
    assert blocked(recording, "t0") == ["changed.wait"]
    assert ("t1", "t0") in [(h.source, h.target) for h in recording.hops if h.label == "wait"]


def test_a_queue_shows_who_waited_and_who_put():
    def body():
        jobs = queue.Queue()
        in_threads(jobs.get, lambda: (time.sleep(0.3), jobs.put(1)))

    recording = record(body)
    assert blocked(recording, "t0") == ["jobs.get"]
    assert [(h.source, h.target) for h in recording.hops if h.label == "get"] == [("t1", "t0")]


def test_a_put_that_takes_its_time_is_still_the_one_that_woke_the_getter():
    ticks = itertools.count()  # with a tick an event, every call seems to block
    with Timeline(clock=lambda: next(ticks), stall=1e9) as seen:
        jobs = queue.Queue()
        in_threads(jobs.get, lambda: (time.sleep(0.3), jobs.put(1)))
    assert ("t1", "t0", "get") in [(h.source, h.target, h.label) for h in seen.hops]


@pytest.mark.parametrize("make", ["Lock", "RLock"])
def test_a_wait_on_a_condition_lets_go_of_its_lock(make):
    def body():
        guard = getattr(threading, make)()
        changed, waits = threading.Condition(guard), threading.Event()

        def waiter():
            with changed:
                waits.set()
                changed.wait()

        def notifier():
            waits.wait()
            with changed:
                changed.notify()

        in_threads(waiter, notifier)

    recording = record(body)
    assert [s.label for s in recording.on("lock · changed")] == ["t0", "t1", "t0"]


def test_what_asyncio_offers_is_named_after_its_variable():
    async def main():
        lock, places = asyncio.Lock(), asyncio.Semaphore(2)
        event, jobs = asyncio.Event(), asyncio.Queue()

        async def client():
            async with lock, places:
                await event.wait()
            await jobs.get()

        async with asyncio.TaskGroup() as group:
            for i in range(2):
                group.create_task(client(), name=f"c{i}")
            await asyncio.sleep(0.001)
            event.set()
            await asyncio.sleep(0.001)
            jobs.put_nowait(1)
            jobs.put_nowait(2)

    recording = record(asyncio.run, main())
    waits = {s.label for s in recording.spans if s.state == "waiting"}
    assert waits == {"lock.acquire", "event.wait", "jobs.get", "sleep", "TaskGroup"}
    assert [s.label for s in recording.on("lock · lock")] == ["c0", "c1"]
    assert names(recording, "lock") == ["lock · lock", "semaphore · places"]


def test_a_semaphore_counts_its_holders():
    async def main():
        places = asyncio.Semaphore(2)

        async def client(seconds):
            async with places:
                await asyncio.sleep(seconds)

        await asyncio.gather(client(0.005), client(0.02))

    recording = record(asyncio.run, main())
    held = recording.on("semaphore · places")
    assert [s.label for s in held][-2:] == ["2 holders", "client #2"]
    assert all(a.end == b.start for a, b in pairwise(held))


def test_awaiting_others_is_named_after_them():
    async def child():
        await asyncio.sleep(0.001)

    async def main():
        task = asyncio.create_task(child(), name="the child")
        await task
        await asyncio.gather(child())
        await asyncio.wait_for(child(), 1)
        await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.2)

    recording = record(asyncio.run, main())
    waits = [s.label for s in recording.on("main", "waiting")]
    assert waits == ["the child", "gather", "wait_for", "run_in_executor"]
    assert names(recording, "task") == ["main", "the child", "child"]  # wait_for has no task


def test_task_cancel_as_a_callback_is_no_step_of_the_task():
    async def main():
        task = asyncio.create_task(asyncio.sleep(5), name="doomed")
        asyncio.get_running_loop().call_later(0.001, task.cancel)
        await asyncio.wait([task])

    recording = record(asyncio.run, main())
    assert len(recording.on("doomed", "running")) == 2


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_the_first_step_of_an_eager_task_is_seen_inside_its_creators():
    async def child():
        await asyncio.sleep(0.001)

    async def finished():
        return 1

    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        first = asyncio.create_task(child(), name="first")
        await asyncio.create_task(finished(), name="second")
        await first

    recording = record(asyncio.run, main())
    assert [s.state for s in recording.on("first")][:2] == ["running", "waiting"]
    assert [s.state for s in recording.on("second")] == ["running"]
    steps = [s for s in recording.on("loop") if s.state == "running"]
    assert [s.label for s in steps][:5] == ["main", "first", "main", "second", "main"]
    assert all(a.end <= b.start for a, b in pairwise(recording.on("loop")))
    mine = recording.on("main")
    assert all(a.end == b.start for a, b in pairwise(mine))
    states = [s.state for s in mine if s.state != "made"]
    assert states[:6][-5:] == ["running", "ready", "running", "ready", "running"]


def test_a_generator_is_closed_under_a_task_factory():
    """Its aclose(), which runs as a task, is no coroutine that could say whether it has begun."""
    ended = []

    async def pages():
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            ended.append("pages")

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_task_factory(
            lambda loop, coro, **options: asyncio.Task(coro, loop=loop, **options)
        )
        generator = pages()
        await anext(generator)
        await loop.shutdown_asyncgens()

    record(asyncio.run, main())
    assert ended == ["pages"]


@pytest.mark.skipif(sys.version_info < (3, 14), reason="eager_start came with Python 3.14")
def test_a_task_that_starts_eagerly_by_itself_is_seen():
    async def child():
        await asyncio.sleep(0.001)

    async def main():
        loop = asyncio.get_running_loop()
        await loop.create_task(child(), name="eager", eager_start=True)

    recording = record(asyncio.run, main())
    assert [s.state for s in recording.on("eager")][:2] == ["running", "waiting"]


def test_jobs_of_a_pool_have_their_functions_names():
    def body():
        with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
            list(pool.map(abs, [1, 2]))

    recording = record(body)
    assert [job.label for job in recording.jobs] == ["abs", "abs"]
    assert {job.lane for job in recording.jobs} == {"worker_0"}


def test_a_pool_from_before_is_seen_only_while_it_works_for_the_block():
    with ThreadPoolExecutor(1, thread_name_prefix="old") as pool:
        pool.submit(int).result()

        async def main():
            await asyncio.get_running_loop().run_in_executor(pool, time.sleep, 0.2)

        recording = record(asyncio.run, main())
    assert [job.lane for job in recording.jobs] == ["old_0"]
    assert [h.target for h in recording.hops if h.source == "old_0"] == ["main"]


def test_jobs_of_a_process_pool_are_on_lanes_of_processes():
    def body():
        with ProcessPoolExecutor(1) as pool:
            assert list(pool.map(abs, [-1, -2])) == [1, 2]

    recording = record(body)
    jobs = recording.on("process 1")
    assert [s.label for s in jobs] == ["abs", "abs"]
    assert all(a.end <= b.start for a, b in pairwise(jobs))
    assert names(recording, "thread") == ["main thread"]


def test_threads_that_still_live_are_drawn_to_the_end():
    stop = threading.Event()
    with Timeline() as seen:
        thread = threading.Thread(target=stop.wait, name="lives on")
        thread.start()
        time.sleep(0.005)
    stop.set()
    thread.join()
    last = seen.recording.on("lives on")[-1]
    assert (last.state, last.end) == ("blocked", seen.recording.length)


def test_the_recording_ends_at_its_limit_and_says_so():
    async def main():
        for _ in range(100):
            await asyncio.sleep(0)

    with Timeline(limit=20) as seen:
        asyncio.run(main())
    assert len(seen.recording.on("main", "running")) <= 20
    (note,) = seen.recording.notes
    assert "the limit" in note
    assert note in seen.summary()


def test_nothing_is_kept_alive_after_the_block():
    async def main():
        return weakref.ref(asyncio.current_task())

    with Timeline() as seen:
        task = asyncio.run(main())
        lock = threading.Lock()
        with lock:
            pass
        lock = weakref.ref(lock)
    gc.collect()
    assert task() is None
    assert lock() is None
    assert names(seen.recording, "task") == ["main"]


def test_a_task_that_nobody_keeps_is_not_kept_by_the_recording():
    async def forgotten():
        await asyncio.get_running_loop().create_future()

    async def main():
        task = asyncio.create_task(forgotten())
        task.get_loop().set_exception_handler(lambda *_: None)  # "Task was destroyed"
        task = weakref.ref(task)
        await asyncio.sleep(0)
        gc.collect()
        return task() is None

    with Timeline():
        assert asyncio.run(main())
