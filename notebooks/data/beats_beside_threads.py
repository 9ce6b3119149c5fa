"""Measures a loop beside threads that compute: how late a beat comes, how long a message takes.

Run it with each build of Python that you want to compare: `python beats_beside_threads.py`.
`beats_beside_threads.txt` holds what one build printed.

A message is measured in processor time of the whole process, which other programs cannot lengthen:
with the GIL, one thread of it runs at a time, so that it is what a clock shows on an idle machine.
How late a beat comes is the least of eight rounds, each the median of many beats.
"""

import asyncio
import contextlib
import json
import multiprocessing
import os
import platform
import sys
import threading
import time
from statistics import median

ROUNDS, BEATS, EVERY = 8, 30, 0.02  # how many of each, and seconds between two beats
MESSAGES, WORK = 9, 0.1  # how many, and seconds of computing for each
DOCUMENT = "[" + "1," * 6_000_000 + "1]"


def compute_until(stop):
    while not stop.is_set():
        sum(range(100))


def compute(seconds):
    """Compute in Python until this thread has had the processor for so many seconds."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@contextlib.contextmanager
def beside(kind, event, count):
    """Let so many threads or processes compute until the block ends."""
    stop = event()
    workers = [kind(target=compute_until, args=(stop,)) for _ in range(count)]
    for worker in workers:
        worker.start()
    time.sleep(0.5 if count else 0)  # a process needs some time to start
    try:
        yield
    finally:
        stop.set()
        for worker in workers:
            worker.join()


async def lateness():
    """Return by how many seconds a beat comes late, the median of many."""
    late = []
    for _ in range(BEATS):
        due = time.perf_counter() + EVERY
        await asyncio.sleep(EVERY)
        late.append(time.perf_counter() - due)
    return median(late)


def message():
    """Return the processor seconds of this process while a thread computes for `WORK` seconds."""
    took = []
    for _ in range(MESSAGES):
        begun = time.process_time()
        compute(WORK)
        took.append(time.process_time() - begun)
    return median(took)


async def beats_during(function, *args):
    """Return how many beats, one every 0.01 s, come while a thread is inside a call."""
    beats, span = [], []

    def timed():
        span.append(time.monotonic())
        function(*args)
        span.append(time.monotonic())

    async def pulse():
        while True:
            beats.append(time.monotonic())
            await asyncio.sleep(0.01)

    task = asyncio.create_task(pulse())
    await asyncio.to_thread(timed)
    task.cancel()
    return sum(span[0] < beat < span[1] for beat in beats)


def late():
    """Return in words how late a beat comes."""
    return f"a beat is {1000 * min(asyncio.run(lateness()) for _ in range(ROUNDS)):.1f} ms late"


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "with the GIL" if has_gil else "free-threaded, without the GIL"
    print(f"CPython {platform.python_version()} {build}, {os.cpu_count()} cores")
    for count in (0, 1, 3):
        with beside(threading.Thread, threading.Event, count):
            print(f"  computing threads {count}: {late()}")
            if has_gil:
                print(f"  computing threads {count}: a message takes {1000 * message():.0f} ms")
    spawn = multiprocessing.get_context("spawn")
    with beside(spawn.Process, spawn.Event, 1):
        print(f"  computing process 1: {late()}")
    beats = asyncio.run(beats_during(json.loads, DOCUMENT))
    print(f"  json.loads in a thread: {'more than' if beats > 3 else 'at most'} 3 beats meanwhile")


if __name__ == "__main__":
    main()
