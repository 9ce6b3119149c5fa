"""Compares sums over objects that a thread made itself with sums over objects of another thread.

Run it with a build of Python without the GIL and with a high priority:
`chrt --fifo 50 python shared_objects.py`. It says how many times as
long each case takes as one thread with objects that it made. `shared_objects.txt` holds what one
build printed, compiled by GCC 12 with the default options of `configure`.
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


MADE_BY_MAIN = [readings(), readings()]


def add_up(objects):
    for _ in range(TIMES):
        total = 0.0
        for reading in objects:
            total += reading.degrees


def add_up_own():
    add_up(readings())


def add_up_first():
    add_up(MADE_BY_MAIN[0])


def add_up_second():
    add_up(MADE_BY_MAIN[1])


def seconds(*jobs):
    """Return how long the jobs take in a thread each, side by side.

    It is the least of many runs: the one that other programs disturbed least.
    """

    def once():
        threads = [threading.Thread(target=job) for job in jobs]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.perf_counter() - begun

    return min(once() for _ in range(RUNS))


CASES = {
    "1 thread, objects that it made": [add_up_own],
    "1 thread, objects that the main thread made": [add_up_first],
    "2 threads, each with objects that it made": [add_up_own] * 2,
    "2 threads, each with objects that the main thread made": [add_up_first, add_up_second],
    "2 threads, the same objects, which the main thread made": [add_up_first] * 2,
}


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "with the GIL" if has_gil else "free-threaded, without the GIL"
    print(f"CPython {platform.python_version()} {build}, {os.cpu_count()} cores")
    alone = seconds(add_up_own)
    for what, jobs in CASES.items():
        print(f"  {what}: {seconds(*jobs) / alone:.1f} times as long")


if __name__ == "__main__":
    main()
