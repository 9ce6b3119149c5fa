"""What a heartbeat costs the loop that it watches: a program's duration with it over without."""

import asyncio
import contextlib
import statistics
import time

from helpers.heartbeat import Heartbeat

__all__ = ["rows"]

ROUNDS = 7


async def switches() -> None:
    """20 000 switches from task to task."""

    async def worker() -> None:
        for _ in range(200):
            await asyncio.sleep(0)

    await asyncio.gather(*(worker() for _ in range(100)))


async def duration(watched: bool) -> float:
    """Seconds of one run, with or without a heartbeat every 10 ms."""
    async with Heartbeat(0.01, 0.1) if watched else contextlib.nullcontext():
        began = time.perf_counter()
        await switches()
        return time.perf_counter() - began


def rows() -> list[tuple[str, str]]:
    """The median of the rounds' ratios; a round runs the program once each way."""
    ratios = []
    for _ in range(ROUNDS):
        plain, watched = (asyncio.run(duration(watched)) for watched in (False, True))
        ratios.append(watched / plain)
    return [("watched / plain: 20 000 switches", f"{statistics.median(ratios):.2f} ×")]
