"""Finds the line that holds a loop when no blocking call does: it looks at long steps only."""

from __future__ import annotations

import _thread
import sys
from time import perf_counter

from helpers.timeline.log import Log, Step
from helpers.timeline.places import place, users_frame

__all__ = ["Sampler"]


class Sampler:
    """Looks every half stall limit at the steps that have run for longer than that.

    It runs in a bare thread: `threading.enumerate` and `active_count` of the traced program must
    not change because somebody looks on.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._stop, self._gone = _thread.allocate_lock(), _thread.allocate_lock()

    def start(self) -> None:
        """Begin to look."""
        self._stop.acquire()
        self._gone.acquire()
        _thread.start_new_thread(self._look, ())

    def stop(self) -> None:
        """Stop, and wait until the thread has ended."""
        if self._stop.locked():
            self._stop.release()
            self._gone.acquire()
            self._gone.release()

    def _look(self) -> None:
        pause = self._log.stall / 2
        try:
            while not self._stop.acquire(timeout=pause):
                now = perf_counter()
                for ident, state in list(self._log.threads.items()):
                    step = state.step
                    if step is not None and now - step.began > pause:
                        self._sample(ident, step)
        finally:
            self._gone.release()

    @staticmethod
    def _sample(ident: int, step: Step) -> None:
        frame = users_frame(sys._current_frames().get(ident))
        if frame is not None:
            code = frame.f_code
            seen = f"{code.co_name} · {place(code.co_filename, frame.f_lineno)}"
            step.samples = step.samples or {}
            step.samples[seen] = step.samples.get(seen, 0) + 1
