"""What virtual time costs: a program's real duration in it, over that with `asyncio.run`.

A hop between a loop's thread and another is also measured with the real program's threads on one
processor, as those of virtual time always are: left free, they may share a processor or not, and a
hop between two takes four times as long.
"""

import asyncio
import queue
import statistics
import threading
import time

from helpers.virtual_time import run
from tests.benchmarks.bench_bridge import pinned

__all__ = ["rows"]

ROUNDS = 15


async def waits():
    """100 tasks and 4 threads that sleep for 0.2 s: what virtual time is for."""
    sleepers = [asyncio.to_thread(time.sleep, 0.2) for _ in range(4)]
    await asyncio.gather(*sleepers, *(asyncio.sleep(0.2) for _ in range(100)))


async def steps():
    """20 000 steps of tasks that never wait."""

    async def step():
        for _ in range(200):
            await asyncio.sleep(0)

    await asyncio.gather(*(step() for _ in range(100)))


async def crossings():
    """500 calls into a thread, one after the other."""
    for _ in range(500):
        await asyncio.to_thread(int)


async def hand_overs():
    """1 000 items from one thread to another, through a queue with room for one."""
    items = queue.Queue(maxsize=1)

    def consume():
        while items.get() is not None:
            pass

    consumer = threading.Thread(target=consume)
    consumer.start()
    for number in range(1_000):
        items.put(number)
    items.put(None)
    consumer.join()


async def locks():
    """20 000 times an uncontended lock."""
    lock = threading.Lock()
    for _ in range(20_000):
        with lock:
            pass


async def handed_on():
    """The same between two threads, none of which is the loop's."""
    items = queue.Queue(maxsize=1)

    def produce():
        for number in range(1_000):
            items.put(number)
        items.put(None)

    def consume():
        while items.get() is not None:
            pass

    threads = [threading.Thread(target=target) for target in (produce, consume)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def nothing():
    """An empty run: what a run costs before it begins."""


def duration(runner, program) -> float:
    start = time.perf_counter()
    runner(program())
    return time.perf_counter() - start


def ratio(program) -> str:
    """Virtual over real time; both in turn, so that load on the machine meets both.

    The first run, which looks things up that later ones know, is not counted.
    """
    duration(run, program)
    pairs = [(duration(run, program), duration(asyncio.run, program)) for _ in range(ROUNDS)]
    virtual, real = (statistics.median(times) for times in zip(*pairs, strict=True))
    return f"{virtual / real:.2f}"


def rows() -> list[tuple[str, str]]:
    """(what, virtual time as a multiple of real time) for each program."""
    programs = waits, steps, crossings, hand_overs, handed_on, locks, nothing
    table = [(f"virtual / real: {program.__doc__}", ratio(program)) for program in programs]
    with pinned():
        return [*table, (f"virtual / real, pinned: {hand_overs.__doc__}", ratio(hand_overs))]
