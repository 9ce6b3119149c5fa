"""What recording costs: a program's time with a Timeline open, over its time without."""

import asyncio
import contextlib
import statistics
import time
from collections.abc import Callable, Coroutine

from helpers.timeline import Timeline

ROUNDS = 11


def burn(seconds: float) -> None:
    """Compute for so long, as a program's own work would."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


async def service() -> None:
    """300 clients that wait for I/O and compute, a bounded queue, a lock, and a pool."""
    lock, queue = asyncio.Lock(), asyncio.Queue(20)

    async def producer() -> None:
        for i in range(100):
            await queue.put(i)
            burn(30e-6)

    async def consumer() -> None:
        for _ in range(50):
            await queue.get()
            burn(60e-6)
            async with lock:
                await asyncio.sleep(0.0002)

    async def client(i: int) -> None:
        await asyncio.sleep(0.002 * (i % 10))
        burn(100e-6)
        if i % 10 == 0:
            await asyncio.to_thread(time.sleep, 0.002)
        await asyncio.sleep(0.005)
        burn(100e-6)

    await asyncio.gather(producer(), consumer(), consumer(), *(client(i) for i in range(300)))


async def saturated() -> None:
    """A loop that is never idle: steps of 100 µs."""

    async def worker() -> None:
        for _ in range(100):
            burn(100e-6)
            await asyncio.sleep(0)

    await asyncio.gather(*(worker() for _ in range(10)))


async def ping_pong() -> None:
    """The worst case: nothing but switching from task to task."""

    async def worker() -> None:
        for _ in range(1000):
            await asyncio.sleep(0)

    await asyncio.gather(*(worker() for _ in range(10)))


def seconds(program: Callable[[], Coroutine], recorded: bool) -> float:
    """How long one run takes."""
    with Timeline() if recorded else contextlib.nullcontext():
        start = time.perf_counter()
        asyncio.run(program())
        return time.perf_counter() - start


def ratio(program: Callable[[], Coroutine]) -> float:
    """Median of recorded over median of plain runs, taken in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for recorded in (False, True):
            times[recorded].append(seconds(program, recorded))
    return statistics.median(times[True]) / statistics.median(times[False])


def rows() -> list[tuple[str, str]]:
    """(what, ratio) for each program."""
    names = {
        service: "303 tasks with I/O, a queue, a lock, a pool",
        saturated: "a saturated loop, steps of 100 µs",
        ping_pong: "nothing but sleep(0)",
    }
    return [(f"recorded ÷ plain: {name}", f"{ratio(p):.2f} ×") for p, name in names.items()]
