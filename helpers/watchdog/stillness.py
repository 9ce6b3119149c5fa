"""Tells a program that hangs from one that the machine keeps from running."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import psutil

__all__ = ["Stillness", "is_runnable"]

PROC = Path("/proc")
LOOKS_AT_STACKS = 5  # in the time after which a still program counts as hung
BUSY_SHARE = 0.2  # of the looks; a loop that sleeps a millisecond a turn is seen awake less often


class Stillness:
    """Says when a program has been idle for `seconds`: nothing ran, and no stack changed.

    A thread that wants to run but gets no processor, or nothing from the disk, is seen as runnable
    at nearly every look, so load on the machine does not make a program look idle. One that only
    wakes to look whether something has come (polling) is idle when its stacks are the same for all
    of the time.
    """

    def __init__(
        self,
        seconds: float,
        ask: Callable[[], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._seconds, self._ask, self._clock = seconds, ask, clock
        self._stacks: Any = None
        self._answers = 0
        self._asked = False
        self._restart(clock())

    def look(self, runnable: bool, answers: list[dict[str, Any]]) -> bool:
        """Note one look; `answers` are all stacks that were sent so far. Return: is it hung?"""
        now = self._clock()
        self._looks, self._busy = self._looks + 1, self._busy + runnable
        if len(answers) > self._answers:
            self._take(answers, now)
        busy = self._busy > BUSY_SHARE * self._looks + 1
        if busy:
            self._restart(now)
        elif now >= self._next_ask and not self._asked:
            self._asked, self._next_ask = True, now + self._seconds / LOOKS_AT_STACKS
            self._ask()
        return not busy and self._same >= LOOKS_AT_STACKS and now - self._since >= self._seconds

    def _take(self, answers: list[dict[str, Any]], now: float) -> None:
        """Compare the newest stacks with those before."""
        self._answers, self._asked = len(answers), False
        newest = (answers[-1]["threads"], answers[-1]["tasks"])
        if newest != self._stacks:
            self._restart(now)
        self._stacks = newest
        self._same += 1

    def _restart(self, now: float) -> None:
        self._since, self._looks, self._busy, self._same = now, 0, 0, 0
        self._next_ask = now + self._seconds / LOOKS_AT_STACKS


def is_runnable(process: psutil.Process, cpu_grew: bool, proc: Path = PROC) -> bool:
    """Tell whether a thread of the process runs, or is kept from it by the machine.

    It waits then for a processor (R), or for the kernel (D). Only Linux says so for each thread, in
    `proc`, see proc(5); elsewhere it counts if it has used processor time since the last look.
    """
    if not sys.platform.startswith("linux"):
        return cpu_grew
    with contextlib.suppress(OSError):
        threads = (proc / str(process.pid) / "task").iterdir()
        # The state is the first field after the name, which stands in parentheses.
        states = ((thread / "stat").read_text().rpartition(")")[2][1] for thread in threads)
        return any(state in "RD" for state in states)
    return cpu_grew
