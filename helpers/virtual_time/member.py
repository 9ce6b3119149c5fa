"""Member: one thread under the control of virtual time, and the gate that holds it."""

from __future__ import annotations

import threading
from _thread import allocate_lock  # the real one, whatever replaces it in threading
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any
from weakref import ref

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task

    from helpers.virtual_time.scheduler import Scheduler

__all__ = ["Member", "allocate_lock"]


class Member:
    """A thread under control: what it waits for, and the gate that holds it meanwhile."""

    def __init__(self, order: int, thread: threading.Thread, scheduler: Scheduler) -> None:
        self.order, self.thread, self.scheduler = order, thread, scheduler
        self.ident = thread.ident
        self.gate = allocate_lock()
        self.gate.acquire()
        self.loop: AbstractEventLoop | None = None  # the last one that has run in the thread
        self.task: Task[Any] | None = None  # of that loop, the last one that took a lock
        self.task_ref: ref[Task[Any]] | None = None  # to it
        self.when: float = inf
        self.ready: Callable[[], bool] | None = None
        self.subject: Any = None  # the lock or queue it waits for, for reports
        self.seconds_left: float | None = None  # of a computation, see Scheduler.compute
        self.round, self.round_at = 0, -1.0
        self.readings = 0
        self.outside = 0  # > 0 inside calls that are left to the real standard library
        self.ended = self.doomed = self.lost = False
        self.unwound = 0

    def in_loop(self, loop: AbstractEventLoop | None) -> None:
        """Note the loop that runs in the thread, at the beginning of one of its iterations."""
        self.loop, self.task, self.task_ref = loop, None, None

    def note(self, task: Task[Any] | None) -> ref[Task[Any]] | None:
        """Note the task that takes a lock; return a weak reference to it."""
        self.task, self.task_ref = task, task and ref(task)
        return self.task_ref

    def set_run(self, own_run: Callable[[], object] | None) -> None:
        """Give the thread back the `run` of its own, if it had one besides that of its class."""
        del self.thread.run
        if own_run is not None:
            self.thread.run = own_run
