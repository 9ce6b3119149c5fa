"""What the checks of exercise 07 share: the pool that is handed in, and threads without work."""

import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.grading.journal import Noted
from helpers.grading.kit import Run, rule
from helpers.grading.verdict import Rule

__all__ = ["Pool", "idle", "idle_threads"]

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


def idle(calls: list[Noted], threads: int, ready: Mapping[Any, float] | None = None) -> str:
    """Say of the first call that could have begun earlier, on a free thread, when it began.

    `ready`: by first argument, the second from which on a call was possible; otherwise 0.
    """
    for call in calls:
        at = call.start
        busy = sum(one.start < at and (one.end is None or one.end >= at) for one in calls)
        if busy < threads and at > (ready or {}).get(call.args[0], 0.0):
            return f"at {at} s a call began; before that, {busy} of {threads} threads had work"
    return ""


def idle_threads(t: str, promise: str, *, next: str, hints: str) -> Rule:
    """A thread waits while there is work for it: the trial notes `idle`, as `idle` returns it."""
    words = f"promise {promise}\nseen {{{t}.idle}}; done at {{{t}.took}} s\nnext {next}"
    return rule("IDLE_THREADS", lambda f: getattr(f, t).idle, words, hints)
