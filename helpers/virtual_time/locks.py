"""Lock, RLock and SimpleQueue whose waits take virtual time in controlled threads.

Each wraps a real one that keeps the state, so a thread outside of the run, or anyone after the run,
can use the same object for real. Conditions, events, semaphores, barriers, queues and futures need
nothing here: the standard library builds them from these.
"""

import _thread
import queue
import threading
from asyncio import Task, _get_running_loop, current_task
from math import inf
from typing import Any

from helpers.patching import Likeness
from helpers.virtual_time.scheduler import Scheduler, current

__all__ = ["VirtualLock", "VirtualRLock", "VirtualSimpleQueue"]

RealSimpleQueue = queue.SimpleQueue


def _taker() -> tuple[threading.Thread, Task[Any] | None]:
    """Who takes a lock: the thread, and the task if a loop runs in it."""
    loop = _get_running_loop()
    return threading.current_thread(), None if loop is None else current_task(loop)


def _deadline(now: float, timeout: float) -> float:
    """The end of a wait that `Lock.acquire` describes by `timeout`."""
    if timeout == -1:
        return inf
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    return now + timeout


class VirtualLock(Likeness):
    """A `threading.Lock`."""

    kind = "Lock"

    def __init__(self, real: Any = None) -> None:
        self._real = _thread.allocate_lock() if real is None else real
        self._taker: tuple[threading.Thread, Task[Any] | None] | None = None

    @property
    def holder(self) -> str | None:
        """Who holds the lock, in words for a report."""
        if self._taker is None or not self.locked():
            return None
        thread, task = self._taker
        return f"task {task.get_name()!r}" if task else f"thread {thread.name!r}"

    def _free(self) -> bool:
        return not self._real.locked()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        scheduler = current()
        if scheduler is None:
            return self._real.acquire(blocking, timeout)
        if not blocking:
            got = self._real.acquire(False, timeout)
        else:
            deadline = _deadline(scheduler.now, timeout)
            got = self._real.acquire(False) or self._wait(scheduler, deadline)
        if got:
            self._taker = _taker()
        return got

    def _wait(self, scheduler: Scheduler, deadline: float) -> bool:
        # A thread outside of the run may take the lock between the wait and the attempt.
        while scheduler.wait(self._free, deadline, self):
            if self._real.acquire(False):
                return True
        return False

    def release(self) -> None:
        self._real.release()
        self._taker = None

    def locked(self) -> bool:
        return self._real.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc_info: object) -> None:
        self.release()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __repr__(self) -> str:
        return f"<virtual {self._real!r}>"


class VirtualRLock(VirtualLock):
    """A `threading.RLock`."""

    kind = "RLock"

    def __init__(self, real: Any = None) -> None:
        super().__init__(_thread.RLock() if real is None else real)

    def _free(self) -> bool:
        # Asked from another thread, which may itself be the owner.
        if self._real._is_owned() or not self._real.acquire(False):
            return False
        self._real.release()
        return True

    def release(self) -> None:
        self._real.release()
        if not self._real._is_owned():
            self._taker = None

    def locked(self) -> bool:
        return self._real._is_owned() or not self._free()

    def _release_save(self) -> Any:
        self._taker = None
        return self._real._release_save()

    def _acquire_restore(self, state: Any) -> None:
        self.acquire()
        self._real.release()
        self._real._acquire_restore(state)


class VirtualSimpleQueue(Likeness):
    """A `queue.SimpleQueue`."""

    kind = "SimpleQueue"
    holder = None

    def __init__(self, real: Any = None) -> None:
        self._real = RealSimpleQueue() if real is None else real

    def _filled(self) -> bool:
        return not self._real.empty()

    def put(self, item: object, block: bool = True, timeout: float | None = None) -> None:
        self._real.put(item)  # there is always room

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        scheduler = current()
        if scheduler is None or not block:
            return self._real.get(block, timeout)
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        deadline = inf if timeout is None else scheduler.now + timeout
        scheduler.wait(self._filled, deadline, self)
        return self._real.get_nowait()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __repr__(self) -> str:
        return f"<virtual {self._real!r}>"
