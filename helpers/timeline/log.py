"""The raw log of a recording: what the patches append while the program runs."""

from __future__ import annotations

import asyncio
import itertools
import queue
import re
import sys
import threading
import time
import weakref
from collections.abc import Callable
from concurrent import futures
from contextvars import ContextVar
from threading import get_ident
from types import FrameType
from typing import Any, NamedTuple

from helpers.timeline.coroutines import coroutine_name
from helpers.timeline.places import call_at, called_by_user, name_of, users_frame, where

__all__ = ["FOREIGN", "MARK", "SPELT", "Log", "Moment", "Run", "Step", "ThreadState"]
__all__ += ["Track", "thread_name"]

# In place of the object whose method blocks: a loop that cannot be looked into; a function that is
# called what the reader's code calls it.
FOREIGN, SPELT = object(), object()

# Code belongs to a recording if its context carries the recording's mark. Tasks and callbacks
# inherit the context of what created them; threads are marked when they start. So the loops,
# tasks and threads of a Jupyter kernel, which nobody marked, stay out of the picture.
MARK: ContextVar[object] = ContextVar("helpers.timeline", default=None)

_CLOSING = (
    asyncio.BaseEventLoop.shutdown_asyncgens.__code__,
    asyncio.BaseEventLoop.shutdown_default_executor.__code__,
)
_HAS_CLOCKS = hasattr(time, "pthread_getcpuclockid")
_DEFAULT_TASK = re.compile(r"Task-\d+|None")
_DEFAULT_POOL = re.compile(r"ThreadPoolExecutor-\d+_(\d+)")
_DEFAULT_THREAD = re.compile(r"Thread-\d+(?: \((.+)\))?")


class Moment(float):
    """Seconds of a clock that may stand still, and how many moments came before."""

    __slots__ = ("order",)

    def __new__(cls, seconds: float, order: int) -> Moment:
        moment = super().__new__(cls, seconds)
        moment.order = order
        return moment

    def __lt__(self, other: float) -> bool:
        return Moment.place(self) < Moment.place(other)

    def __le__(self, other: float) -> bool:
        return Moment.place(self) <= Moment.place(other)

    def __gt__(self, other: float) -> bool:
        return Moment.place(self) > Moment.place(other)

    def __ge__(self, other: float) -> bool:
        return Moment.place(self) >= Moment.place(other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, float) and Moment.place(self) == Moment.place(other)

    __hash__ = float.__hash__

    @staticmethod
    def place(moment: float) -> tuple[float, int]:
        """What to compare: times without a number come first within their instant."""
        return float(moment), getattr(moment, "order", -1)


class Track:
    """One lane while it is being recorded."""

    __slots__ = (
        "at",
        "awaiting",
        "closes",
        "end",
        "holders",
        "hop",
        "host",
        "internal",
        "kind",
        "made",
        "name",
        "named",
        "ready",
        "ref",
        "since",
        "taken",
        "word",
    )

    def __init__(self, kind: str, name: str, ref: Any = None) -> None:
        self.kind, self.name, self.ref = kind, name, ref
        self.since = self.ready = self.awaiting = self.hop = None
        self.made: float | None = None  # when a task was created, until its first step
        self.end, self.at = "", None  # how it ended, and when
        self.host: Track | None = None  # the thread of a loop
        self.named = False
        self.internal = False  # part of the machinery: not drawn unless asked for
        self.closes = False  # one of the coroutines by which asyncio closes a loop
        self.holders: list[Track] = []
        self.taken = 0.0
        self.word = "lock"

    def let_go(self) -> None:
        """Forget what is under way."""
        self.holders.clear()
        self.since = self.ready = self.made = self.hop = None


class Step:
    """One callback that a loop is running now; most steps need none but the first two values."""

    track: Track | None = None  # the task's lane; None for a plain callback
    began = 0.0
    due: float | None = None  # when a plain callback could have run
    ready: float | None = None  # when a task's step could have run
    hop: tuple | None = None  # from where another thread asked for it, and when
    first = False  # under way when the recording began
    outer: Step | None = None  # the step that this one runs inside of
    gaps: list[tuple] | None = None  # what else ran inside: start, end, label if a nested run
    calls: list[tuple] | None = None  # blocking calls: start, end, label, place
    late: list[tuple] | None = None  # eager tasks that ended before they got their name
    makes: Any = None  # the coroutine of a task that is being made, and may begin at once
    samples: dict[str, int] | None = None  # where a long step was seen

    def note_gap(self, start: float, end: float, label: str = "") -> None:
        """Something else ran meanwhile."""
        self.gaps = [*(self.gaps or ()), (start, end, label)]

    def note_call(self, start: float, end: float, label: Any, place: str) -> None:
        """A call kept the loop waiting."""
        self.calls = [*(self.calls or ()), (start, end, label, place)]


class Run(NamedTuple):
    """A loop is run, perhaps inside a step (`outer`) of the same loop or of another (`held`)."""

    loop: Track
    start: float
    outer: Step | None
    held: Track | None
    name: str
    place: str

    def add_to(self, step: Step, end: float) -> None:
        """Tell the outer step: the same loop goes on meanwhile, another one has to wait."""
        if self.held is self.loop:
            step.note_gap(self.start, end, f"{self.name} · {self.place}")
        else:
            step.note_call(self.start, end, self.name, self.place)


class ThreadState:
    """What one thread is doing now."""

    __slots__ = ("at", "call", "cpu", "loop", "native", "open", "runs")
    __slots__ += ("starting", "step", "track")

    def __init__(self, track: Track) -> None:
        self.track = track
        self.native = threading.get_native_id()
        self.cpu = time.pthread_getcpuclockid(get_ident()) if _HAS_CLOCKS else 0
        self.at: Any = None  # the loop whose callbacks it ran last, and that loop's lane
        self.loop: Track | None = None
        self.runs: list[Run] = []  # under way
        self.step: Step | None = None
        self.starting = ""  # "pool" inside submit, "thread" inside Thread.start
        self.call: tuple[float, str, Any] | None = None  # blocking, under way: start, name, thing
        self.open: list[tuple[str, float, str]] = []  # under way: kind, start, label

    def busy(self) -> bool:
        """Whether a call that is seen already is under way: what it calls is its own affair.

        That a foreign loop waits is its own affair as well, but not what its tasks call.
        """
        if self.call is None or (self.call[2] is FOREIGN and _in_task()):
            return self.starting != ""
        return True


def _in_task() -> bool:
    loop = asyncio._get_running_loop()
    return loop is not None and asyncio.current_task(loop) is not None


def thread_name(name: str) -> str:
    """A thread's name without the numbers that the process happened to count up to."""
    if match := _DEFAULT_POOL.fullmatch(name):
        return f"pool_{match[1]}"
    if match := _DEFAULT_THREAD.fullmatch(name):
        return match[1] or "thread"
    return "main thread" if name == "MainThread" else name


class Log:
    """Raw records of one recording, and what is needed to write the next one."""

    def __init__(self, clock: Callable[[], float], stall: float, least: float, limit: int) -> None:
        self.clock, self.stall, self.least, self.limit = clock, stall, least, limit
        self.mark = object()
        self.open = self.full = self.virtual = False
        self.origin = self.end = 0.0
        self.opener: Track | None = None  # the thread that opened the recording
        self.records: list[tuple] = []
        self.tracks: list[Track] = []
        self.tasks: dict[int, Track] = {}
        self.loops: dict[int, Track] = {}
        self.things: dict[int, Track] = {}  # locks, queues, ... by id
        self.threads: dict[int, ThreadState] = {}
        self.given: dict[int, tuple[Track, float]] = {}  # who set, put or notified last, and when
        self.asked: dict[int, list[tuple]] = {}  # callbacks on their way from other threads
        self.futures: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
        self.pools: weakref.WeakKeyDictionary[Any, object] = weakref.WeakKeyDictionary()
        self.notes: dict[str, None] = {}  # what cannot be shown, in order
        self._moments = itertools.count()

    def clear(self) -> None:
        """Let go of everything but the notes."""
        for held in (self.records, self.tracks, self.tasks, self.loops, self.things, self.threads):
            held.clear()
        for held in (self.given, self.asked, self.futures, self.pools):
            held.clear()

    def count_moments(self, clock: Callable[[], float]) -> None:
        """From here on read this clock, which may give one time more than once."""
        self.clock = lambda: Moment(clock(), next(self._moments))

    # ---- who and where
    def watching(self) -> bool:
        """Whether the calling code belongs to this recording, and it is still open.

        In a context without the mark it does if its thread is at work for the recording.
        """
        if not self.open:
            return False
        if MARK.get() is self.mark:
            return True
        state = self.threads.get(get_ident())
        return state is not None and (state.step is not None or bool(state.open))

    def track(self, kind: str, name: str, ref: Any = None) -> Track:
        """A new lane."""
        track = Track(kind, name, ref)
        self.tracks.append(track)
        return track

    def thread(self) -> ThreadState:
        """The state of the calling thread, made at its first event."""
        ident = get_ident()
        state = self.threads.get(ident)
        if state is None:
            name = thread_name(threading.current_thread().name)
            state = self.threads[ident] = ThreadState(self.track("thread", name))
        return state

    def enter_loop(self, state: ThreadState, loop: Any) -> Track:
        """The thread runs callbacks of this loop from here on; the loop's lane."""
        key, loops = id(loop), self.loops
        track = loops.get(key)
        if track is None:
            gone = weakref.ref(loop, lambda _: loops.pop(key, None))
            track = loops[key] = self.track("loop", state.track.name, gone)
            track.host = state.track
        state.at, state.loop = loop, track
        return track

    def task(self, task: asyncio.Task, coro: Any = None) -> Track:
        """The lane of a task, which itself is only weakly referenced.

        `coro` is needed if the task may have ended in its eager first step: to ask such a task for
        its coroutine is fatal in the first releases of Python 3.12.
        """
        key = id(task)
        track = self.tasks.get(key)
        if track is None:
            tasks = self.tasks
            # Gone together with the task: another may have its id afterwards.
            gone = weakref.ref(task, lambda _: tasks.pop(key, None))
            coro = coro or task.get_coro()
            track = tasks[key] = self.track("task", coroutine_name(coro), gone)
            track.closes = track.internal = getattr(coro, "cr_code", None) in _CLOSING
        return track

    def here(self) -> Track:
        """The lane of the calling code: a task, a loop's callback, or a plain thread."""
        state = self.thread()
        if state.step is None:
            return state.track
        try:
            task = asyncio.current_task()
        except RuntimeError:
            task = None
        return state.loop if task is None else self.task(task)

    def thing(self, thing: Any, frame: FrameType) -> Track:
        """The lane of a lock, queue, event ..., named after the variable that code sees it by."""
        track = self.things.get(id(thing))
        if track is None or track.ref() is not thing:
            track = self.things[id(thing)] = self.track("hidden", "", weakref.ref(thing))
            if "Semaphore" in type(thing).__name__:
                track.word = "semaphore"
        if not track.named:  # seen from a library so far, where it has another name
            self._name_thing(track, thing, frame)
        return track

    @staticmethod
    def _name_thing(track: Track, thing: Any, frame: FrameType) -> None:
        name = name_of(thing, frame)
        track.name = name or type(thing).__name__.replace("lock", "Lock")
        track.named = bool(name)
        track.kind = "lock" if track.kind == "lock" or called_by_user(frame) else "hidden"

    @staticmethod
    def name_task(track: Track, task: asyncio.Task | None) -> None:
        """Take over a task's own name; `Task-7` would differ from run to run."""
        if task is not None and not track.named and not _DEFAULT_TASK.fullmatch(task.get_name()):
            track.name = task.get_name()

    def label(self, name: str, thing: Any, frame: FrameType | None) -> Any:
        """What to call a method that blocks: by its own name, or by that of its object."""
        if thing is SPELT and (reader := users_frame(frame)) is not None:
            return call_at(reader) or name
        if isinstance(thing, threading.Thread):
            return f"{thread_name(thing.name)}.{name}"
        kind = type(thing).__name__
        if isinstance(thing, (futures.Future, futures.Executor)):
            return f"{kind}.{name}"
        return (self.thing(thing, frame), name) if isinstance(thing, _NAMED) else name

    def under_way(self, ident: int, state: ThreadState) -> tuple[float, Any, str] | None:
        """The blocking call that a thread is in now: since when, its label, its line."""
        if state.call is None:
            return None
        start, name, thing = state.call
        frame = sys._current_frames().get(ident)
        if frame is None or thing is FOREIGN:
            return start, name, ""
        return start, self.label(name, thing, frame), where(frame)

    # ---- what happened
    def add(self, *record: Any) -> None:
        """Append one record; at the limit the recording ends there."""
        if self.open:
            self.records.append(record)
            if len(self.records) >= self.limit:
                self.fill()

    def fill(self) -> None:
        """End the recording at its limit."""
        self.open, self.full, self.end = False, True, self.clock()
        self.notes[f"recording ended after {self.limit} records, the limit of this Timeline"] = None

    def blocked(self, state: ThreadState, label: Any, start: float, end: float, frame: Any) -> None:
        """The calling thread was blocked in a call; in a step of a loop, that held the loop."""
        if state.call is not None:  # a foreign loop was run meanwhile: it goes on behind the call
            began, name, loop = state.call
            self.note_blocked(state, name, began, start, "")
            state.call = end, name, loop
        self.note_blocked(state, label, start, end, where(frame))

    def note_blocked(
        self, state: ThreadState, label: Any, start: float, end: float, place: str
    ) -> None:
        """Write it down; place: the line of the call."""
        if state.step is not None:
            state.step.note_call(start, end, label, place)
        else:
            self.add("blocked", state.track, start, end, label, place)

    def give(self, thing: Any) -> None:
        """Remember who set, put or notified, for the arrow to the thread that was blocked on it."""
        if len(self.given) > 4096:
            self.given.clear()
        self.given[id(thing)] = (self.here(), self.clock())

    def take(self, thing: Any, label: str, start: float, end: float) -> None:
        """Draw that arrow, if somebody gave while the calling thread was blocked."""
        track, when = self.given.get(id(thing), (None, 0.0))
        here = self.here()
        if track is not None and track is not here and start <= when <= end:
            self.given.pop(id(thing), None)
            self.add("hop", track, when, here, end, label)

    def hold(self, lock: Track, owner: Track) -> None:
        """`owner` has acquired a lock or one place of a semaphore."""
        now = self.clock()
        self._holders_until(lock, now)
        lock.holders.append(owner)

    def let_go(self, lock: Track, owner: Track) -> None:
        """A lock was released, by its holder or by somebody else."""
        if lock.holders:
            self._holders_until(lock, self.clock())
            lock.holders.remove(owner if owner in lock.holders else lock.holders[0])

    def _holders_until(self, lock: Track, now: float) -> None:
        if lock.holders:
            self.add("held", lock, lock.taken, now, tuple(lock.holders))
        lock.taken = now


_NAMED = (threading.Event, threading.Condition, threading.Barrier, threading.Semaphore)
_NAMED += (queue.Queue, type(threading.Lock()), type(threading.RLock()))
