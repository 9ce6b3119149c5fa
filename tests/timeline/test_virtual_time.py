"""With a virtual clock the recording is exact, and knows that it is."""

import asyncio
import threading
import time

import pytest

from helpers.timeline import Timeline, active
from helpers.virtual_time import Deadlock, hold_gil, run, work


class HandClock:
    """A loop whose clock jumps to the next timer: virtual time at its simplest."""

    def __init__(self):
        self.now = 0.0

    def run(self, coro):
        seen = active()
        if seen is not None:
            seen.enter_virtual_time(lambda: self.now)
        try:
            with asyncio.Runner(loop_factory=self.loop) as runner:
                return runner.run(coro)
        finally:
            if seen is not None:
                seen.leave_virtual_time()

    def loop(self):
        loop = asyncio.SelectorEventLoop()
        real_select = loop._selector.select
        loop.time = lambda: self.now

        def select(timeout=None):
            self.now = round(self.now + (timeout or 0), 9)
            return real_select(0)

        loop._selector.select = select
        return loop


async def child(seconds):
    await asyncio.sleep(seconds)


async def main():
    await asyncio.gather(child(0.5), child(1.25))


def test_times_are_exact():
    with Timeline() as seen:
        HandClock().run(main())
    assert [(s.state, s.start, s.end) for s in seen.recording.on("child #2")] == [
        ("made", 0.0, 0.0),
        ("ready", 0.0, 0.0),
        ("running", 0.0, 0.0),
        ("waiting", 0.0, 1.25),
        ("ready", 1.25, 1.25),
        ("running", 1.25, 1.25),
    ]
    assert seen.recording.length == 1.25
    assert [lane.name for lane in seen.lanes] == ["loop", "main", "child", "child #2"]
    assert repr(seen) == "<timeline: 1 loop, 3 tasks, 1.25 s>"


def test_every_run_is_the_same():
    def once():
        with Timeline() as seen:
            HandClock().run(main())
        return seen.recording

    assert len({once() for _ in range(5)}) == 1


def test_a_second_run_follows_on_the_first():
    with Timeline() as seen:
        HandClock().run(child(1))
        HandClock().run(child(2))
    assert seen.recording.length == 3
    waits = [s for s in seen.spans if s.state == "waiting" and s.label == "sleep"]
    assert [(s.start, s.end) for s in waits] == [(0, 1), (1, 3)]


def test_a_clock_may_be_given():
    clock = HandClock()
    with (
        Timeline(clock=lambda: clock.now) as seen,
        asyncio.Runner(loop_factory=clock.loop) as runner,
    ):
        runner.run(main())
    assert seen.recording.length == 1.25


def test_the_courses_virtual_clock_is_shown_in_its_own_seconds():
    virtual_time = pytest.importorskip("helpers.virtual_time")
    with Timeline() as seen:
        virtual_time.run(main())
    assert [lane.name for lane in seen.lanes] == ["loop", "main", "child", "child #2"]
    assert seen.recording.length == 1.25


def test_threads_that_compute_at_once_share_the_gil_and_one_that_keeps_it_makes_others_wait():
    def load():
        work(1)

    def parse():
        time.sleep(0.5)
        hold_gil(1)

    async def main():
        threads = [threading.Thread(target=load, name=name) for name in ("a", "b")]
        threads.append(threading.Thread(target=parse, name="c"))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with Timeline() as seen:
        run(main())
    spans = {name: [(s.state, s.start, s.end) for s in seen.recording.on(name)] for name in "abc"}
    shared = [("sharing", 0, 0.5), ("gil", 0.5, 1.5), ("sharing", 1.5, 3)]
    assert [s for s in spans["a"] if s[1] < s[2]] == shared
    assert [s for s in spans["b"] if s[1] < s[2]] == shared
    assert [s for s in spans["c"] if s[1] < s[2]] == [("blocked", 0, 0.5), ("running", 0.5, 1.5)]


def test_a_run_that_fails_in_a_cell_leaves_no_lane_of_the_cell():
    """A notebook's cell runs in a task of its kernel's loop, whose seconds are real."""

    async def cell():
        with Timeline() as seen:
            with pytest.raises(Deadlock):
                run(asyncio.Event().wait())
        return seen

    def lanes(seen):
        return [lane.name for lane in seen.lanes]

    async def steps_before():
        await asyncio.sleep(0)
        return await cell()

    assert lanes(asyncio.run(steps_before())) == ["loop", "wait"]


def take(first, second):
    with first:
        time.sleep(1)
        with second:
            pass


def test_a_deadlock_is_drawn_as_it_stands_and_not_as_it_is_cleared_away():
    async def main():
        one, other = threading.Lock(), threading.Lock()
        await asyncio.gather(
            asyncio.to_thread(take, one, other), asyncio.to_thread(take, other, one)
        )

    with Timeline() as seen:
        with pytest.raises(Deadlock):
            run(main())
        run(asyncio.sleep(1))
    assert {lane.end for lane in seen.lanes} == {""}
    assert seen.recording.length == 1
    assert seen.describe().count("; in the end is blocked in ") == 2
    assert seen.recording.notes == (
        "a run in virtual time has failed; what came after it was not recorded",
    )


def test_daemons_that_the_end_of_a_run_stops_are_drawn_as_they_stand():
    async def main():
        one, other = threading.Lock(), threading.Lock()
        for name, locks in (("ann", (one, other)), ("bob", (other, one))):
            threading.Thread(target=take, args=locks, name=name, daemon=True).start()
        await asyncio.sleep(3)

    with Timeline() as seen:
        run(main())
    lanes = {lane.name: lane.end for lane in seen.lanes}
    assert (lanes["main"], lanes["ann"], lanes["bob"]) == ("returned", "", "")
    for name in ("ann", "bob"):
        spans = [(s.state, s.start, s.end) for s in seen.recording.on(name) if s.start < s.end]
        assert spans == [("blocked", 0, 1), ("blocked", 1, 3)]
    assert seen.describe().count("is blocked in first.acquire") == 2
    held = [(s.start, s.end) for s in seen.spans if s.state == "held" and s.start < s.end]
    assert held == [(0, 3), (0, 3)]


def test_a_run_after_one_that_stopped_daemons_is_recorded_too():
    async def tick():
        for _ in range(9):
            await asyncio.sleep(1)

    async def main():
        threading.Thread(target=asyncio.run, args=(tick(),), name="ticks", daemon=True).start()
        await asyncio.sleep(2.5)

    with Timeline() as seen:
        run(main())
        run(child(1))
    ticks = [(s.start, s.end) for s in seen.recording.on("tick", "waiting")]
    assert ticks == [(0, 1), (1, 2), (2, 2.5)]
    assert next(lane.end for lane in seen.lanes if lane.name == "tick") == ""
    assert [(s.start, s.end) for s in seen.recording.on("child", "waiting")] == [(2.5, 3.5)]
    assert not seen.recording.notes
