"""Beats on each event loop that a program runs, from the loop's start to its end."""

from __future__ import annotations

import asyncio
import heapq
import threading
from collections.abc import Callable
from typing import Any

from helpers.heartbeat import Heartbeat
from helpers.patching import Patches

__all__ = ["MOST", "Beats"]

MOST = 20  # runs of which the beats are kept


class Beats:
    """For the length of a block, a heartbeat on each loop while it runs.

    `hearts` are pairs of the name of a loop's thread and the heartbeat of one run: of the runs that
    have ended those with the longest gaps, since a program may make thousands. `runs` says how many
    there were; `asyncio.run` makes three. Of loops of another make those are seen that tell asyncio
    when they run, as uvloop's do.
    """

    def __init__(self, every: float = 0.05, stall: float = 0.1) -> None:
        self.hearts: list[tuple[str, Heartbeat]] = []
        self.runs = 0
        self._every, self._stall, self._patches = every, stall, Patches()
        self._running: dict[Heartbeat, str] = {}
        self._foreign: dict[int, Heartbeat] = {}  # by thread: on a loop of another make
        self._lock = threading.Lock()

    def __enter__(self) -> Beats:
        self._patches.replace(asyncio.BaseEventLoop, "run_forever", self._run_forever)
        self._patches.replace(asyncio, "_set_running_loop", self._set_running_loop)
        return self

    def __exit__(self, *error: object) -> None:
        self._patches.close()
        for heart in list(self._running):
            self._end(heart)

    def _run_forever(self, real: Callable[..., Any], loop: asyncio.AbstractEventLoop) -> Any:
        if loop.is_closed() or loop.is_running():
            return real(loop)  # which refuses in its own words
        heart = self._begin(loop)
        try:
            return real(loop)
        finally:
            self._end(heart)

    def _set_running_loop(self, real: Callable[..., Any], loop: Any) -> Any:
        """Called by loops of another make as they begin to run, and with None as they end."""
        if loop is not None and not isinstance(loop, asyncio.BaseEventLoop):
            self._foreign[threading.get_ident()] = self._begin(loop)
        elif (heart := self._foreign.pop(threading.get_ident(), None)) is not None:
            self._end(heart)
        return real(loop)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> Heartbeat:
        heart = Heartbeat.watch(loop, self._every, self._stall)
        with self._lock:
            self.runs += 1
            self._running[heart] = threading.current_thread().name
        return heart

    def _end(self, heart: Heartbeat) -> None:
        heart.stop()
        with self._lock:
            name = self._running.pop(heart, None)
            if name is not None:
                self.hearts.append((name, heart))
                self.hearts = heapq.nlargest(
                    MOST, self.hearts, key=lambda pair: pair[1].longest_gap
                )
