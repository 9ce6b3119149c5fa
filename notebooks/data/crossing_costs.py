"""Measures what a crossing between a loop and a thread costs, as multiples of a plain await.

Run it where the extra `bridges` is installed, on an idle machine:
`python notebooks/data/crossing_costs.py > notebooks/data/crossing_costs.txt`. It stays on one
processor for a quarter of a minute. The coroutine and the function that are called do nothing.
"""

import asyncio
import contextlib
import os
import platform
import threading
import time
from functools import partial
from importlib.metadata import version

import anyio
import anyio.from_thread
from asgiref.sync import async_to_sync, sync_to_async

from helpers import LoopThread

ROUNDS, SECONDS = 150, 0.015  # of a round, each way gets so many seconds


async def finish():
    return 1


def plain():
    return 1


async def repeat(way, number):
    """Seconds of one await."""
    begun = time.perf_counter()
    for _ in range(number):
        await way()
    return (time.perf_counter() - begun) / number


def repeat_call(way, number):
    """Seconds of one call from a thread."""
    begun = time.perf_counter()
    for _ in range(number):
        way()
    return (time.perf_counter() - begun) / number


@contextlib.contextmanager
def raw_loop():
    """A loop in a thread, by hand."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def ways(stack):
    """Return, by its name, a function for each crossing: number of calls -> seconds of one."""
    raw, runner = stack.enter_context(raw_loop()), stack.enter_context(asyncio.Runner())
    bridge = stack.enter_context(LoopThread("bridge"))
    portal = stack.enter_context(anyio.from_thread.start_blocking_portal())

    def awaits(way):
        return lambda number: runner.run(repeat(way, number))

    def calls(way):
        return partial(repeat_call, way)

    return {
        "await coroutine()": awaits(finish),
        "await create_task(coroutine())": awaits(lambda: asyncio.create_task(finish())),
        "await asyncio.to_thread(f)": awaits(lambda: asyncio.to_thread(plain)),
        "await anyio.to_thread.run_sync(f)": awaits(lambda: anyio.to_thread.run_sync(plain)),
        "await asgiref's sync_to_async(f)()": awaits(sync_to_async(plain)),
        "run_coroutine_threadsafe(coroutine(), loop).result()": calls(
            lambda: asyncio.run_coroutine_threadsafe(finish(), raw).result()
        ),
        "LoopThread.call(coroutine)": calls(lambda: bridge.call(finish)),
        "LoopThread.call(f)": calls(lambda: bridge.call(plain)),
        "anyio's portal.call(coroutine)": calls(lambda: portal.call(finish)),
        "asgiref's async_to_sync(coroutine)()": calls(async_to_sync(finish)),
        "asyncio.run(coroutine())": calls(lambda: asyncio.run(finish())),
    }


def least(measures):
    """Return for each way the least seconds of all rounds, which other programs disturbed least.

    A round measures each way once, so that a slow minute of the machine meets all of them.
    """
    numbers = {name: max(3, int(SECONDS / measure(3))) for name, measure in measures.items()}
    found = dict.fromkeys(measures, float("inf"))
    for _ in range(ROUNDS):
        for name, measure in measures.items():
            found[name] = min(found[name], measure(numbers[name]))
    return found


def two_digits(number):
    """Return a whole number of which two digits count."""
    step = 10 ** max(0, len(str(int(number))) - 2)
    return round(number / step) * step


def main():
    """Print who took part, and the cost of each crossing."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with contextlib.ExitStack() as stack:
        seconds = least(ways(stack))
    plain = seconds["await coroutine()"]
    libraries = ", ".join(f"{name} {version(name)}" for name in ("anyio", "asgiref"))
    print(
        f"CPython {platform.python_version()}, {platform.system()}, {libraries}, one processor,"
        f" a plain await {plain * 1e6:.3f} µs"
    )
    for name, value in seconds.items():
        print(f"  {name}: {two_digits(value / plain)}")


if __name__ == "__main__":
    main()
