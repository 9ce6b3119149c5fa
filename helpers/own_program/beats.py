"""Beats on each event loop that a program runs, from the loop's start to its end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from helpers.heartbeat import Heartbeat
from helpers.patching import Patches

__all__ = ["Beats"]


class Beats:
    """For the length of a block, a heartbeat on each loop of asyncio's that runs.

    `hearts` are pairs of the name of a loop's thread and its heartbeat, in the order of their
    starts; a loop that runs again gets another one. Loops of another make are not seen.
    """

    def __init__(self, every: float = 0.05, stall: float = 0.1) -> None:
        self.hearts: list[tuple[str, Heartbeat]] = []
        self._every, self._stall, self._patches = every, stall, Patches()

    def __enter__(self) -> Beats:
        self._patches.replace(asyncio.BaseEventLoop, "run_forever", self._run_forever)
        return self

    def __exit__(self, *error: object) -> None:
        self._patches.close()
        for _, heart in list(self.hearts):
            heart.stop()

    def _run_forever(self, real: Callable[..., Any], loop: asyncio.AbstractEventLoop) -> Any:
        if loop.is_closed() or loop.is_running():
            return real(loop)  # which refuses in its own words
        heart = Heartbeat.watch(loop, self._every, self._stall)
        self.hearts.append((threading.current_thread().name, heart))
        try:
            return real(loop)
        finally:
            heart.stop()
