"""Measures how long an item takes from a thread to a task, by each design, and how many pass.

Run it where janus is installed, on an idle machine:
`python notebooks/data/queue_latencies.py > notebooks/data/queue_latencies.txt`. It stays on one
processor for some seconds. A line holds the median latency in µs and the thousands of items that
pass in a second.
"""

import asyncio
import os
import platform
import queue
import statistics
import threading
import time
from functools import partial
from importlib.metadata import version

import janus

from helpers.bridge import ThreadQueue

ITEMS, PAUSE = 300, 0.002  # of a latency: how many items, and the seconds between two of them
BURST = 5000  # items that are put without a pause; each takes its time
POLL = 0.02


def by_polling():
    items = queue.Queue()

    async def get():
        while items.empty():  # noqa: ASYNC110 — the polling that is measured
            await asyncio.sleep(POLL)
        return items.get()

    return items.put, get


def by_thread():
    items = queue.Queue()
    return items.put, partial(asyncio.to_thread, items.get)


def by_put():
    items, loop = asyncio.Queue(100), asyncio.get_running_loop()

    def put(item):
        asyncio.run_coroutine_threadsafe(items.put(item), loop).result()

    return put, items.get


def by_call():
    items, loop = asyncio.Queue(), asyncio.get_running_loop()
    return partial(loop.call_soon_threadsafe, items.put_nowait), items.get


def faces(kind):
    items = kind(100)
    return items.sync_q.put, items.async_q.get


DESIGNS = {
    "polling, each 20 ms": by_polling,
    "to_thread(items.get)": by_thread,
    "run_coroutine_threadsafe(items.put(item))": by_put,
    "call_soon_threadsafe(items.put_nowait, item)": by_call,
    "ThreadQueue": partial(faces, ThreadQueue),
    "janus": partial(faces, janus.Queue),
}


def feed(put, count, pause):
    for _ in range(count):
        if pause:
            time.sleep(pause)
        put(time.perf_counter())
    put(None)


async def latencies(design, count, pause):
    """Return the seconds that each item took."""
    put, get = design()
    thread = threading.Thread(target=feed, args=(put, count, pause), name="sensor")
    thread.start()
    found = []
    while (sent := await get()) is not None:
        found.append(time.perf_counter() - sent)
    # Not join() here: the thread may still wait for this loop to say that its last put is done.
    await asyncio.to_thread(thread.join)
    return found


async def rate(design, count):
    """Return how many items pass in a second."""
    begun = time.perf_counter()
    await latencies(design, count, 0)
    return count / (time.perf_counter() - begun)


def main():
    """Print the versions, and a line for each design."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    python = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{python}, {platform.system()}, janus {version('janus')}, one processor")
    for name, design in DESIGNS.items():
        median = statistics.median(asyncio.run(latencies(design, ITEMS, PAUSE)))
        items = statistics.median(asyncio.run(rate(design, BURST)) for _ in range(3))
        print(f"  {name}: {float(f'{median * 1e6:.2g}'):g}, {float(f'{items / 1e3:.2g}'):g}")


if __name__ == "__main__":
    main()
