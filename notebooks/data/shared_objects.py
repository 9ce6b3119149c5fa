"""Compares sums over objects of a thread's own with sums over objects that two threads share.

Run it with a build of Python without the GIL and with a high priority:
`chrt --fifo 50 python shared_objects.py`. Both lines are ratios. `shared_objects.txt` holds what
one build printed, compiled by GCC 12 with the default options of `configure`.
"""

import os
import platform
import sys
import threading
import time

RUNS = 60
TIMES = 60  # each thread goes through its objects so often


class Reading:
    def __init__(self, degrees):
        self.degrees = degrees


def readings():
    return [Reading(float(number)) for number in range(1_000)]


SHARED = readings()


def add_up(objects):
    for _ in range(TIMES):
        total = 0.0
        for reading in objects:
            total += reading.degrees


def sum_of_own():
    add_up(readings())


def sum_of_shared():
    add_up(SHARED)


def in_turn(job):
    job()
    job()


def in_threads(job):
    threads = [threading.Thread(target=job) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def gain(job):
    """Return how many times as fast as in turn the job is done in threads.

    Both are the least of many runs: the one that other programs disturbed least.
    """

    def seconds(way):
        begun = time.perf_counter()
        way(job)
        return time.perf_counter() - begun

    in_turn_s, in_threads_s = (
        min(seconds(way) for _ in range(RUNS)) for way in (in_turn, in_threads)
    )
    return in_turn_s / in_threads_s


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "with the GIL" if has_gil else "free-threaded, without the GIL"
    print(f"CPython {platform.python_version()} {build}, {os.cpu_count()} cores")
    for what, job in (("each with its own", sum_of_own), ("both with the same", sum_of_shared)):
        print(f"  2 threads, {what} objects: {gain(job):.1f} times as fast as in turn")


if __name__ == "__main__":
    main()
