"""Lock, RLock and SimpleQueue whose waits take virtual time in controlled threads.

Each wraps a real one that keeps the state, so a thread outside of the run, or anyone after the run,
can use the same object for real. Conditions, events, semaphores, barriers, queues and futures need
nothing here: the standard library builds them from these.

A lock goes to those who asked for it in the order in which they asked; the package's documentation
says what real ones do.
"""

import _thread
import queue
import threading
from asyncio import Task, current_task
from collections import deque
from math import inf
from typing import Any
from weakref import ref

from helpers.patching import Likeness
from helpers.virtual_time.scheduler import Scheduler, current, get_ident, turn

__all__ = ["VirtualLock", "VirtualRLock", "VirtualSimpleQueue"]


def _has_to_wait(blocking: bool) -> bool:
    """What a lock that others wait for says to a thread that wants it at once."""
    return False


class VirtualLock(Likeness, of=type(_thread.allocate_lock())):
    """A `threading.Lock`."""

    kind = "Lock"
    # To let go is left to the real lock, without a call of ours.
    __slots__ = ("__exit__", "_member", "_task", "_try", "_waiting", "release")

    @classmethod
    def around(cls, real: Any) -> Any:
        lock = object.__new__(cls)
        lock._real = real
        lock._try, lock.release, lock.__exit__ = real.acquire, real.release, real.__exit__
        lock._waiting = deque()  # controlled threads, the first to come first
        lock._member = lock._task = None  # who has taken it
        return lock

    @property
    def holder(self) -> tuple[threading.Thread, ref[Task[Any]] | None] | None:
        """Who holds the lock: the thread, and the task if a loop runs in it; None if unknown."""
        return None if self._member is None or self._free() else (self._member.thread, self._task)

    def __enter__(self) -> bool:
        if not self._try(False):
            return self.acquire()
        self._member = member = turn.member  # as in _taken, without the call
        if member is None or member.ident != get_ident():
            self._member = None
        elif (loop := member.loop) is None:
            self._task = None
        else:
            if (task := current_task(loop)) is not member.task:
                member.note(task)
            self._task = member.task_ref
        return True

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        scheduler = current()
        wrong = timeout != -1 and (timeout < 0 or not blocking)
        if scheduler is None or wrong:  # the real lock says what is wrong
            return self._real.acquire(blocking, timeout) and self._taken()
        deadline = inf if timeout == -1 else scheduler.now + timeout
        if self._try(False) or (self._first(scheduler) and self._real.acquire(False)):
            return self._taken()
        return blocking and self._wait(scheduler, deadline) and self._taken()

    def _first(self, scheduler: Scheduler) -> bool:
        """May the calling thread have the lock before those who wait? If it is to end, it may."""
        return scheduler.me().doomed

    def _wait(self, scheduler: Scheduler, deadline: float) -> bool:
        me = object()
        self._waiting.append(me)
        self._try = _has_to_wait
        try:
            # A thread outside of the run may take the lock between the wait and the attempt.
            while scheduler.wait(lambda: self._waiting[0] is me and self._free(), deadline, self):
                if self._real.acquire(False):
                    return True
            return False
        finally:
            self._waiting.remove(me)
            if not self._waiting:
                self._try = self._real.acquire

    def _taken(self) -> bool:
        """Note who has taken the lock; True."""
        self._member = member = turn.member
        if member is None or member.ident != get_ident():
            self._member = None
        else:
            self._task = None if member.loop is None else member.note(current_task(member.loop))
        return True

    def _free(self) -> bool:
        return not self._real.locked()


class VirtualRLock(VirtualLock, of=type(_thread.RLock())):
    """A `threading.RLock`."""

    kind = "RLock"
    __slots__ = ()

    def _first(self, scheduler: Scheduler) -> bool:
        return super()._first(scheduler) or self._real._is_owned()

    def _free(self) -> bool:
        # Asked from another thread, which may itself be the owner.
        if self._real._is_owned() or not self._real.acquire(False):
            return False
        self._real.release()
        return True

    def _acquire_restore(self, state: Any) -> None:
        self.acquire()
        self._real.release()
        self._real._acquire_restore(state)


class VirtualSimpleQueue(Likeness, of=queue.SimpleQueue):
    """A `queue.SimpleQueue`."""

    kind = "SimpleQueue"
    holder = None
    __slots__ = ()

    def _filled(self) -> bool:
        return not self._real.empty()

    def put(self, item: object, block: bool = True, timeout: float | None = None) -> None:
        self._real.put(item)  # there is always room

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        scheduler = current()
        if scheduler is None or not block or (timeout is not None and timeout < 0):
            return self._real.get(block, timeout)  # a wrong timeout: the real queue says so
        deadline = inf if timeout is None else scheduler.now + timeout
        scheduler.wait(self._filled, deadline, self)
        return self._real.get_nowait()
