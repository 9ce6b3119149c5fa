"""What the checks of exercise 08 share: whose work it is, busy waits, stops before a line."""

import asyncio
import contextlib
import itertools
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from helpers.grading.answer import ANSWER
from helpers.grading.journal import learners_line
from helpers.grading.kit import End, Run, rule
from helpers.grading.verdict import Rule
from helpers.patching import Patches
from helpers.virtual_time.scheduler import current

__all__ = [
    "PATIENCE",
    "Caller",
    "left_behind",
    "not_yours",
    "own_work",
    "spins_end",
    "stopping",
    "watched",
]

PATIENCE = 50.0  # virtual seconds after which a call has not come back
MOST_LINES = 20_000  # of one call that never waits: an answer that waits needs some hundred
BRIDGE = "helpers.bridge"


@contextlib.contextmanager
def own_work(run: Run) -> Iterator[None]:
    """Note as `borrowed` which of the course's own bridges the answer makes, "" if none."""
    bridge, used = sys.modules.get(BRIDGE), []
    with Patches() as patches:
        for name in ("LoopThread", "ThreadQueue", "Mailbox", "Workers") if bridge else ():
            note = lambda *_, name=name, **__: used.append(name)  # noqa: E731
            patches.before(getattr(bridge, name), "__init__", note)
        try:
            yield
        finally:  # one that is loaded only now was not there to be listened to
            used += [BRIDGE] if bridge is None and BRIDGE in sys.modules else []
            run.note(borrowed=next(iter(used), ""))


def not_yours(t: str, promise: str, hint: str) -> Rule:
    """Return the rule that the answer is to be built, not borrowed; `hint` is its last hint."""
    return rule(
        "NOT_YOURS",
        lambda f: getattr(f, t).borrowed,
        f"""
        promise {promise}
        seen    the answer works by what the course's helpers have: {{{t}.borrowed}}
        next    build it from asyncio and threading; the helper is there to compare it with.
        hint    The helper does what this task is about, and more; using it teaches neither.
        hint    threading.Thread, a loop of asyncio, and a way to reach it from outside are enough.
        hint    {hint}""",
    )


def left_behind(t: str, promise: str, after: str, hints: str) -> Rule:
    """Return the rule that nothing may be left when the trial's `done` is noted."""
    return rule(
        "LEFT_BEHIND",
        lambda f: getattr(f, t).done and getattr(f, t).behind,
        f"""
        promise {promise}
        seen    when {after}, there was still:
                {{{t}.behind}}
        next    end what you began: the loop, its thread, and everything on it.""",
        hints,
    )


def _tracing(see: Callable[[FrameType], None]) -> Callable[..., Any]:
    """Return a trace function that calls `see` before each of the learner's lines."""

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != ANSWER:
            return None
        if event == "line":
            see(frame)
        return trace

    return trace


@contextlib.contextmanager
def spins_end() -> Iterator[None]:
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

    sys.settrace(_tracing(see))
    try:
        yield
    finally:
        sys.settrace(None)


@contextlib.contextmanager
def watched(run: Run) -> Iterator[None]:
    """The same; an error is what ended the run, even if something that was left hangs after it."""
    try:
        with spins_end():
            yield
    except Exception as error:
        end = run.ending(_raise, error)
        if end.raised not in ("Deadlock", "VirtualTimeError"):
            run.note(error=end.error, said=end.said, raised=end.raised, deadlock=None)
        raise


def _raise(error: Exception) -> None:
    raise error


@contextlib.contextmanager
def stopping(number: int, meanwhile: Callable[[str], object]) -> Iterator[None]:
    """Call `meanwhile(line)` before the learner's line of that number which this thread comes to.

    If it does not come to so many lines, `meanwhile` is not called.
    """
    numbers = itertools.count()

    def see(frame: FrameType) -> None:
        if next(numbers) == number:
            meanwhile(learners_line(frame))

    sys.settrace(_tracing(see))
    try:
        yield
    finally:
        sys.settrace(None)


class Caller(threading.Thread):
    """A thread that calls a function of the learner's; `end` says how that ended."""

    def __init__(self, run: Run, function: Callable[..., Any], *args: Any) -> None:
        super().__init__(name="caller")
        self.call, self.end = lambda: run.ending(function, *args), None
        self.start()

    def run(self) -> None:
        """Call it; a cancellation is an end, too."""
        with contextlib.suppress(asyncio.CancelledError):
            self.end: End | None = self.call()

    def ended(self, patience: float = PATIENCE) -> bool:
        """Wait for a while: is it over?"""
        self.join(patience)
        return not self.is_alive()
