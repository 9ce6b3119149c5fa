"""Beats on a running event loop, and looks from a thread at what holds it when a beat is late."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import math
import selectors
import sys
import threading
import time
import traceback
from bisect import bisect_right
from collections import deque
from collections.abc import Mapping
from traceback import FrameSummary
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, NamedTuple

from helpers.timeline.places import place
from helpers.whose_code import is_users

if TYPE_CHECKING:
    from helpers.heartbeat.drawing import HeartbeatPicture

__all__ = ["Heartbeat", "Stall"]

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds
KEPT_BEATS = 10_000
KEPT_STALLS = 100
REPORTED = 5  # stalls that the report names


class Stall(NamedTuple):
    """A time without a beat that was too long.

    `start` is in seconds since the first beat, `seconds` goes from one beat to the next. `frames`
    is the stack of the loop's thread, outermost first, taken when the beat was overdue; it is
    empty if no code held the loop then, or if that code let no other thread run.
    """

    start: float
    seconds: float
    frames: tuple[FrameSummary, ...] = ()

    @property
    def line(self) -> FrameSummary | None:
        """The innermost line of the reader's own code, or else of any code; None if unknown."""
        own = [frame for frame in self.frames if is_users(frame.filename)]
        return (own or list(self.frames) or [None])[-1]

    @property
    def text(self) -> str:
        """Where the loop was held, in words."""
        if self.line is None:
            return "no line was seen to hold it: the machine was busy, or no other thread could run"
        return f"`{self.line.line}`, {place(self.line.filename, self.line.lineno)}"


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
        self._sample: tuple[float, tuple[FrameSummary, ...]] | None = None
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

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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
        sample = self._sample
        return sample[1] if sample and sample[0] == self._beats[-1] else ()

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

        lines = {stall.start: stall.line.line for stall in self._stalls if stall.line}
        return draw_beats(self.beats, every=self.every, stall=self.stall, labels=lines, theme=theme)

    def __repr__(self) -> str:
        return f"<Heartbeat: every {self.every:g} s>"

    def _begin(self) -> None:
        self._ident, self._first = threading.get_ident(), time.monotonic()
        self._beats.append(self._first)
        self._timer = self._loop.call_later(self.every, self._beat)

    def _beat(self) -> None:
        if not self._stopped.is_set():
            self._note(time.monotonic())
            self._timer = self._loop.call_later(self.every, self._beat)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _is_late(self, now: float) -> bool:
        return now - self._beats[-1] > self.every + self.stall

    def _note(self, now: float) -> None:
        """Note a beat, and the gap before it unless the loop did not run meanwhile."""
        last, held = self._beats[-1], self.holding
        paused, self._paused = self._paused, False
        if not paused:
            gap = now - last
            self._longest = max(self._longest, gap)
            self._counts[bisect_right(BUCKETS, max(0.0, gap - self.every))] += 1
            if self._is_late(now):
                self._stalls.append(Stall(last - self._first, gap, held))
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
                self._sample = last, tuple(traceback.extract_stack(frame))


def _waits_for_events(frame: FrameType) -> bool:
    """Tell whether the loop sleeps: then it is not held by code, but waits for the machine."""
    return frame.f_code.co_filename == selectors.__file__
