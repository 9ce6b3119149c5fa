"""Compares the executors of this Python: where a job runs, what sums gain, what a worker costs.

Run it as `python executors.py`, with Python 3.14 or newer, which has all three of them. Times are
of one machine, so it prints ratios. `executors.txt` holds what one build printed.
"""

import os
import platform
import sys
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pickle import PicklingError

from steps import steps

SECONDS, ROUNDS, WINDOW = 5.0, 5, 0.002


def executors():
    """Return the ways to make an executor of so many workers, by the workers' name."""
    from concurrent.futures import InterpreterPoolExecutor  # since Python 3.14

    def processes(workers):
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))

    return {
        "threads": ThreadPoolExecutor,
        "interpreters": InterpreterPoolExecutor,
        "processes": processes,
    }


def most_in_a_window(*ends: list[float]) -> int:
    """Return the most steps that ended within `WINDOW`.

    The best few milliseconds are those that other programs disturbed least.
    """
    times, first, most = sorted(chain(*ends)), 0, 0
    for number, time_ in enumerate(times):
        while times[first] < time_ - WINDOW:
            first += 1
        most = max(most, number - first + 1)
    return most


def gain(pool: Executor) -> float:
    """Return how many times as many steps two workers do as one, at the best of times."""
    most = 0
    for _ in range(ROUNDS):  # the first one also starts the workers
        both = [pool.submit(steps, SECONDS) for _ in range(2)]
        most = max(most, most_in_a_window(*(each.result() for each in both)))
    return most / most_in_a_window(pool.submit(steps, SECONDS).result())


def least(job, runs: int) -> float:
    """Return the seconds of the fastest run."""

    def once():
        begun = time.perf_counter()
        job()
        return time.perf_counter() - begun

    return min(once() for _ in range(runs))


def cost_of_a_worker(make) -> float:
    """Return how many times as long a small job takes in a new pool as in a warm one."""

    def in_a_new_pool():
        with make(1) as pool:
            pool.submit(os.getpid).result()

    with make(1) as pool:
        warm = least(lambda: pool.submit(os.getpid).result(), runs=1_000)
    return least(in_a_new_pool, runs=20) / warm


def takes_a_lock(pool: Executor) -> bool:
    """Say whether a lock may be an argument."""
    error = pool.submit(repr, threading.Lock()).exception()
    if error and not isinstance(error, TypeError | PicklingError):
        raise error
    return error is None


def row(name, make) -> str:
    with make(2) as pool:
        same = pool.submit(os.getpid).result() == os.getpid()
        facts = ["yes" if fact else "no" for fact in (same, takes_a_lock(pool))]
        cells = [name, *facts, f"{gain(pool):.1f}", f"{cost_of_a_worker(make):.0f}"]
    return "".join(f"{cell:<14}" for cell in cells).rstrip()


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "with the GIL" if has_gil else "free-threaded, without the GIL"
    print(f"CPython {platform.python_version()} {build}, {os.cpu_count()} cores")
    print("workers       same process  take a lock   gain of sums  new worker costs")
    for name, make in executors().items():
        print(row(name, make))


if __name__ == "__main__":
    main()
