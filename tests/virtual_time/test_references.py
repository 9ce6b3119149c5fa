"""What a program holds from before the run takes part in virtual time, and is put back after it."""

import asyncio
import functools
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import sleep

import pytest

from helpers.virtual_time import run

a_lock = threading.Lock()
an_rlock = threading.RLock()
a_condition = threading.Condition()
a_queue = queue.Queue()
a_simple_queue = queue.SimpleQueue()
in_a_tuple = (threading.Lock(), "text")
in_a_dict = {"lock": [threading.Lock()]}


@dataclass
class Account:
    """Makes its lock when it is made, which may be before or during a run."""

    lock: threading.Lock = field(default_factory=threading.Lock)


class Shared:
    """Holds its lock in the class."""

    lock = threading.Lock()


class Slotted:
    """Holds its lock in a slot."""

    __slots__ = ("lock",)

    def __init__(self):
        self.lock = threading.Lock()


an_account, slotted = Account(), Slotted()


def in_closure():
    lock = threading.Lock()
    return lambda: lock


def in_default(lock=threading.Lock()):  # noqa: B008
    return lock


closed = in_closure()
partial = functools.partial(lambda lock: lock, threading.Lock())

PLACES = {
    "global": lambda: a_lock,
    "rlock": lambda: an_rlock,
    "condition": lambda: a_condition,
    "tuple": lambda: in_a_tuple[0],
    "list in a dict": lambda: in_a_dict["lock"][0],
    "attribute": lambda: an_account.lock,
    "class": lambda: Shared.lock,
    "slot": lambda: slotted.lock,
    "closure": lambda: closed(),
    "default": lambda: in_default(),
    "partial": lambda: partial(),
    "made by a dataclass": lambda made=[]: made[0] if made else made.append(Account().lock),
}


async def three_hold(find):
    """Three threads hold the same lock for a second each."""
    ended = []
    find()

    def hold(number):
        with find():
            sleep(1)
        ended.append((number, time.monotonic()))

    await asyncio.gather(*(asyncio.to_thread(hold, number) for number in range(3)))
    return ended


@pytest.mark.parametrize("place", PLACES)
def test_a_lock_is_found_held_across_a_sleep_and_put_back(place):
    find = PLACES[place]
    before = find()
    assert run(three_hold(find)) == [(0, 1.0), (1, 2.0), (2, 3.0)]
    assert find() is before or place == "made by a dataclass"


def test_an_argument_of_the_coroutine_is_found():
    async def main(lock, box):
        assert lock is box.lock
        return await three_hold(lambda: lock)

    lock = threading.Lock()
    box = Account(lock)
    assert run(main(lock, box)) == [(0, 1.0), (1, 2.0), (2, 3.0)]
    assert box.lock is lock


def test_an_argument_of_an_awaited_coroutine_is_found():
    async def outer(inner):
        return await inner

    lock = threading.Lock()
    assert run(outer(three_hold(lambda: lock))) == [(0, 1.0), (1, 2.0), (2, 3.0)]


def test_an_imported_sleep_is_virtual_and_restored():
    async def main():
        await asyncio.to_thread(sleep, 100)
        sleep(100)  # noqa: ASYNC251
        return time.monotonic()

    before = sleep
    assert run(main()) == 200.0
    assert sleep is before is time.sleep


def test_queues_from_before_the_run():
    async def main():
        for items in (a_queue, a_simple_queue):
            waiting = asyncio.create_task(asyncio.to_thread(items.get, timeout=5))
            await asyncio.sleep(1)
            items.put(1)
            await waiting
            with pytest.raises(queue.Empty):
                await asyncio.to_thread(items.get, timeout=5)
        return time.monotonic()

    before = a_simple_queue
    assert run(main()) == 12.0
    assert a_simple_queue is before


def test_a_lock_that_is_held_outside_stays_held():
    async def main():
        return a_lock.locked(), a_lock.acquire(timeout=3), time.monotonic()

    with a_lock:
        assert run(main()) == (True, False, 3.0)
    assert not a_lock.locked()


def test_a_lock_made_in_the_run_works_after_it():
    async def main():
        return threading.Lock(), threading.RLock(), queue.SimpleQueue()

    *made, items = run(main())
    for lock in made:
        with lock:
            pass
        assert lock.acquire(timeout=0.01)
        lock.release()
    items.put(1)
    assert items.get() == 1


def test_an_executor_from_before_the_run_is_used_and_given_back():
    with ThreadPoolExecutor(2, thread_name_prefix="early") as pool:
        worker = pool.submit(threading.current_thread).result()

        async def main():
            loop = asyncio.get_running_loop()
            await asyncio.gather(*(loop.run_in_executor(pool, sleep, 1) for _ in range(4)))
            return time.monotonic()

        assert run(main()) == 2.0
        assert pool.submit(threading.current_thread).result() is worker


def test_an_executor_from_before_the_run_may_be_shut_down_in_it():
    pool = ThreadPoolExecutor(1)
    worker = pool.submit(threading.current_thread).result()

    async def main():
        pool.submit(sleep, 1)
        pool.shutdown()
        return time.monotonic()

    assert run(main()) == 1.0
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(sleep, 0)
    worker.join()


def test_a_thread_made_before_the_run_may_be_started_in_it():
    log, lock = [], threading.Lock()

    def body(lock):
        with lock:
            sleep(1)
        log.append(time.monotonic())

    threads = [threading.Thread(target=body, args=(lock,)) for _ in range(2)]

    async def main():
        for thread in threads:
            thread.start()

    run(main())
    assert log == [1.0, 2.0]
