"""Measures how threads take turns with the GIL, with a lock, and how a loop fares beside them.

Run it on a build with the GIL, with the highest priority that the system allows, so that other
programs do not take part: `chrt --fifo 50 python gil_turns.py`. `gil_turns.txt` holds what one
build printed.
"""

import asyncio
import os
import platform
import sys
import threading
import time
from itertools import pairwise
from statistics import median

SECONDS, BEATS, SLICE = 3.0, 30, 0.02  # of taking turns; how many beats; seconds of one slice


def in_threads(job, count):
    """Call job(number) in so many threads, and wait for their ends."""
    threads = [threading.Thread(target=job, args=(n + 1,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def turns_with_the_gil():
    """Let four threads compute; return their turns as pairs (thread, milliseconds)."""
    begun, until = [(0, time.perf_counter())], time.perf_counter() + SECONDS

    def compute(number):
        while (now := time.perf_counter()) < until:
            if begun[-1][0] != number:
                begun.append((number, now))

    in_threads(compute, 4)
    return [(number, 1000 * (end - start)) for (number, start), (_, end) in pairwise(begun[1:])]


def order_with_a_lock():
    """Let four threads compute in slices under one lock; return the order of the slices."""
    lock, order = threading.Lock(), []

    def compute_in_slices(number):
        for _ in range(4):
            with lock:
                order.append(number)
                end = time.perf_counter() + SLICE
                while time.perf_counter() < end:
                    pass
            time.sleep(0)

    in_threads(compute_in_slices, 4)
    return order


async def lateness():
    """Return by how many milliseconds a beat every 10 ms comes late, the median of many."""
    late = []
    for _ in range(BEATS):
        due = time.perf_counter() + 0.01
        await asyncio.sleep(0.01)
        late.append(time.perf_counter() - due)
    return 1000 * median(late)


def compute_until(stop):
    while not stop.is_set():
        sum(range(100))


def lateness_beside_a_sum():
    stop = threading.Event()
    busy = threading.Thread(target=compute_until, args=(stop,))
    busy.start()
    try:
        return asyncio.run(lateness())
    finally:
        stop.set()
        busy.join()


def main():
    print(f"CPython {platform.python_version()} with the GIL, {os.cpu_count()} cores")
    print(f"  no other thread: a beat is {asyncio.run(lateness()):.1f} ms late")
    for interval in (5, 20, 100):
        sys.setswitchinterval(interval / 1000)
        setting = f"switch interval {interval} ms"
        turn = median(milliseconds for _, milliseconds in turns_with_the_gil())
        print(f"  {setting}, 4 threads that add up: a turn lasts {turn:.1f} ms")
        late = lateness_beside_a_sum()
        print(f"  {setting}, 1 thread that adds up: a beat is {late:.1f} ms late")
    sys.setswitchinterval(0.005)
    order = [number for number, _ in turns_with_the_gil()][100:116]
    print(f"  16 turns with the GIL, by thread: {' '.join(map(str, order))}")
    print(f"  16 slices under a lock, by thread: {' '.join(map(str, order_with_a_lock()))}")


if __name__ == "__main__":
    main()
