"""Stand-ins for what makes a thread wait, so that waiting becomes a choice of the scheduler."""

from __future__ import annotations

import _thread
import concurrent.futures.thread as pool_module
import contextlib
import queue
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from helpers.interleavings.errors import Abandon
from helpers.interleavings.scheduler import COMPREHENSIONS, HERE, Scheduler, controlling
from helpers.patching import Likeness, Patches

__all__ = ["LOCK", "PASS_ON", "RLOCK", "Lock", "RLock", "SimpleQueue", "replaced"]

PASS_ON = (__file__, contextlib.__file__)  # their frames stand between the reader and a lock
REAL = {
    "lock": _thread.allocate_lock,
    "rlock": threading.RLock,
    "sleep": time.sleep,
    "monotonic": time.monotonic,
    "perf_counter": time.perf_counter,
    "start": threading.Thread.start,
    "join": threading.Thread.join,
    "is_alive": threading.Thread.is_alive,
    "current_thread": threading.current_thread,
    "simple_queue": queue.SimpleQueue,
}
LOCK, RLOCK = type(_thread.allocate_lock()), type(threading.RLock())


_known: dict[tuple[Any, str], Any] = {}  # stand-ins by place, for the next exploration


def explorer() -> object | None:
    """The scheduler whose exploration the calling thread belongs to, or None."""
    return getattr(HERE, "scheduler", None) or getattr(HERE, "building", None)


def reader(scheduler: Scheduler) -> tuple:
    """(code, line) of the reader's own code that is being run."""
    frame = sys._getframe(1)
    while frame.f_back is not None and not scheduler.steps_through(frame.f_code):
        frame = frame.f_back
    if not scheduler.steps_through(frame.f_code):
        return None, 0  # the standard library's own thread
    return frame.f_code, frame.f_lineno


def asked_by_reader(scheduler: Scheduler) -> bool:
    """Whether the reader's own code called the stand-in, not the standard library.

    What contextlib enters and leaves, the reader does: at the line that is told by reader().
    """
    frame = sys._getframe(1)
    while frame.f_code.co_filename in PASS_ON or frame.f_code.co_name in COMPREHENSIONS:
        frame = frame.f_back
    return scheduler.steps_through(frame.f_code)


class Lock(Likeness, of=LOCK):
    """threading.Lock whose waiting is the scheduler's; an ordinary lock for threads of others.

    real: the lock without which nobody goes on.
    """

    __slots__ = ("key", "owner", "real", "word")

    @classmethod
    def around(cls, real: Any) -> Any:
        new = super().around(real)
        new.real, new.owner, new.word = real, None, "lock"
        new.key = scheduler.new_key() if (scheduler := explorer()) else id(new)
        return new

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As threading.Lock.acquire; a time limit passes when nobody else can run."""
        scheduler = controlling()
        if scheduler is None:
            return self._ordinary(blocking, timeout)
        if timeout != -1 and (timeout < 0 or not blocking):
            return self.real.acquire(blocking, timeout)  # which says what is wrong
        taken = self._controlled(scheduler, blocking, timeout)
        if not taken and (timeout >= 0 or asked_by_reader(scheduler)):
            scheduler.tried_in_vain(HERE.index, reader(scheduler))
        return taken

    def _controlled(self, scheduler: Scheduler, blocking: bool, timeout: float) -> bool:
        if scheduler.kind == "access" and asked_by_reader(scheduler):
            step = (*reader(scheduler), f"acquire {scheduler.name_of(self)}")
            if not scheduler.point(HERE.index, step, self if blocking else None, timeout):
                return False
        elif blocking and self.real.locked():
            scheduler.touch((self.key, None), "read")
            step = (*reader(scheduler), "goes on")
            if not scheduler.block(HERE.index, self, timeout, step):
                return False
        return self._take(scheduler, blocking)

    def _take(self, scheduler: Scheduler, blocking: bool) -> bool:
        taken = self.real.acquire(False)
        scheduler.touch((self.key, None), "acquire" if taken else "read")
        if taken:
            self.owner = HERE.index
        elif blocking:
            raise Abandon  # the run is over, and this thread only unwinds
        return taken

    def _ordinary(self, blocking: bool, timeout: float) -> bool:
        if self.real.acquire(False):
            return True
        if blocking and timeout < 0 and getattr(HERE, "building", None):
            raise RuntimeError("this lock was left locked, and nobody is there to release it")
        return blocking and self.real.acquire(blocking, timeout)

    def release(self) -> None:
        """As threading.Lock.release."""
        scheduler = controlling()
        if scheduler is not None:
            if scheduler.kind == "access" and asked_by_reader(scheduler):
                step = (*reader(scheduler), f"release {scheduler.name_of(self)}")
                scheduler.point(HERE.index, step)
            scheduler.touch((self.key, None), "release")
        self.real.release()
        self.owner = None

    @property
    def locked(self) -> Callable[[], bool]:
        """As threading.Lock.locked; before Python 3.14 a reentrant lock has none."""
        if (scheduler := controlling()) is not None:
            scheduler.touch((self.key, None), "read")
        return self._real.locked

    def _at_fork_reinit(self) -> None:
        if (scheduler := controlling()) is not None:
            scheduler.touch((self.key, None), "release")
        for lock in {self._real, self.real}:
            lock._at_fork_reinit()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc_info: object) -> None:
        self.release()

    def __hash__(self) -> int:
        """The same in every run: a set of locks is gone through in the order of their hashes."""
        return number_of(self.key) if isinstance(self.key, tuple) else object.__hash__(self)


class RLock(Lock, of=RLOCK):
    """threading.RLock, in the same way: the real one counts how often its owner has taken it."""

    __slots__ = ()

    @classmethod
    def around(cls, real: Any) -> Any:
        new = super().around(real)
        new.real = _thread.allocate_lock()
        return new

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As threading.RLock.acquire."""
        taken = self._real._is_owned() or super().acquire(blocking, timeout)
        return taken and self._real.acquire()

    def release(self) -> None:
        """As threading.RLock.release."""
        self._real.release()
        if not self._real._is_owned():
            super().release()

    # What threading.Condition asks a reentrant lock for.
    def _release_save(self) -> Any:
        state = self._real._release_save()
        super().release()
        return state

    def _acquire_restore(self, state: Any) -> None:
        super().acquire()
        self._real._acquire_restore(state)


class SimpleQueue(Likeness, queue._PySimpleQueue, of=REAL["simple_queue"]):
    """queue.SimpleQueue made of locks; the real one stays empty."""

    @classmethod
    def around(cls, real: Any) -> Any:
        new = super().around(real)
        queue._PySimpleQueue.__init__(new)
        return new


def _made(kind: type[Likeness], name: str) -> Callable[..., Any]:
    """What makes stand-ins for threads of an exploration, and real ones for others."""

    def make(*args: Any, **kwargs: Any) -> Any:
        real = REAL[name](*args, **kwargs)
        return kind.around(real) if explorer() else real

    return make


make_lock, make_rlock = _made(Lock, "lock"), _made(RLock, "rlock")
make_simple_queue = _made(SimpleQueue, "simple_queue")


def sleep(seconds: float):
    """time.sleep: costs nothing; anybody may get in between."""
    if (scheduler := controlling()) is None:
        return REAL["sleep"](seconds)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    scheduler.now += seconds
    if scheduler.kind == "access":
        scheduler.point(HERE.index, (*reader(scheduler), f"sleep {seconds:g} s"))


def monotonic():
    """time.monotonic: the virtual seconds of this run."""
    return scheduler.now if (scheduler := controlling()) else REAL["monotonic"]()


def perf_counter():
    """time.perf_counter: the virtual seconds of this run."""
    return scheduler.now if (scheduler := controlling()) else REAL["perf_counter"]()


def start(thread: threading.Thread):
    """threading.Thread.start: the new thread is one more that the scheduler controls."""
    if (scheduler := controlling()) is None:
        return REAL["start"](thread)
    if hasattr(thread, "explored"):
        raise RuntimeError("threads can only be started once")
    done = make_lock()
    done.word = "thread"
    done.real.acquire()

    def call():
        HERE.thread = thread
        try:
            thread.run()
        finally:
            HERE.thread = None
            scheduler.touch((done.key, None), "release")
            done.real.release()

    idle = thread.daemon or getattr(thread, "_target", None) is pool_module._worker
    scheduler.touch(("threads", None), "write")
    done.owner = scheduler.add(call, parent=HERE.index, idle=idle)
    scheduler.labels[done.owner] = label_of(thread.name)
    thread.explored = done


def label_of(name: str) -> str:
    """A thread's name without the number that counts all threads of the process."""
    numbered = re.match(r"(Thread|ThreadPoolExecutor)-\d+(?:_(\d+)| \((.*)\))?$", name)
    if numbered is None:
        return name
    return numbered[3] or (f"worker {numbered[2]}" if numbered[2] else "thread")


def join(thread: threading.Thread, timeout: float | None = None):
    """threading.Thread.join."""
    if (done := getattr(thread, "explored", None)) is None or controlling() is None:
        return REAL["join"](thread, timeout)
    if done.acquire(True, -1 if timeout is None else max(0, timeout)):
        done.release()


def is_alive(thread: threading.Thread):
    """threading.Thread.is_alive."""
    if (done := getattr(thread, "explored", None)) is None:
        return REAL["is_alive"](thread)
    return done.locked()


def current_thread():
    """threading.current_thread."""
    if (thread := getattr(HERE, "thread", None)) is not None:
        return thread
    worker = getattr(HERE, "worker", None)
    return worker.thread if worker is not None else REAL["current_thread"]()


def hash_thread(thread: threading.Thread):
    """hash(thread), the same in every run: a pool joins its threads in the order of a set."""
    if getattr(thread, "explored_hash", None) is None:
        if (scheduler := explorer()) is None:
            return object.__hash__(thread)
        thread.explored_hash = number_of(scheduler.new_key())
    return thread.explored_hash


def number_of(key: tuple) -> int:
    """A number for the key of an object, the same in every run."""
    who, count = key
    return count if who == "setup" else 1000 * (who + 1) + count


def _patches() -> list[tuple]:
    """(owner, name, stand-in) of all functions that are replaced while an exploration goes on."""
    return [
        (threading, "Lock", make_lock),
        (threading, "RLock", make_rlock),
        (threading, "_allocate_lock", make_lock),
        (threading, "_time", monotonic),
        (threading, "current_thread", current_thread),
        (threading.Thread, "start", start),
        (threading.Thread, "join", join),
        (threading.Thread, "is_alive", is_alive),
        (threading.Thread, "__hash__", hash_thread),
        (queue, "SimpleQueue", make_simple_queue),
        (queue, "time", monotonic),
        (time, "sleep", sleep),
        (time, "monotonic", monotonic),
        (time, "perf_counter", perf_counter),
    ]


@contextlib.contextmanager
def replaced(namespaces: list[dict]) -> Iterator[None]:
    """Put the stand-ins in place, also where `from threading import Lock` put the real things.

    namespaces: the globals of the reader's functions.
    """
    with Patches() as patches:
        public = {}
        for owner, name, new in _patches():
            real = getattr(owner, name)
            ours = patches.stand_again(owner, name, lambda _, new=new: new, _known)
            if not name.startswith("_") and owner is not threading.Thread:
                public[id(real)] = ours
        patches.put(pool_module, "_global_shutdown_lock", Lock.around(REAL["lock"]()))
        for space in namespaces:
            for name, value in list(space.items()):
                if id(value) in public:
                    patches.put(space, name, public[id(value)])
        try:
            yield
        finally:
            for thread in [t for t in pool_module._threads_queues if hasattr(t, "explored")]:
                # Never really started: not to be joined at exit.
                del pool_module._threads_queues[thread]
