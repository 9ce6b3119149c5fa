"""Compares what threads gain on this Python: four waits, four sums, and a loop's heartbeat.

Run it with each build of Python that you want to compare, each compiled from the same source with
the same options, and with a high priority: `chrt --fifo 50 python free_threaded.py`. All lines but
one are ratios within a build; the milliseconds of the sums compare the builds. `free_threaded.txt`
holds what two builds printed, both compiled by GCC 12 with the default options of `configure`.
"""

import asyncio
import os
import platform
import sys
import threading
import time
from statistics import median

RUNS = 100


def wait():
    time.sleep(0.01)


def add_up():
    total = 0
    for number in range(300_000):
        total += number


def in_turn(job):
    for _ in range(4):
        job()


def in_threads(job):
    threads = [threading.Thread(target=job) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def seconds(way, job, clock=time.perf_counter):
    """Return the least of many runs: the one that other programs disturbed least."""

    def once():
        begun = clock()
        way(job)
        return clock() - begun

    return min(once() for _ in range(RUNS))


def gain(job, clock):
    """Return how many times as fast as in turn the job is done in threads.

    `clock` times the jobs in turn. For sums it is processor time: in turn it equals the time that
    goes by on an idle machine, and other programs cannot lengthen it.
    """
    return seconds(in_turn, job, clock) / seconds(in_threads, job)


def add_up_until(stop):
    while not stop.is_set():
        sum(range(100))


async def lateness():
    """Return by how many seconds a beat every 5 ms comes late, the median of 200."""
    late = []
    for _ in range(200):
        due = time.perf_counter() + 0.005
        await asyncio.sleep(0.005)
        late.append(time.perf_counter() - due)
    return median(late)


def lateness_beside_a_sum():
    stop = threading.Event()
    thread = threading.Thread(target=add_up_until, args=(stop,))
    thread.start()
    try:
        return asyncio.run(lateness())
    finally:
        stop.set()
        thread.join()


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "with the GIL" if has_gil else "free-threaded, without the GIL"
    print(f"CPython {platform.python_version()} {build}, {os.cpu_count()} cores")
    print(f"  4 waits in 4 threads: {gain(wait, time.perf_counter):.1f} times as fast as in turn")
    print(f"  4 sums in 4 threads: {gain(add_up, time.process_time):.1f} times as fast as in turn")
    alone_ms = 1000 * seconds(in_turn, add_up, time.process_time)
    print(f"  4 sums in turn, in one thread: {alone_ms:.0f} ms of processor time")
    alone = asyncio.run(lateness())
    beside = lateness_beside_a_sum()
    print(f"  a beat beside 1 thread that adds up: {beside / alone:.0f} times as late as alone")


if __name__ == "__main__":
    main()
