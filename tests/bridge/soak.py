"""Soak the bridges: mixed calls, cancels, time-outs, closes and Ctrl-C from 32 threads.

`python -m tests.bridge.soak [SECONDS]` runs five minutes unless told otherwise, with a switch
interval of 10 µs, and ends with status 1 if anything was lost, doubled or leaked, or hung.
"""

import asyncio
import concurrent.futures
import logging
import random
import signal
import sys
import threading
import time
from _thread import interrupt_main
from collections import Counter

import psutil

from helpers.bridge import LoopThread, LoopThreadClosed, QueueShutDown, ThreadQueue, Workers

THREADS = 32
ENDINGS = (LoopThreadClosed, concurrent.futures.CancelledError, TimeoutError)


class Soak:
    """What all threads share: the counts, and what went wrong.

    Without a lock: Ctrl-C may strike between taking one and entering the block that frees it.
    """

    def __init__(self, seconds):
        self.until = time.monotonic() + seconds
        self.counts, self.wrong = {}, []  # by thread; appending is atomic

    def count(self, what, number=1):
        self.counts.setdefault(threading.get_ident(), Counter())[what] += number

    def fail(self, text):
        self.wrong.append(text)

    def running(self):
        return time.monotonic() < self.until and not self.wrong


class Ledger:
    """Of one bridge: each coroutine that began must end once, each result must be its own."""

    def __init__(self):
        self.begun, self.ended = [], []  # appending is atomic

    async def double(self, number, wait):
        self.begun.append(number)
        try:
            if wait:
                await asyncio.sleep(wait)
            return 2 * number
        finally:
            self.ended.append(number)

    def double_plainly(self, number):
        self.begun.append(number)
        self.ended.append(number)
        return 2 * number


def one_call(bridge, ledger, number, chance):
    """One call of a random kind; says what kind, and returns its result."""
    kind = chance.randrange(6)
    wait = chance.choice((0, 0, 1e-9, 0.002))
    if kind == 0:
        return "plain", bridge.call(ledger.double_plainly, number)
    if kind == 1:
        return "coroutine", bridge.call(ledger.double, number, wait)
    if kind == 2:
        return "time-out", bridge.call(ledger.double, number, wait, timeout=0.001)
    future = bridge.submit(ledger.double, number, wait)
    if kind == 3:
        return "future", future.result()
    if kind == 4:
        future.cancel()
        return "cancelled future", future.result()
    return "awaited", asyncio.run(bridge.call_async(ledger.double, number, wait))


def keep_calling(soak, bridge, ledger, seed):
    """Call until the bridge is closed; every call must end, with its own result or an ending."""
    chance = random.Random(seed)
    number = seed * 1_000_000
    while True:
        number += 1
        try:
            kind, result = one_call(bridge, ledger, number, chance)
        except ENDINGS as error:
            soak.count(type(error).__name__)
            if isinstance(error, LoopThreadClosed):
                return
        except BaseException as error:
            soak.fail(f"call {number} ended in {error!r}")
            return
        else:
            soak.count(kind)
            if result != 2 * number:
                soak.fail(f"call {number} returned {result}")


def call_under_ctrl_c(soak, bridge, ledger, chance):
    """The main thread's part: calls that Ctrl-C may hit anywhere."""
    number = 0
    until = time.monotonic() + chance.random() * 0.5
    while time.monotonic() < until:
        number += 1
        try:
            if bridge.call(ledger.double, number, chance.choice((0, 0.002))) != 2 * number:
                soak.fail(f"call {number} of the main thread returned another's result")
            soak.count("main thread")
        except KeyboardInterrupt:
            soak.count("Ctrl-C")


class Interrupter(threading.Thread):
    """Sends the main thread SIGINT at random moments, while it is allowed to."""

    def __init__(self, seed):
        super().__init__(daemon=True)
        self.chance, self.rounds = random.Random(seed), 0
        self.allowed, self.over = False, False  # plain flags: Ctrl-C could break an Event

    def run(self):
        while not self.over:
            time.sleep(self.chance.random() * 0.01)
            if self.allowed:
                self.interrupt()
            self.rounds += 1

    def interrupt(self):
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        else:
            interrupt_main()

    def during(self, func, *args):
        """Call func with Ctrl-C going on; none is left over afterwards."""
        try:
            self.allowed = True
            func(*args)
        except KeyboardInterrupt:
            pass  # it came between two calls
        while True:
            try:
                self.allowed = False
                until = self.rounds + 2  # one that was under way has arrived by then
                while self.rounds < until:
                    time.sleep(0.002)
                return
            except KeyboardInterrupt:
                continue


def calls_round(soak, seed, interrupter):
    """One bridge: 32 threads call, the main thread is interrupted, then it closes."""
    chance, ledger = random.Random(seed), Ledger()
    bridge = LoopThread("soak", grace=30, stall_after=60)
    callers = [
        threading.Thread(target=keep_calling, args=(soak, bridge, ledger, n + 1), daemon=True)
        for n in range(THREADS - 1)
    ]
    for caller in callers:
        caller.start()
    interrupter.during(call_under_ctrl_c, soak, bridge, ledger, chance)
    bridge.close()
    for caller in callers:
        caller.join(30)
    if hung := sum(caller.is_alive() for caller in callers):
        soak.fail(f"{hung} callers still wait 30 s after close()")
    if sorted(ledger.begun) != sorted(ledger.ended):
        soak.fail("a coroutine began and did not end")
    if bridge.calls or bridge.mailbox.items:
        soak.fail(f"left in the bridge: {len(bridge.calls)}, {len(bridge.mailbox.items)}")
    soak.count("closes")


def produce(soak, shared, producer, put):
    """Put numbered items until the queue is shut down; each that was put is entered in `put`."""
    number = 0
    try:
        while True:
            shared.sync_q.put((producer, number))
            put.append((producer, number))
            number += 1
    except QueueShutDown:
        soak.count("items", number)


async def consume(shared, got, seconds, chance):
    """Take items in tasks, of which some are cancelled at random moments, until the end."""

    async def take():
        while True:
            got.extend(await shared.async_q.get_many(chance.randrange(1, 20)))

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        takers = [asyncio.create_task(take()) for _ in range(3)]
        await asyncio.sleep(chance.random() * 0.01)
        for taker in takers:
            taker.cancel()
        await asyncio.wait(takers)
    shared.shutdown()
    try:
        while True:
            got.append(await shared.async_q.get())
    except QueueShutDown:
        pass


async def work(soak, chance):
    """Jobs in a pool, of which some are cancelled; every other one returns its own result."""
    async with Workers(8, on_cancel=chance.choice(("wait", "abandon"))) as pool:
        tasks = [asyncio.create_task(pool.run(lambda n=n: 2 * n)) for n in range(300)]
        for task in chance.sample(tasks, 50):
            await asyncio.sleep(0)
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        for number, result in enumerate(results):
            if result != 2 * number and not isinstance(result, asyncio.CancelledError):
                soak.fail(f"job {number} returned {result!r}")
        soak.count("jobs", len(results))


def queue_round(soak, seed):
    """One queue: 8 threads put, tasks that get cancelled get; nothing is lost or doubled."""
    chance = random.Random(seed)
    shared, got, put = ThreadQueue(chance.choice((0, 1, 20))), [], [[] for _ in range(8)]
    threads = [
        threading.Thread(target=produce, args=(soak, shared, n, put[n]), daemon=True)
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    asyncio.run(consume(shared, got, chance.random() * 0.1, chance))
    for thread in threads:
        thread.join(30)
    if any(thread.is_alive() for thread in threads):
        soak.fail("a producer still waits 30 s after shutdown()")
    if sorted(got) != sorted(sum(put, [])):  # noqa: RUF017 - eight short lists
        soak.fail(f"queue of {shared.maxsize}: put {sum(map(len, put))}, got {len(got)}")
    asyncio.run(work(soak, chance))


def used():
    """Descriptors and threads of this process."""
    process = psutil.Process()
    count = process.num_fds if hasattr(process, "num_fds") else process.num_handles
    return count(), threading.active_count()


def main(seconds):
    """Soak for so many seconds; return the exit status."""
    logging.basicConfig()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    soak, seed = Soak(seconds), 0
    interrupter = Interrupter(0)
    interrupter.start()
    asyncio.run(work(soak, random.Random(0)))  # what is made once stays
    before = used()
    while soak.running():
        seed += 1
        calls_round(soak, seed, interrupter)
        queue_round(soak, seed)
    interrupter.over = True
    sys.setswitchinterval(interval)
    if used() != before:
        soak.fail(f"leaked: descriptors and threads were {before}, are {used()}")
    counts = sum(soak.counts.values(), Counter())
    print(f"{seed} rounds:", ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    print("\n".join(soak.wrong) or "nothing lost, nothing doubled, nothing leaked")
    return bool(soak.wrong)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 300))
