"""What the checks of exercise 07 share: pools with known threads, and idle ones among them."""

import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.grading.journal import Noted
from helpers.grading.kit import Run, rule
from helpers.grading.verdict import Rule

__all__ = ["Pool", "idle", "idle_threads"]

PREFIX = "given"  # of the names of a pool's threads


class Pool(ThreadPoolExecutor):
    """The pool that an answer is given: knows which threads are its own, and whether it is open."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads, thread_name_prefix=PREFIX)
        self.closed = False

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Note that it is closed, and close it."""
        self.closed = True
        super().shutdown(wait, cancel_futures=cancel_futures)

    def noted(self, run: Run) -> None:
        """Note the threads beside it that calls ran on, whether it is closed; then end it."""
        ran = [call for call in run.journal.calls() if not call.on_loop]
        strays = sorted({call.thread for call in ran if not call.thread.startswith(PREFIX)})
        hangs = sys.exc_info()[1] is not None and not isinstance(sys.exc_info()[1], Exception)
        # At the end of a run that hangs, it is not the answer that has closed the pool.
        run.note(strays=strays[:4], closed="the pool" if self.closed and not hangs else "")
        self.shutdown(wait=False)


def idle(calls: list[Noted], threads: int, ready: Mapping[Any, float] | None = None) -> str:
    """Say of the first call that could have begun earlier, on a free thread, when it began.

    Args:
        calls: of a double, named by their first arguments.
        threads: how many of them may be under way at once.
        ready: the second from which on a call was possible, by its first argument; otherwise 0.

    Returns words, "" if there is no such call.
    """
    for call in calls:
        at = call.start
        busy = sum(one.start < at and (one.end is None or one.end >= at) for one in calls)
        if busy < threads and at > (ready or {}).get(call.args[0], 0.0):
            return f"at {at} s a call began; before that, {busy} of {threads} threads had work"
    return ""


def idle_threads(t: str, promise: str, *, next: str, hints: str) -> Rule:
    """A thread waits while there is work for it: the trial notes `idle`, as `idle` returns it."""
    return rule(
        "IDLE_THREADS",
        lambda f: getattr(f, t).idle,
        f"""
        promise {promise}
        seen    {{{t}.idle}}; done at {{{t}.took}} s
        next    {next}""",
        hints,
    )
