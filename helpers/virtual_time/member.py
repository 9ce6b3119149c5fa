"""Member: one thread under the control of virtual time, and the gate that holds it."""

import threading
from _thread import allocate_lock  # the real one, whatever replaces it in threading
from collections.abc import Callable
from math import inf
from typing import Any

__all__ = ["Member", "allocate_lock"]


class Member:
    """A thread under control: what it waits for, and the gate that holds it meanwhile."""

    def __init__(self, order: int, thread: threading.Thread) -> None:
        self.order, self.thread, self.gate = order, thread, allocate_lock()
        self.gate.acquire()
        self.when: float = inf
        self.ready: Callable[[], bool] | None = None
        self.subject: Any = None  # the lock or queue it waits for, for reports
        self.seconds_left: float | None = None  # of a computation, see Scheduler.compute
        self.round, self.round_at = 0, -1.0
        self.readings = 0
        self.outside = 0  # > 0 inside calls that are left to the real standard library
        self.ended = self.doomed = self.lost = False
        self.unwound = 0

    def set_run(self, own_run: Callable[[], object] | None) -> None:
        """Give the thread back the `run` of its own, if it had one besides that of its class."""
        del self.thread.run
        if own_run is not None:
            self.thread.run = own_run
