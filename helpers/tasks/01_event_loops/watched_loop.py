"""A small loop in a thread; its selector and its lines are watched while others call into it."""

import select
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from helpers.grading.journal import learners_line
from helpers.grading.lines import at_line, each_line, tracing

__all__ = ["Subject", "until"]

SPIN = 200  # turns without sleeping, with nothing to do: nobody drains the socket
LOOKS = 200  # at a thread that stands at one instruction, until it is taken to wait there
MOST_LINES = 25  # of the loop's thread, at which it is stopped


class Watched:
    """A selector that says whether the loop sleeps in it now, and how often it has woken."""

    def __init__(self, selector: Any) -> None:
        self._selector, self.inside, self.returned = selector, False, 0
        self.timeout: float | None = None

    def select(self, timeout: float | None = None) -> list:
        self.timeout, self.inside = timeout, True
        try:
            return self._selector.select(timeout)
        finally:
            self.inside = False
            self.returned += 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._selector, name)

    def asleep(self) -> bool:
        """Is it proven that the loop sleeps and that nothing sent so far will wake it?"""
        seen = self.returned
        files = [key.fileobj for key in self._selector.get_map().values()]
        readable = files and select.select(files, [], [], 0)[0]
        return self.inside and not readable and self.returned == seen

    def settled(self) -> bool:
        """Let the loop run as far as it can: does it sleep, or go round for ever?"""
        limit = self.returned + SPIN
        until(lambda: self.asleep() or self.returned > limit)
        return self.asleep()


def until(
    condition: Callable[[], object],
    thread: threading.Thread | None = None,
    done: Callable[[], object] = bool,
) -> None:
    """Wait for what must come, or until `thread`, which is to bring it, ends or waits elsewhere.

    A thread waits elsewhere if it stands at one instruction, that is not in a selector, and what
    it has done until then stays the same.
    """
    looks, before = 0, None
    while not condition() and looks < LOOKS:
        time.sleep(0.0005)
        now = (_instruction(thread), done()) if thread else object()
        looks, before = (looks + 1 if now == before else 0), now


def _instruction(thread: threading.Thread) -> object:
    """Return where a thread stands; something new each time for one that sleeps in a selector."""
    frame = sys._current_frames().get(thread.ident)
    if frame is not None and frame.f_code.co_name == "select":
        return object()
    return (id(frame), frame.f_lasti) if frame else None


class Subject:
    """The learner's loop in its thread, and what becomes of calls into it."""

    def __init__(self, loop: Any) -> None:
        self.loop, self.ran, self.stood_at = loop, [], ""
        loop.selector = self.watched = Watched(loop.selector)
        self.trace: Callable[..., Any] | None = None
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()
        until(lambda: self.watched.inside)

    def _work(self) -> None:
        sys.settrace(lambda *event: self.trace and self.trace(*event))
        self.loop.run_forever()

    def call(self) -> None:
        """Call into the loop once."""
        self.loop.call_soon_threadsafe(lambda: self.ran.append(threading.get_ident()))

    def done(self) -> tuple[int, int]:
        """Return how often the loop has woken, and how many calls it has run."""
        return self.watched.returned, len(self.ran)

    def arrived(self, number: int) -> bool:
        """Have so many calls been run? If not, the loop sleeps, or stands still elsewhere."""
        until(lambda: len(self.ran) >= number or self.watched.asleep(), self.thread, self.done)
        return len(self.ran) >= number

    def stands_at(self) -> str:
        """Return the line at which the loop's thread waits outside of its selector, or ""."""
        frame = None if self.watched.inside else sys._current_frames().get(self.thread.ident)
        return learners_line(frame)

    def call_line_by_line(self) -> bool:
        """Call, and let the loop run as far as it can before each line; has it been woken?"""
        woken = self.watched.returned
        with each_line(lambda _: until(self.watched.asleep, self.thread, self.done)):
            self.call()
        self.arrived(1)
        return self.watched.returned > woken

    def call_at_line(self, number: int) -> bool:
        """Wake the loop, and call again while it stands before a line; is there such a line?"""
        stands, go_on = threading.Event(), threading.Event()

        def pause(line: str) -> None:
            self.stood_at = line
            stands.set()
            go_on.wait()

        self.trace = tracing(at_line(number, pause))
        self.call()
        until(lambda: stands.is_set() or self.watched.asleep(), self.thread, self.done)
        caller = threading.Thread(target=self.call, daemon=True)
        caller.start()
        until(lambda: not caller.is_alive(), caller)  # it may wait for a lock that the loop holds
        go_on.set()
        caller.join()
        self.trace = None
        return stands.is_set()

    def missed_at(self) -> str:
        """Return the line of the loop's thread at which a call is overlooked; "" if none is."""
        for number in range(MOST_LINES):
            there = self.call_at_line(number)
            if not self.arrived(1 + 2 * (number + 1)):
                return self.stood_at
            if not there:
                break
        return ""
