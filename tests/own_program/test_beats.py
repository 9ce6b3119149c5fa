"""Beats of all loops of a program: bounded, and only those that were latest."""

import asyncio
import heapq
import time

from helpers.own_program import beats
from helpers.own_program.beats import Beats


async def wait(seconds):
    await asyncio.sleep(seconds)


def test_of_more_runs_than_are_kept_those_with_the_longest_gaps_are(monkeypatch):
    monkeypatch.setattr(beats, "MOST", 2)
    with Beats(every=0.01, stall=0.05) as seen:
        for seconds in (0.05, 0, 0.05, 0, 0):
            asyncio.run(wait(seconds))
    assert seen.runs == 15  # each asyncio.run runs its loop three times
    assert [heart.longest_gap > 0 for _, heart in seen.hearts] == [True, True]
    assert {name for name, _ in seen.hearts} == {"MainThread"}


def test_a_loop_that_refuses_to_run_says_so_itself():
    loop = asyncio.new_event_loop()
    loop.close()
    with Beats() as seen:
        try:
            loop.run_forever()
        except RuntimeError as error:
            assert "closed" in str(error)
        else:
            raise AssertionError("a closed loop ran")
    assert seen.runs == 0


class ForeignLoop:
    """A loop of another make: no subclass of asyncio's, but it says when it runs, as uvloop's."""

    def __init__(self):
        self.timers, self.count, self.runs = [], 0, False

    def is_closed(self):
        return False

    def is_running(self):
        return self.runs

    def call_soon_threadsafe(self, callback, *args):
        return self.call_later(0, callback, *args)

    def call_later(self, delay, callback, *args):
        return self.call_at(time.monotonic() + delay, callback, *args)

    def call_at(self, when, callback, *args):
        handle, self.count = asyncio.TimerHandle(when, callback, args, self), self.count + 1
        heapq.heappush(self.timers, (when, self.count, handle))
        return handle

    def time(self):
        return time.monotonic()

    def get_debug(self):
        return False

    def _timer_handle_cancelled(self, handle):
        pass

    def run(self, seconds):
        asyncio._set_running_loop(self)
        self.runs, until = True, time.monotonic() + seconds
        while (when := self.timers[0][0] if self.timers else until) <= until:
            time.sleep(max(0, when - time.monotonic()))
            handle = heapq.heappop(self.timers)[2]
            if not handle.cancelled():
                handle._run()
        self.runs = False
        asyncio._set_running_loop(None)


def hold():
    time.sleep(0.3)


def test_a_loop_of_another_make_is_seen_while_it_runs():
    loop = ForeignLoop()
    with Beats(every=0.01, stall=0.1) as seen:
        loop.call_later(0.1, hold)
        loop.run(0.6)
    assert seen.runs == 1
    [(name, heart)] = seen.hearts
    assert name == "MainThread" and heart.longest_gap > 0.2
    assert "time.sleep(0.3)" in heart.report()
