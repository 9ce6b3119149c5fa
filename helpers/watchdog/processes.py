"""Measures a child process with all that it started, and ends all of them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

import psutil

from helpers.watchdog.stillness import is_runnable

__all__ = ["MARK", "ProcessTree", "Usage"]

MARK = "LOOPS_AND_THREADS_WATCHED"  # the environment variable that every descendant inherits
STOP_LIMIT = 2.0  # seconds for all processes to stop, before they are killed
END_LIMIT = 5.0  # seconds for killed processes to disappear


class Usage(NamedTuple):
    """What a tree of processes uses: threads, CPU seconds, resident bytes."""

    threads: int
    cpu_seconds: float
    memory: int
    runnable: bool  # does one of its threads run, or wait only for a processor?


class ProcessTree:
    """A child process and its descendants, also those that left its session.

    Make it before the child is started: what runs then is none of the child's. A process that
    comes later belongs to the tree if its parent does, or if it carries the mark in its
    environment. One that cleared its environment, and whose parent ended before the next look,
    gets away. Processes beyond `limit` are stopped as soon as they are found.
    """

    def __init__(self, mark: str, limit: int) -> None:
        self._mark, self._limit = mark, limit
        self._seen = set(psutil.pids())
        self._known: dict[int, psutil.Process] = {}
        self._cpu: dict[int, float] = {}  # seconds that each process had used at the last look

    def start(self, process: subprocess.Popen) -> None:
        """Take the child that was started with the mark in its environment."""
        self._process = process
        self._known[process.pid] = psutil.Process(process.pid)

    def is_full(self) -> bool:
        """Look for new processes; tell whether there are more than `limit`."""
        self._find_new()
        return len(self._known) > self._limit

    def usage(self) -> Usage:
        """Measure the processes that were found."""
        threads, memory, runnable, cpu = 0, 0, False, {}
        for pid, process in self._known.items():
            with contextlib.suppress(psutil.Error), process.oneshot():
                threads += process.num_threads()
                cpu[pid] = sum(process.cpu_times()[:4])  # own and of the children waited for
                memory += process.memory_info().rss
                grew = cpu[pid] > self._cpu.get(pid, 0.0)
                runnable = runnable or is_runnable(process, grew)
        self._cpu = cpu
        return Usage(threads, sum(cpu.values()), memory, runnable)

    def end(self) -> None:
        """Kill every process of the tree, and return when none is running."""
        # A stopped process cannot start another one: stop all of them before killing any.
        self._limit = 0
        self._signal_group("SIGSTOP")
        _stop(self._known)
        self._find_until_all_stopped()
        self._signal_group("SIGKILL")
        for process in self._known.values():
            with contextlib.suppress(psutil.Error):
                process.kill()
        self._process.wait()
        self._wait_for_all()

    def _find_until_all_stopped(self) -> None:
        """Look for new processes until none can come: a signal may find its receiver in a fork."""
        limit = monotonic() + STOP_LIMIT
        while monotonic() < limit:
            all_stopped = all(map(_is_stopped, self._known.values()))
            if not self._find_new() and all_stopped:
                return
            if not all_stopped:
                sleep(0.002)

    def _find_new(self) -> bool:
        """Look at the processes that came since the last look; tell whether any is the tree's."""
        pids = set(psutil.pids())
        for gone in self._known.keys() - pids:
            del self._known[gone]
        fresh = pids - self._seen - self._known.keys()
        self._seen = pids
        # In order of their numbers: then a parent mostly comes before its children.
        ours = [pid for pid in sorted(fresh) if self._is_ours(pid)]
        if len(ours) + len(self._known) > self._limit:
            _stop([*ours, *self._known])
        for pid in ours:
            with contextlib.suppress(psutil.Error):
                self._known[pid] = psutil.Process(pid)
        return bool(ours)

    def _is_ours(self, pid: int) -> bool:
        # The environment last: a process that is forking may keep its reader waiting.
        return not self._known.keys().isdisjoint(_family(pid)) or _has_mark(pid, self._mark)

    def _signal_group(self, name: str) -> None:
        """Send a signal to the child's whole process group at once, where there are groups."""
        # While the child is not waited for, its number cannot be that of another group.
        if hasattr(os, "killpg") and self._process.returncode is None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, getattr(signal, name))

    def _wait_for_all(self) -> None:
        limit = monotonic() + END_LIMIT
        while monotonic() < limit and any(_runs(p) for p in self._known.values()):
            sleep(0.002)


def _stop(pids: Iterable[int]) -> None:
    if os.name == "posix":
        for pid in pids:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGSTOP)


def _is_stopped(process: psutil.Process) -> bool:
    """Tell whether a process can start no other one; False while a signal is on its way."""
    try:
        ended = (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
        return os.name != "posix" or process.status() in (psutil.STATUS_STOPPED, *ended)
    except psutil.Error:
        return True


def _family(pid: int) -> set[int]:
    """Return the numbers of a process's parent, group and session; of the parent at least."""
    try:
        if sys.platform == "linux":  # psutil takes ten times as long; forks would be faster
            # The name in parentheses comes before them, and may hold anything.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            return set(map(int, fields[1:4]))
        return {psutil.Process(pid).ppid()}
    except (psutil.Error, OSError):
        return set()


def _has_mark(pid: int, mark: str) -> bool:
    """Tell whether a process has the mark in its environment; False if that cannot be read."""
    try:
        return psutil.Process(pid).environ().get(MARK) == mark
    except (psutil.Error, OSError):
        return False


def _runs(process: psutil.Process) -> bool:
    """Tell whether a process still runs; one that only waits to be collected does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
