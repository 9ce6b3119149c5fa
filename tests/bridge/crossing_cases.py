"""What the tests of Workers and ThreadQueue run in child processes: each returns plain facts."""

import asyncio
import contextvars
import gc
import logging
import os
import queue
import sys
import threading
import time
import weakref
from functools import partial
from itertools import chain

from helpers.bridge import LoopThread, QueueShutDown, ThreadQueue, Workers, cancelled
from tests.bridge.cases import answer, in_thread, said

number = contextvars.ContextVar("number", default=0)


async def said_by(awaitable):
    """What an awaitable does: its value, or [error's class, its message]."""
    try:
        return await awaitable
    except BaseException as error:
        return [type(error).__name__, str(error)]


def as_main(main):
    """Make a coroutine function the case that runs it."""
    return lambda: asyncio.run(main())


async def until(condition):
    """Let the loop run until the condition holds."""
    while not condition():  # noqa: ASYNC110 - threads change it, and they know no asyncio.Event
        await asyncio.sleep(0.001)


# -- Workers -----------------------------------------------------------------------------------


@as_main
async def workers_carry():
    def stop():
        raise StopIteration(1)

    def see():
        seen = number.get()
        number.set(seen + 1)
        return [seen, threading.current_thread().name]

    number.set(5)
    async with Workers(1, name="disk") as pool:
        facts = [await pool.run(see), number.get()]
        facts.append(await said_by(pool.run(stop)))
        facts.append(await pool.run(partial(int, base=2), "101"))
        facts.append(await said_by(pool.run(answer)))
        facts.append(await said_by(pool.run(answer())))
    return facts


@as_main
async def bridge_stop_iteration():
    def stop():
        raise StopIteration(1)

    with LoopThread() as bridge:
        return await said_by(bridge.call_async(stop))


@as_main
async def workers_cancel():
    facts = []
    async with Workers(1) as pool:
        for policy in ("wait", "abandon"):
            log, begun, go = [], threading.Event(), threading.Event()

            def job(log=log, begun=begun, go=go):
                begun.set()
                go.wait()
                while not cancelled():
                    time.sleep(0.001)
                log.append("asked, told")

            task = asyncio.create_task(pool.run(job, on_cancel=policy))
            skipped = asyncio.create_task(pool.run(log.append, "never"))
            await until(begun.is_set)
            skipped.cancel()
            facts.append((await said_by(skipped))[0])
            task.cancel()
            await asyncio.wait([task], timeout=0.05)
            facts += [policy, task.done()]
            task.cancel()  # a second one does not end the wait either
            await asyncio.wait([task], timeout=0.05)
            facts.append(task.done())
            go.set()
            facts.append((await said_by(task))[0])
            await until(lambda log=log: log and not pool.running)
            facts.append(log)
    return [*facts, said(cancelled), said(Workers, 1, on_cancel="no")]


@as_main
async def workers_limit():
    running, peak, lock = [0], [0], threading.Lock()
    go = threading.Event()

    def job():
        with lock:
            running[0] += 1
            peak[0] = max(peak[0], running[0])
        go.wait()
        with lock:
            running[0] -= 1

    async with Workers(3) as pool:
        tasks = [asyncio.create_task(pool.run(job)) for _ in range(10)]
        await until(lambda: len(pool.running) == 3)
        facts = [pool.limit, pool.threads, pool.running, pool.waiting]
        go.set()
        await asyncio.gather(*tasks)
        facts += [peak[0], pool.running, pool.waiting]
    async with Workers(8) as pool:
        for _ in range(50):
            await pool.run(int)
        facts.append(pool.threads)
    return [*facts, said(Workers, 0)]


def workers_wait_for_themselves():
    records = []

    class Keep(logging.Handler):
        def emit(self, record):
            records.append(record.getMessage())

    logging.getLogger("helpers.bridge").addHandler(Keep())
    logging.getLogger("helpers.bridge").propagate = False

    def outer(bridge, pool):
        return bridge.call(pool.run, int, timeout=0.3)

    async def main():
        pool = Workers(1, name="disk", stall_after=0.05)
        with LoopThread("A") as bridge:
            result = await said_by(pool.run(outer, bridge, pool))
            await pool.aclose()
        return result

    return [asyncio.run(main()), records]


@as_main
async def workers_close():
    go, begun = threading.Event(), threading.Event()

    def job():
        begun.set()
        go.wait()
        return "done"

    pool = Workers(1, name="disk")
    running = asyncio.create_task(pool.run(job))
    queued = asyncio.create_task(pool.run(int))
    await until(begun.is_set)
    closing = asyncio.create_task(pool.aclose())
    facts = [await said_by(queued), said(pool.close)]
    go.set()
    await closing
    await pool.aclose()
    facts += [await running, await said_by(pool.run(int))]
    return [*facts, [t.name for t in threading.enumerate() if t.name.startswith("disk")]]


@as_main
async def workers_leave():
    """What leaving reports while a job still runs, and if it went on without that job."""
    facts, records, reported = [], [], threading.Event()

    class Keep(logging.Handler):
        def emit(self, record):
            records.append(record.getMessage())
            reported.set()

    logging.getLogger("helpers.bridge").addHandler(Keep())
    logging.getLogger("helpers.bridge").propagate = False
    for policy in ("wait", "abandon"):
        begun, go, ended = threading.Event(), threading.Event(), threading.Event()

        def endless(begun=begun, go=go, ended=ended):
            begun.set()
            go.wait()
            ended.set()

        pool = Workers(2, name="disk", on_cancel=policy, stall_after=0.05)
        task = asyncio.create_task(pool.run(endless))
        await until(begun.is_set)
        task.cancel()
        closing = asyncio.create_task(pool.aclose())
        await until(reported.is_set)
        await asyncio.wait([closing], timeout=10 if policy == "abandon" else 0.05)
        facts += [policy, closing.done(), ended.is_set()]
        go.set()
        await asyncio.wait([closing, task])
        await until(ended.is_set)
        reported.clear()
    return [facts, records]


@as_main
async def workers_free_what_they_hold():
    class Thing:
        """Something whose end can be seen."""

    left = []

    def fail():
        thing = Thing()
        left.append(weakref.ref(thing))
        raise ValueError("boom")

    gc.disable()
    async with Workers(1) as pool:
        facts = [await said_by(pool.run(fail))]
    return [*facts, left[0]() is None]


def workers_after_fork():
    pool = Workers(1, name="disk")
    reader, writer = os.pipe()
    if os.fork() == 0:
        with open(writer, "w") as pipe:
            pipe.write(repr(asyncio.run(said_by(pool.run(int)))))
        os._exit(0)
    os.close(writer)
    with open(reader) as pipe:
        child = pipe.read()
    os.wait()
    return child


# -- ThreadQueue -------------------------------------------------------------------------------


async def move(maxsize, batches, producers=8, count=1500):
    """Threads put, one task gets; facts: order broken, number lost, highest excess."""
    shared, last, excess = ThreadQueue(maxsize), [-1] * producers, 0

    def produce(producer):
        for value in range(count):
            shared.sync_q.put((producer, value))

    waits = [in_thread(produce, producer) for producer in range(producers)]
    got, broken = 0, 0
    while got < producers * count:
        excess = max(excess, shared.qsize() - maxsize)
        batch = await shared.async_q.get_many() if batches else [await shared.async_q.get()]
        for producer, value in batch:
            broken += value != last[producer] + 1
            last[producer] = value
            got += 1
    for wait in waits:
        wait()
    return [broken, shared.qsize(), maxsize == 0 or excess <= producers]


@as_main
async def queue_keeps_order():
    sys.setswitchinterval(1e-5)
    return [await move(maxsize, batches) for maxsize in (0, 1, 20) for batches in (False, True)]


@as_main
async def queue_every_way():
    """Tasks and threads put, tasks and threads get; how often each item arrived."""
    sys.setswitchinterval(1e-5)
    shared, got = ThreadQueue(5), []
    put, get = shared.sync_q.put, shared.sync_q.get

    def drain():
        try:
            while True:
                got.append(get())
        except QueueShutDown:
            return "ended"

    async def drain_in_task():
        try:
            while True:
                got.append(await shared.async_q.get())
        except QueueShutDown:
            return "ended"

    async def produce(start):
        for value in range(start, start + 500):
            await shared.async_q.put(value)

    threads = [in_thread(drain) for _ in range(3)]
    consumers = [asyncio.create_task(drain_in_task()) for _ in range(3)]
    putters = [in_thread(lambda s=s: [put(v) for v in range(s, s + 500)]) for s in (0, 500)]
    await asyncio.gather(produce(1000), produce(1500))
    for wait in putters:
        await asyncio.to_thread(wait)
    shared.shutdown()
    ended = [await asyncio.to_thread(wait) for wait in threads] + await asyncio.gather(*consumers)
    return [sorted(got) == list(range(2000)), ended]


@as_main
async def queue_lets_the_loop_breathe():
    """A thread keeps the queue full; does another task run while one gets?"""
    shared, stop, beats = ThreadQueue(50), threading.Event(), []

    def produce():
        while not stop.is_set():
            shared.sync_q.put(1)

    async def beat():
        while True:
            beats.append(1)
            await asyncio.sleep(0)

    wait = in_thread(produce)
    heart = asyncio.create_task(beat())
    for _ in range(50):
        await until(shared.full)
        before = len(beats)
        for _ in range(130):  # more than two spells without a wait
            await shared.async_q.get()
        if len(beats) == before:
            stop.set()
            return "starved"
    stop.set()
    shared.shutdown(immediate=True)
    heart.cancel()
    return [await asyncio.to_thread(wait) is not None, "breathed"]


@as_main
async def queue_full_of_its_own():
    """No thread at all: a task that only gets what is there lets others run, too."""
    shared, beats = ThreadQueue(), []
    for value in range(1000):
        shared.sync_q.put(value)
    asyncio.get_running_loop().call_soon(beats.append, 1)
    for _ in range(200):
        await shared.async_q.get()
    return beats


@as_main
async def queue_shutdown():
    shared = ThreadQueue(1)
    shared.sync_q.put(1)
    blocked = [in_thread(shared.sync_q.put, 2) for _ in range(3)]
    task = asyncio.create_task(said_by(shared.async_q.put(2)))
    await until(lambda: len(shared.putters) == 4)
    shared.shutdown()
    facts = [(await asyncio.to_thread(wait))[0] for wait in blocked] + [(await task)[0]]
    facts += [await shared.async_q.get(), (await said_by(shared.async_q.get()))[0]]
    facts += [said(shared.sync_q.get)[0], said(shared.sync_q.put, 1), said(shared.shutdown)]
    empty = ThreadQueue()
    getters = [in_thread(empty.sync_q.get) for _ in range(2)]
    task = asyncio.create_task(said_by(empty.async_q.get()))
    await until(lambda: len(empty.getters) == 3)
    empty.shutdown()
    facts += [(await asyncio.to_thread(wait))[0] for wait in getters] + [(await task)[0]]
    dropped = ThreadQueue()
    dropped.sync_q.put(1)
    dropped.shutdown(immediate=True)
    return [*facts, said(dropped.sync_q.get_nowait)[0], dropped.qsize()]


def queue_shutdown_races():
    """Puts that race with shutdown(): an item counts if, and only if, its put returned."""
    sys.setswitchinterval(1e-6)
    wrong = 0
    for _ in range(300):
        shared, kept, got = ThreadQueue(), [[], [], []], []

        def produce(mine, shared=shared):
            try:
                for value in range(1000):
                    shared.sync_q.put((id(mine), value))
                    mine.append((id(mine), value))
            except QueueShutDown:
                pass

        def consume(shared=shared, got=got):
            try:
                while True:
                    got.append(shared.sync_q.get())
            except QueueShutDown:
                pass

        waits = [in_thread(produce, mine) for mine in kept] + [in_thread(consume)]
        while len(got) < 5:
            time.sleep(0)
        shared.shutdown()
        for wait in waits:
            wait()
        wrong += sorted(got) != sorted(chain(*kept))
    return wrong


@as_main
async def queue_gives_up():
    shared = ThreadQueue(1)
    facts = [said(shared.sync_q.get_nowait)[0], said(shared.async_q.get_nowait)[0]]
    facts.append(await asyncio.to_thread(said, shared.sync_q.get, timeout=0.01))
    shared.async_q.put_nowait(1)
    facts += [said(shared.sync_q.put_nowait, 2)[0], said(shared.async_q.put_nowait, 2)[0]]
    facts.append(await asyncio.to_thread(said, shared.sync_q.put, 2, timeout=0.01))
    facts.append(said(shared.sync_q.put, 2))  # would block this loop
    return [*facts, len(shared.getters), len(shared.putters), shared.full(), shared.empty()]


@as_main
async def queue_cancelled_get():
    """Cancelled gets take nothing, and pass a wake-up on to the next."""
    shared, got = ThreadQueue(), []

    async def get():
        got.append(await shared.async_q.get())

    for value in range(300):
        first, second = asyncio.create_task(get()), asyncio.create_task(get())
        await asyncio.sleep(0)
        wait = in_thread(shared.sync_q.put, value)
        wait()
        first.cancel()  # its wake-up is under way
        shared.sync_q.put(-value)
        await until(lambda first=first: not shared.qsize() or first.done())
        third = asyncio.create_task(get())
        await asyncio.wait_for(asyncio.wait([second, third]), 5)
        if not first.cancelled():
            await first
            got.append(await shared.async_q.get()) if shared.qsize() else None
    return [len(got), len(shared.getters)]


@as_main
async def queue_one_room_is_enough():
    """A producer in a thread goes on after one get, though the queue stays nearly full."""
    shared = ThreadQueue(10)
    for value in range(10):
        shared.sync_q.put(value)
    wait = in_thread(shared.sync_q.put, 10)
    await until(lambda: len(shared.putters) == 1)
    first = await shared.async_q.get()
    await asyncio.to_thread(wait)
    many = await shared.async_q.get_many(4)
    rest = shared.sync_q.get_many()
    return [first, many, rest]


def queue_exceptions():
    kinds = [getattr(queue, "ShutDown", None), getattr(asyncio, "QueueShutDown", None)]
    return [issubclass(QueueShutDown, kind) for kind in kinds if kind is not None]
