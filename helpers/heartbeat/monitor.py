"""Beats on a running event loop, and looks from a thread at what holds it when a beat is late."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import math
import selectors
import sys
import threading
import time
import traceback
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Mapping
from traceback import FrameSummary
from types import CodeType, FrameType
from typing import TYPE_CHECKING, NamedTuple

from helpers.timeline.places import locals_of, place
from helpers.whose_code import PACKAGE, is_users

if TYPE_CHECKING:
    from helpers.heartbeat.drawing import HeartbeatPicture

__all__ = ["Heartbeat", "Stall"]

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds
KEPT_BEATS = 10_000
KEPT_STALLS = 100
REPORTED = 5  # stalls that the report names
Seen = tuple[tuple[FrameSummary, ...], int, str]  # the last three fields of a Stall


class Stall(NamedTuple):
    """A time without a beat that was too long.

    `start` is in seconds since the first beat, `seconds` goes from one beat to the next. `frames`
    is the stack of the loop's thread, outermost first, taken when the beat was overdue; it is
    empty if no code held the loop then, or if that code let no other thread run. From `step` on
    the frames are of what the loop had called, whose name is `called`.
    """

    start: float
    seconds: float
    frames: tuple[FrameSummary, ...] = ()
    step: int = 0
    called: str = ""

    @property
    def line(self) -> FrameSummary | None:
        """The innermost line of the reader's own code, or else of any code; None if unknown.

        Lines outside the step do not count: the one that runs the loop holds nothing up. A
        function that is not written in Python has no line.
        """
        frames = [f for f in self.frames[self.step :] if not f.filename.startswith(PACKAGE)]
        own = [frame for frame in frames if is_users(frame.filename)]
        return (own or frames or [None])[-1]

    @property
    def label(self) -> str:
        """The reader's line that held the loop, or the name of what the loop called; "" if none."""
        line = self.line
        if line and (is_users(line.filename) or not self.called):
            return line.line
        return self.called

    @property
    def text(self) -> str:
        """What held the loop, and where, in words."""
        if not self.label:
            return "no line was seen to hold it: the machine was busy, or no other thread could run"
        line = self.line
        by = ", called by the loop itself" if self.label == self.called else ""
        return f"`{self.label}`{by}" + (f", {place(line.filename, line.lineno)}" if line else "")


class Heartbeat:
    """Beat on an event loop, and note each time that it could not.

    - `every`: seconds between two beats.
    - `stall`: seconds that a beat may be late; later is a stall.

    Use `async with Heartbeat():` on the running loop, or `with Heartbeat.watch(loop):` (or its
    `stop()`) for a loop that runs in another thread. The loop's thread only sets a timer and reads
    the clock; a thread of its own sleeps until a beat is overdue, and then looks.
    Raises ValueError for times that are not above 0.
    """

    def __init__(self, every: float = 0.05, stall: float = 0.1) -> None:
        for name, value in (("every", every), ("stall", stall)):
            if not 0 < value < math.inf:
                raise ValueError(f"{name} is {value!r}; give a number of seconds above 0.")
        self.every, self.stall = every, stall
        self._beats: deque[float] = deque(maxlen=KEPT_BEATS)
        self._stalls: deque[Stall] = deque(maxlen=KEPT_STALLS)
        self._counts = [0] * (len(BUCKETS) + 1)
        self._longest = self._first = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.Handle | None = None
        self._ident = 0
        self._outside: CodeType | None = None  # of the frame that calls what the loop is to run
        self._sample: tuple[float, Seen] | None = None
        self._paused = False
        self._stopped = threading.Event()
        self._sampler = threading.Thread(target=self._look, name="heartbeat", daemon=True)

    @classmethod
    def watch(
        cls, loop: asyncio.AbstractEventLoop, every: float = 0.05, stall: float = 0.1
    ) -> Heartbeat:
        """Start beating on a loop that runs in any thread; call `stop()` when done."""
        heart = cls(every, stall)
        heart.start(loop)
        return heart

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start beating; the first beat comes with the loop's next turn.

        Raises RuntimeError if it was started before, or if the loop is closed.
        """
        if self._loop is not None:
            raise RuntimeError("This Heartbeat was started before; make a new one.")
        if loop.is_closed():
            raise RuntimeError("This loop is closed; start the Heartbeat on one that runs.")
        self._loop = loop
        loop.call_soon_threadsafe(self._begin)
        self._sampler.start()

    def stop(self) -> None:
        """Stop beating, from any thread; a beat that is overdue by a stall now is counted."""
        if self._loop is None or self._stopped.is_set():
            return
        now = time.monotonic()
        self._stopped.set()
        if threading.get_ident() == self._ident:
            self._cancel()
        else:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nothing is left on it
                self._loop.call_soon_threadsafe(self._cancel)
        self._sampler.join()
        if self._beats and self._is_late(now):
            self._note(now)

    async def __aenter__(self) -> Heartbeat:
        self.start(asyncio.get_running_loop())
        await asyncio.sleep(0)  # so that the first beat has come
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self.stop()

    def __enter__(self) -> Heartbeat:
        if self._loop is None:
            raise RuntimeError("Use `with Heartbeat.watch(loop):`, or `async with Heartbeat():`.")
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    @property
    def beats(self) -> tuple[float, ...]:
        """The latest beats, in seconds since the first one."""
        return tuple(beat - self._first for beat in tuple(self._beats))

    @property
    def gaps(self) -> tuple[float, ...]:
        """The seconds between the latest beats; undisturbed, each is about `every`."""
        beats = self.beats
        return tuple(later - sooner for sooner, later in itertools.pairwise(beats))

    @property
    def holding(self) -> tuple[FrameSummary, ...]:
        """The stack that holds the loop now, outermost frame first; empty while it beats."""
        return self._seen()[0]

    def _seen(self) -> Seen:
        sample = self._sample
        return sample[1] if sample and sample[0] == self._beats[-1] else ((), 0, "")

    @property
    def longest_gap(self) -> float:
        """The longest time without a beat, in seconds."""
        return self._longest

    @property
    def stalls(self) -> list[Stall]:
        """The latest stalls, oldest first."""
        return list(self._stalls)

    def histogram(self) -> Mapping[float, int]:
        """Count the beats by how late they were: {at most so many seconds: beats}."""
        return dict(zip((*BUCKETS, math.inf), self._counts, strict=True))

    def report(self) -> str:
        """Say in words how late the loop was, and which lines held it longest."""
        late = sorted(self._stalls, key=lambda stall: stall.seconds, reverse=True)
        head = f"{sum(self._counts)} beats, longest gap {self._longest:.2f} s"
        if not late:
            return f"{head}; never more than {self.stall:g} s late."
        lines = [f"{s.seconds:.2f} s without a beat: {s.text}" for s in late[:REPORTED]]
        more = [f"… and {len(late) - REPORTED} more"] if len(late) > REPORTED else []
        return "\n".join([f"{head}; late {len(late)} times:", *lines, *more])

    def draw(self, theme: str = "light") -> HeartbeatPicture:
        """Draw the beats, and the holes with the lines that made them."""
        from helpers.heartbeat.drawing import draw_beats  # loads matplotlib: only when needed

        labels = {stall.start: stall.label for stall in self._stalls}
        return draw_beats(
            self.beats, every=self.every, stall=self.stall, labels=labels, theme=theme
        )

    def __repr__(self) -> str:
        return f"<Heartbeat: every {self.every:g} s>"

    def _begin(self) -> None:
        self._ident, self._first = threading.get_ident(), time.monotonic()
        self._outside = sys._getframe(1).f_code
        self._beats.append(self._first)
        self._timer = self._loop.call_later(self.every, self._beat)

    def _beat(self) -> None:
        if not self._stopped.is_set():
            self._note(time.monotonic())
            self._outside = sys._getframe(1).f_code
            self._timer = self._loop.call_later(self.every, self._beat)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _is_late(self, now: float) -> bool:
        return now - self._beats[-1] > self.every + self.stall

    def _note(self, now: float) -> None:
        """Note a beat, and the gap before it unless the loop did not run meanwhile."""
        last, seen = self._beats[-1], self._seen()
        paused, self._paused = self._paused, False
        if not paused:
            gap = now - last
            self._longest = max(self._longest, gap)
            self._counts[bisect_right(BUCKETS, max(0.0, gap - self.every))] += 1
            if self._is_late(now):
                self._stalls.append(Stall(last - self._first, gap, *seen))
        self._beats.append(now)

    def _look(self) -> None:
        """Wait until a beat is overdue, and take the stack of the loop's thread, once a beat."""
        patience = self.every + self.stall
        wait = patience
        while not self._stopped.wait(wait) and not self._loop.is_closed():
            last = self._beats[-1] if self._beats else time.monotonic()
            overdue = time.monotonic() - last - patience
            wait = max(-overdue, 0.0) or patience
            if overdue < 0 or (self._sample and self._sample[0] == last):
                continue
            if not self._loop.is_running():
                self._paused = True
                continue
            frame = sys._current_frames().get(self._ident)
            if frame is not None and not _waits_for_events(frame):
                self._sample = last, self._stack(frame)

    def _stack(self, frame: FrameType) -> Seen:
        """The stack from its outermost frame on, where the step in it begins, and its name."""
        found = list(traceback.walk_stack(frame))[::-1]
        steps = [n for n, (each, _) in enumerate(found) if each.f_code is self._outside]
        step = steps[-1] + 1 if steps else len(found)  # none: the loop is between two steps
        called = _called([each for each, _ in found[step - 1 :]]) if steps else ""
        return tuple(traceback.StackSummary.extract(found)), step, called


def _called(frames: list[FrameType]) -> str:
    """The name of what the loop called, from the frame that called it on; "" if unknown."""
    handle = locals_of(frames[0]).get("self")
    if not isinstance(handle, asyncio.Handle):  # another make of loop
        return ""
    ours = [f for f in frames[1:] if f.f_code.co_filename.startswith(PACKAGE)]
    calls = [getattr(locals_of(f).get("self"), "func", None) for f in ours]  # a LoopThread's
    return _name_of(next(filter(None, calls), handle._callback))


def _name_of(callback: Callable[..., object]) -> str:
    """The name of what a loop called, with its module; for a task's step, of the coroutine."""
    callback = getattr(callback, "callback", callback)  # the recorder wraps some
    while isinstance(callback, functools.partial):
        callback = callback.func
    if isinstance(task := getattr(callback, "__self__", None), asyncio.Task):
        callback = task.get_coro()
    name = getattr(callback, "__qualname__", None) or type(callback).__name__
    module = getattr(callback, "__module__", None)
    return f"{module}.{name}" if module not in (None, "builtins", "__main__") else name


def _waits_for_events(frame: FrameType) -> bool:
    """Tell whether the loop sleeps: then it is not held by code, but waits for the machine."""
    return frame.f_code.co_filename == selectors.__file__
