"""Follows a thread through the learner's lines: stops it before one of them, or ends a busy wait.

with stopping(3, meanwhile):             # before the fourth line that this thread comes to
    maps.close()
"""

import asyncio
import contextlib
import itertools
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any

from helpers.grading.answer import ANSWER
from helpers.grading.journal import learners_line
from helpers.grading.kit import End, Run
from helpers.virtual_time.scheduler import current

__all__ = [
    "PATIENCE",
    "Caller",
    "at_line",
    "each_line",
    "first_wrong",
    "spins_end",
    "stopping",
    "tracing",
]

PATIENCE = 50.0  # virtual seconds after which a call has not come back
MOST_LINES = 20_000  # of one call that never waits: an answer that waits needs some hundred
See = Callable[[FrameType], object]


def tracing(see: See) -> Callable[..., Any]:
    """Return a function for sys.settrace that calls `see` before each of the learner's lines."""

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != ANSWER:
            return None
        if event == "line":
            see(frame)
        return trace

    return trace


@contextlib.contextmanager
def each_line(see: See) -> Iterator[None]:
    """Call `see` with the frame before each of the learner's lines that this thread comes to."""
    sys.settrace(tracing(see))
    try:
        yield
    finally:
        sys.settrace(None)


def at_line(number: int, meanwhile: Callable[[str], object]) -> See:
    """Return a function for `each_line` that calls `meanwhile(line)` at the line of that number."""
    numbers = itertools.count()

    def see(frame: FrameType) -> None:
        if next(numbers) == number:
            meanwhile(learners_line(frame))

    return see


def stopping(number: int, meanwhile: Callable[[str], object]) -> Any:
    """Call `meanwhile(line)` in the block, before the learner's line of that number, from 0 on.

    If this thread does not come to so many lines, or `number` is below 0, `meanwhile` is not
    called.
    """

    def once(line: str) -> None:
        sys.settrace(None)  # nothing more to see: an answer that is busy for ever is not slowed
        meanwhile(line)

    return each_line(at_line(number, once)) if number >= 0 else contextlib.nullcontext()


def first_wrong(
    run: Run, stops: Sequence[tuple], attempt: Callable[..., Any], most: int = 20
) -> Any:
    """Return the first attempt that is not `well`, with a thread stopped; None if all are.

    attempt: is called with what each stop holds, and the number of a line, from 0 on; gives an
        object with the facts `well` and `line`, which is "" if the thread came to no such line.
    most: lines before which a thread is stopped.
    """
    if run.found is not None:
        place, number = run.found
        return attempt(*stops[place], number)
    for place, stop in enumerate(stops):
        for number in range(most):
            made = attempt(*stop, number)
            if not made.well:
                run.found = place, number
                return made
            if not made.line:
                break
    return None


def spins_end() -> Any:
    """End the run if this thread never waits: in virtual time nobody else has a turn meanwhile."""
    lines, progress = 0, -1

    def see(_: FrameType) -> None:
        nonlocal lines, progress
        scheduler = current()
        lines = lines + 1 if scheduler.progress == progress else 0
        progress = scheduler.progress
        if lines > MOST_LINES:
            lines = 0
            scheduler.refuse("a busy wait: thousands of lines, and none of them waits")

    return each_line(see)


class Caller(threading.Thread):
    """A thread that calls a function of the learner's; `end` says how that ended, None if not."""

    def __init__(self, run: Run, function: Callable[..., Any], *args: Any) -> None:
        super().__init__(name="caller")
        self.call, self.end = lambda: run.ending(function, *args), None
        self.start()

    def run(self) -> None:
        """Call it; a cancellation is an end, too."""
        with contextlib.suppress(asyncio.CancelledError):
            self.end: End | None = self.call()

    def ended(self, patience: float = PATIENCE) -> bool:
        """Wait for so many seconds at the most: is it over?"""
        self.join(patience)
        return not self.is_alive()

    def outcome(self) -> Any:
        """Wait; return the value, or what came in its place, in words."""
        if not self.ended() or self.end is None:
            return "waits"
        return self.end.said if self.end.error else self.end.value
