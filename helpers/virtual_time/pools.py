"""Thread pools that a run uses: their threads end with it."""

import queue
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.virtual_time.locks import VirtualSimpleQueue
from helpers.virtual_time.scheduler import Scheduler

__all__ = ["Pool", "know"]

RealSimpleQueue = queue.SimpleQueue


class Pool:
    """A ThreadPoolExecutor that the program has given a job during the run.

    One from before the run gets threads and a queue of its own meanwhile; its earlier threads wait.
    It is known weakly: an executor that the program drops ends its threads.
    """

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self.executor = weakref.ref(executor)
        self._before: dict[str, Any] = {}
        if type(executor._work_queue) is RealSimpleQueue:
            meanwhile = {
                "_work_queue": VirtualSimpleQueue.around(RealSimpleQueue()),
                "_idle_semaphore": threading.Semaphore(0),
                "_threads": set(),
                "_shutdown": executor._shutdown,
            }
            self._before = {name: vars(executor)[name] for name in meanwhile}
            vars(executor).update(meanwhile)
        self._ended_by_program: bool | None = None

    def end(self, cancel: bool = False) -> None:
        """Let the threads end when they have done all jobs, or none but those begun."""
        if (executor := self.executor()) is None:
            return
        if self._ended_by_program is None:
            self._ended_by_program = executor._shutdown
        executor.shutdown(wait=False, cancel_futures=cancel)

    def give_back(self) -> None:
        """After the run: an executor from before it is what it was, unless it was shut down."""
        executor = self.executor()
        if self._before and executor is not None:
            vars(executor).update(self._before)
            if self._ended_by_program:
                executor.shutdown(wait=False)


def know(scheduler: Scheduler, executor: ThreadPoolExecutor) -> None:
    """Remember an executor that gets a job, so that its threads are ended with the run."""
    if not any(pool.executor() is executor for pool in scheduler.pools):
        scheduler.pools.append(Pool(executor))
