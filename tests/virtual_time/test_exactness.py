"""Virtual time is exact, instant, and the same on every run."""

import asyncio
import ctypes
import queue
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest

from helpers.virtual_time import VirtualClock, hold_gil, run, work


def test_sleeps_end_at_their_exact_times():
    async def main():
        start = time.monotonic()
        await asyncio.gather(*(asyncio.sleep(d) for d in (1, 3600, 0.1)))
        await asyncio.sleep(0.1)
        await asyncio.sleep(0.2)
        return time.monotonic() - start, asyncio.get_running_loop().time(), time.perf_counter_ns()

    assert run(main()) == (3600.3, 3600.3, 3_600_300_000_000)


def test_a_full_pool_makes_jobs_wait_for_a_worker():
    done = []

    def job(number):
        time.sleep(1)
        done.append((number, time.monotonic()))
        return number

    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, job, number) for number in range(4)]
            return await asyncio.gather(*jobs), loop.time()

    assert run(main()) == ([0, 1, 2, 3], 2.0)
    assert done == [(0, 1.0), (1, 1.0), (2, 2.0), (3, 2.0)]


def test_real_computation_takes_no_virtual_time():
    async def main():
        async with asyncio.timeout(0.001):
            return await asyncio.to_thread(sum, range(1_000_000))

    clock = VirtualClock()
    assert clock.run(main()) == 499999500000
    assert clock.now == 0.0


def test_a_blocked_loop_is_late_by_exactly_the_block():
    log = []

    async def tick():
        for _ in range(3):
            await asyncio.sleep(0.1)
            log.append(time.monotonic())

    async def hog():
        await asyncio.sleep(0.15)
        time.sleep(0.5)  # noqa: ASYNC251

    async def main():
        await asyncio.gather(tick(), hog())

    run(main())
    assert log == [0.1, 0.65, 0.75]


def test_threads_go_on_while_the_loop_is_blocked():
    log = []

    def job():
        time.sleep(0.2)
        log.append(("job", time.monotonic()))

    async def main():
        waiting = asyncio.create_task(asyncio.to_thread(job))
        await asyncio.sleep(0.1)
        time.sleep(0.5)  # noqa: ASYNC251
        log.append(("loop", time.monotonic()))
        await waiting
        log.append(("got", time.monotonic()))

    run(main())
    assert log == [("job", 0.2), ("loop", 0.6), ("got", 0.6)]


def test_a_thread_gets_a_result_from_the_loop():
    async def answer():
        await asyncio.sleep(2)
        return "x"

    async def main():
        loop = asyncio.get_running_loop()

        def job():
            return asyncio.run_coroutine_threadsafe(answer(), loop).result(), time.monotonic()

        return await asyncio.to_thread(job)

    assert run(main()) == ("x", 2.0)


def test_a_timeout_ends_the_await_and_not_the_thread():
    ended = []

    def slow():
        time.sleep(10)
        ended.append(time.monotonic())

    async def main():
        try:
            async with asyncio.timeout(3):
                await asyncio.to_thread(slow)
        except TimeoutError:
            return asyncio.get_running_loop().time()

    assert run(main()) == 3.0
    assert ended == [10.0]


def test_a_queue_hands_over_at_the_time_of_the_put():
    handed, got = queue.Queue(), []

    def consume():
        while (item := handed.get()) is not None:
            got.append((item, time.monotonic()))

    async def main():
        consumer = threading.Thread(target=consume)
        consumer.start()
        for number in range(3):
            await asyncio.sleep(0.5)
            handed.put(number)
        handed.put(None)
        await asyncio.to_thread(consumer.join)

    run(main())
    assert got == [(0, 0.5), (1, 1.0), (2, 1.5)]


def test_as_completed_on_the_loop_blocks_it():
    async def main():
        with ThreadPoolExecutor(3) as pool:
            jobs = [pool.submit(time.sleep, seconds) for seconds in (3, 1, 2)]
            return [jobs.index(job) for job in as_completed(jobs)], time.monotonic()

    assert run(main()) == ([1, 2, 0], 3.0)


def test_two_computations_share_the_interpreter():
    ended = []

    def compute(seconds):
        work(seconds)
        ended.append((seconds, time.monotonic()))

    async def main():
        await asyncio.gather(*(asyncio.to_thread(compute, seconds) for seconds in (1, 3)))

    run(main())
    assert ended == [(1, 2.0), (3, 4.0)]


def test_computations_without_the_interpreter_overlap():
    async def main():
        await asyncio.gather(*(asyncio.to_thread(work, 1, gil=False) for _ in range(2)))
        return time.monotonic()

    assert run(main()) == 1.0


def test_work_on_the_loop_holds_the_loop_and_shares_with_a_thread():
    async def main():
        thread = threading.Thread(target=work, args=(0.5,))
        thread.start()
        await asyncio.sleep(0.1)
        work(0.2)
        on_the_loop = time.monotonic()
        await asyncio.to_thread(thread.join)
        return on_the_loop, time.monotonic()

    assert run(main()) == (0.5, 0.7)


def test_a_call_that_holds_the_gil_stops_every_thread_and_loop():
    log = []

    def note(name):
        log.append((name, time.monotonic()))

    def sleeper(name, seconds):
        time.sleep(seconds)
        note(name)

    async def ticker():
        await asyncio.sleep(0.5)
        note("loop")

    async def main():
        for name, seconds in (("late", 2), ("early", 1), ("after", 4)):
            threading.Thread(target=sleeper, args=(name, seconds)).start()
        threading.Thread(target=lambda: (hold_gil(3), note("holder"))).start()
        await ticker()

    run(main())
    assert log == [("holder", 3), ("loop", 3), ("early", 3), ("late", 3), ("after", 4)]


def test_a_call_on_the_loop_that_holds_the_gil_stops_the_threads_too():
    async def main():
        ended = []
        threading.Thread(target=lambda: (time.sleep(1), ended.append(time.monotonic()))).start()
        await asyncio.sleep(0.5)
        hold_gil(2)
        assert not ended
        await asyncio.sleep(0.1)
        return ended

    assert run(main()) == [2.5]


def test_computations_stand_still_while_the_gil_is_held():
    async def main():
        loop, ended = asyncio.get_running_loop(), {}

        def compute(name, **kind):
            work(2, **kind)
            ended[name] = loop.time()

        threads = [
            threading.Thread(target=compute, args=("python",)),
            threading.Thread(target=compute, args=("c",), kwargs={"gil": False}),
        ]
        for thread in threads:
            thread.start()
        await asyncio.sleep(1)
        hold_gil(5)
        for thread in threads:
            await asyncio.to_thread(thread.join)
        return ended

    assert run(main()) == {"python": 7.0, "c": 6.0}


@pytest.mark.skipif(sys.platform == "win32", reason="calls another function there")
def test_outside_of_virtual_time_c_is_really_called_without_a_release_of_the_gil(monkeypatch):
    called = []

    class Library(ctypes.PyDLL):
        def poll(self, files, number, milliseconds):
            called.append(milliseconds)
            return super().__getattr__("poll")(files, number, milliseconds)

    monkeypatch.setattr(ctypes, "PyDLL", Library)
    began = time.monotonic()
    hold_gil(0.05)
    assert called == [50]
    assert time.monotonic() - began >= 0.05


def test_negative_seconds_are_refused():
    for call in (hold_gil, work):
        with pytest.raises(ValueError, match="not negative"):
            call(-1)


def mixed_program():
    """Tasks, pool jobs, plain threads, a queue and calls into the loop: what happened when."""
    log = []

    def note(*what):
        log.append((float(time.monotonic()), *what))

    async def answer(number):
        await asyncio.sleep(0.05)
        note("answer", number)
        return number

    async def tick():
        for number in range(6):
            await asyncio.sleep(0.05)
            note("tick", number)

    async def main():
        loop, items = asyncio.get_running_loop(), queue.Queue(maxsize=2)

        def job(number):
            time.sleep(0.1 * (number % 3))
            note("job", number)
            asyncio.run_coroutine_threadsafe(answer(number), loop).result()

        def produce():
            for number in range(5):
                time.sleep(0.07)
                items.put(number)
                note("put", number)
                loop.call_soon_threadsafe(note, "called", number)
            items.put(None)

        def consume():
            while (item := items.get()) is not None:
                note("got", item)
                time.sleep(0.1)

        threads = [threading.Thread(target=target) for target in (produce, consume)]
        for thread in threads:
            thread.start()
        await asyncio.gather(tick(), *(asyncio.to_thread(job, number) for number in range(8)))
        await asyncio.to_thread(threads[1].join)

    run(main())
    return tuple(log)


def test_every_run_of_a_mixed_program_is_the_same():
    first = mixed_program()
    assert len(first) == 8 * 2 + 6 + 3 * 5
    assert {mixed_program() for _ in range(30)} == {first}
