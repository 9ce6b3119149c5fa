"""The raw log of a recording: what the patches append while the program runs."""

from __future__ import annotations

import asyncio
import re
import threading
import weakref
from collections.abc import Callable
from contextvars import ContextVar
from types import FrameType
from typing import Any

from helpers.timeline.places import called_by_user, name_of, place, users_frame

__all__ = ["MARK", "Log", "Step", "Track", "thread_name"]

# Code belongs to a recording if its context carries the recording's mark. Tasks and callbacks
# inherit the context of what created them; threads are marked when they start. So the loops,
# tasks and threads of a Jupyter kernel, which nobody marked, stay out of the picture.
MARK: ContextVar[object] = ContextVar("helpers.timeline", default=None)

_DEFAULT_TASK = re.compile(r"Task-\d+")
_DEFAULT_POOL = re.compile(r"ThreadPoolExecutor-\d+_(\d+)")
_DEFAULT_THREAD = re.compile(r"Thread-\d+(?: \((.+)\))?")


class Track:
    """One lane while it is being recorded."""

    __slots__ = (
        "awaiting",
        "holders",
        "hop",
        "internal",
        "kind",
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
        self.named = False
        self.internal = False  # part of the machinery: not drawn unless asked for
        self.holders: list[Track] = []
        self.taken = 0.0
        self.word = "lock"


class Step:
    """One callback that a loop is running now; most steps need none but the first two values."""

    due: float | None = None  # when a plain callback could have run
    ready: float | None = None  # when a task's step could have run
    hop: tuple | None = None  # from where another thread asked for it, and when
    first = False  # under way when the recording began
    gaps: list[tuple] | None = None  # other steps that ran inside: eager tasks
    calls: list[tuple] | None = None  # blocking calls: start, end, label, place
    late: list[tuple] | None = None  # eager tasks that ended before they got their name
    samples: dict[str, int] | None = None  # where a long step was seen

    def __init__(self, track: Track | None, began: float) -> None:
        self.track, self.began = track, began


class ThreadState:
    """What one thread is doing now."""

    __slots__ = ("call", "loop", "open", "starting", "step", "track")

    def __init__(self, track: Track, loop: Track) -> None:
        self.track, self.loop = track, loop
        self.step: Step | None = None
        self.starting = ""  # "pool" inside submit, "thread" inside Thread.start
        self.call: tuple[float, Any] | None = None  # the blocking call under way: start, label
        self.open: list[tuple[str, float, str]] = []  # under way: kind, start, label

    def busy(self) -> bool:
        """Whether a call that is seen already is under way: what it calls is its own affair."""
        return self.call is not None or self.starting != ""


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
        self.things: dict[int, Track] = {}  # locks, queues, ... by id
        self.threads: dict[int, ThreadState] = {}
        self.given: dict[int, tuple[Track, float]] = {}  # who set, put or notified last, and when
        self.futures: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()

    # ---- who and where
    def watching(self) -> bool:
        """Whether the calling code belongs to this recording, and it is still open."""
        return self.open and MARK.get() is self.mark

    def track(self, kind: str, name: str, ref: Any = None) -> Track:
        """A new lane."""
        track = Track(kind, name, ref)
        self.tracks.append(track)
        return track

    def thread(self) -> ThreadState:
        """The state of the calling thread, made at its first event."""
        ident = threading.get_ident()
        state = self.threads.get(ident)
        if state is None:
            name = thread_name(threading.current_thread().name)
            state = ThreadState(self.track("thread", name), self.track("loop", name))
            self.threads[ident] = state
        return state

    def task(self, task: asyncio.Task, coro: Any = None) -> Track:
        """The lane of a task, which itself is only weakly referenced.

        `coro` is needed if the task may have ended in its eager first step: to ask such a task for
        its coroutine is fatal in the first releases of Python 3.12.
        """
        key = id(task)
        track = self.tasks.get(key)
        if track is None:
            name, tasks = getattr(coro or task.get_coro(), "__name__", "task"), self.tasks
            # Gone together with the task: another may have its id afterwards.
            track = self.track("task", name, weakref.ref(task, lambda _: tasks.pop(key, None)))
            tasks[key] = track
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
        track.name = name or type(thing).__name__.removeprefix("Seen")
        track.named = bool(name)
        track.kind = "lock" if track.kind == "lock" or called_by_user(frame) else "hidden"

    @staticmethod
    def name_task(track: Track, task: asyncio.Task | None) -> None:
        """Take over a task's own name; `Task-7` would differ from run to run."""
        if task is not None and not track.named and not _DEFAULT_TASK.fullmatch(task.get_name()):
            track.name = task.get_name()

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

    def blocked(self, state: ThreadState, label: Any, start: float, end: float, frame: Any) -> None:
        """The calling thread was blocked in a call; in a step of a loop, that held the loop."""
        frame = users_frame(frame)
        where = place(frame.f_code.co_filename, frame.f_lineno) if frame else ""
        if state.step is not None:
            state.step.calls = [*(state.step.calls or ()), (start, end, label, where)]
        else:
            self.add("blocked", state.track, start, end, label, where)

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
