"""Measures a loop beside threads that compute: how late a beat comes, how long a message takes.

Run it with each build of Python that you want to compare: `python beats_beside_threads.py`.
`beats_beside_threads.txt` holds what one build printed.

A message is measured in processor time of the whole process, which other programs cannot lengthen:
with the GIL, one thread of it runs at a time, so that it is what a clock shows on an idle machine.
How late a beat comes is the median of many beats; beside several threads it differs from run to
run, so it is measured beside one.
"""

import asyncio
import contextlib
import multiprocessing
import os
import platform
import sys
import threading
import time
from statistics import median

BEATS, EVERY = 240, 0.02  # how many, and seconds between two of them
MESSAGES, WORK = 9, 0.1  # how many, and seconds of computing for each


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


def late():
    """Return in words how late a beat comes."""
    return f"a beat is {1000 * asyncio.run(lateness()):.1f} ms late"


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "with the GIL" if has_gil else "free-threaded, without the GIL"
    print(f"CPython {platform.python_version()} {build}, {os.cpu_count()} cores")
    for count in (0, 1, 3):
        with beside(threading.Thread, threading.Event, count):
            if count < 2:
                print(f"  computing threads {count}: {late()}")
            if has_gil:
                print(f"  computing threads {count}: a message takes {1000 * message():.0f} ms")
    spawn = multiprocessing.get_context("spawn")
    with beside(spawn.Process, spawn.Event, 1):
        print(f"  computing process 1: {late()}")


if __name__ == "__main__":
    main()
