"""What the checks of exercise 07 share: the pool that is handed in."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.grading.kit import Run

__all__ = ["Pool"]

PREFIX = "given"  # of the names of a pool's threads


class Pool(ThreadPoolExecutor):
    """The pool that an answer is given: knows its own threads, and whether it was closed."""

    def __init__(self, threads: int, *, begun: bool = False) -> None:
        super().__init__(threads, thread_name_prefix=PREFIX)
        self.closed, all_there = "", threading.Barrier(threads)
        for _ in range(threads if begun else 0):  # before anybody sets a context variable
            self.submit(all_there.wait)

    def shutdown(self, *args: Any, **kwargs: Any) -> None:
        """Remember that, and close."""
        self.closed = "the pool"
        super().shutdown(*args, **kwargs)

    def note(self, run: Run) -> None:
        """Note whether it is closed, and the other threads on which calls ran."""
        threads = {call.thread for call in run.journal.calls() if not call.on_loop}
        strays = sorted(name for name in threads if not name.startswith(PREFIX))
        # At the end of a run that hangs, it is not the answer that has closed the pool.
        hangs = not isinstance(sys.exception(), Exception | None)
        run.note(strays=strays[:4], closed="" if hangs else self.closed)
