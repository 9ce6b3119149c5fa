"""Locks of virtual time go to who came first, and pass for real ones."""

import asyncio
import queue
import threading
import time

import pytest

from helpers.virtual_time import Deadlock, run

KINDS = [threading.Lock, threading.RLock]


def rounds(make, arrivals, hold, pause):
    """Who had the lock, in order; each arrives at its time and takes the lock three times."""
    log = []

    async def main():
        lock = make()

        def body(name, arrival):
            time.sleep(arrival)
            for _ in range(3):
                with lock:
                    log.append(name)
                    time.sleep(hold)
                time.sleep(pause)

        for name, arrival in arrivals.items():
            threading.Thread(target=body, args=(name, arrival)).start()

    run(main())
    return "".join(log)


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("pause", [0, 0.5])
def test_a_lock_goes_to_those_who_wait_in_the_order_in_which_they_came(make, pause):
    assert rounds(make, {"a": 0, "b": 0.2, "c": 0.1}, hold=1, pause=pause) == "acb" * 3


def test_who_asks_again_at_once_stands_behind_those_who_wait():
    log = []

    async def main():
        lock = threading.Lock()

        def body(name):
            for _ in range(2):
                with lock:
                    log.append(name)
                    time.sleep(1)

        for name in "ab":
            threading.Thread(target=body, args=(name,)).start()

    run(main())
    assert "".join(log) == "abab"


def test_the_loop_does_not_overtake_a_thread_that_waits():
    log = []

    async def main():
        lock = threading.Lock()
        lock.acquire()

        def take():
            with lock:
                log.append("thread")

        thread = threading.Thread(target=take)
        thread.start()
        await asyncio.sleep(1)
        lock.release()
        log.append(lock.acquire(blocking=False))
        with lock:
            log.append("loop")
        thread.join()

    run(main())
    assert log == [False, "thread", "loop"]


def test_an_owner_takes_its_rlock_again_before_those_who_wait():
    async def main():
        lock = threading.RLock()
        with lock:
            threading.Thread(target=lock.acquire, kwargs={"timeout": 5}).start()
            await asyncio.sleep(1)
            with lock:
                return lock.acquire(blocking=False) and time.monotonic()

    assert run(main()) == 1


def test_who_gives_up_leaves_the_queue():
    log = []

    async def main():
        lock = threading.Lock()

        def take(name, timeout):
            if lock.acquire(timeout=timeout):
                log.append((name, time.monotonic()))
                lock.release()

        lock.acquire()
        for name, timeout in (("impatient", 1), ("patient", 5)):
            threading.Thread(target=take, args=(name, timeout)).start()
        await asyncio.sleep(2)
        lock.release()

    run(main())
    assert log == [("patient", 2)]


def test_a_thread_that_is_ended_may_clean_up_under_a_lock_that_others_wait_for():
    log = []

    async def main():
        lock, gate = threading.Lock(), threading.Event()

        def first():
            with lock:
                try:
                    gate.wait()
                finally:
                    lock.release()
                    lock.acquire()
                    log.append("cleaned up")

        threading.Thread(target=first).start()
        threading.Thread(target=lock.acquire).start()

    with pytest.raises(Deadlock):
        run(main())
    assert log == ["cleaned up"]


def test_the_argument_errors_are_those_of_real_locks():
    async def main():
        lock = threading.Lock()
        with pytest.raises(ValueError, match="non-blocking"):
            lock.acquire(False, 1)
        with pytest.raises(ValueError, match="timeout value"):
            lock.acquire(timeout=-5)
        with pytest.raises(RuntimeError):
            lock.release()
        with pytest.raises(TypeError):
            threading.Lock(1)
        return lock.locked()

    assert run(main()) is False


def alike(make):
    """What a program may ask of a lock or queue and its class."""

    class Holder:
        kind = make

    made = make()
    kept = Holder.kind() if make is threading.RLock else Holder().kind()
    facts = [made.__class__, kept.__class__, repr(made).partition(" at ")[0], callable(make)]
    for ask in (
        lambda: isinstance(made, make),
        lambda: make | None,
        lambda: None | make,
        lambda: isinstance(type(made)(), type(made)),
        lambda: made._at_fork_reinit(),
        lambda: made._recursion_count(),
    ):
        try:
            facts.append(ask())
        except (AttributeError, TypeError) as error:
            facts.append(type(error))
    return facts


@pytest.mark.parametrize("name", ["Lock", "RLock", "SimpleQueue"])
def test_what_is_made_passes_for_a_real_one(name):
    async def ask():
        return alike(getattr(queue if name == "SimpleQueue" else threading, name))

    assert run(ask()) == asyncio.run(ask())
