"""Counts how many of 200,000 updates are kept when four threads add up without a lock.

Run it with each build of Python that you want to compare: `python lost_updates.py`. The counts are
the least and the most of 20 runs. `lost_updates.txt` holds what several builds printed.
"""

import platform
import sys
import threading
from fractions import Fraction

ROUNDS, RUNS = 50_000, 20


class Counter:
    def __init__(self, start):
        self.value = start


def add_many(counter):
    for _ in range(ROUNDS):
        seen = counter.value
        seen += 1
        counter.value = seen


def plus(number):
    return number + 1


def add_many_by_call(counter):
    for _ in range(ROUNDS):
        counter.value = plus(counter.value)


def kept(function, start):
    """Return how many of the updates of four threads are in the sum."""
    counter = Counter(start)
    threads = [threading.Thread(target=function, args=(counter,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return int(counter.value)


def line(words, function, start):
    runs = [kept(function, start) for _ in range(RUNS)]
    return f"  {words}: {min(runs):,} to {max(runs):,} of {4 * ROUNDS:,}"


def main():
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "with the GIL" if has_gil else "free-threaded, without the GIL"
    print(f"CPython {platform.python_version()} {build}")
    print(line("int, three lines", add_many, 0))
    print(line("Fraction, three lines", add_many, Fraction(0)))
    print(line("int, added in a function", add_many_by_call, 0))


if __name__ == "__main__":
    main()
