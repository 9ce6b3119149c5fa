"""How a run ends: results, errors, left-over threads and pools, and everything put back."""

import _thread
import asyncio
import gc
import os
import queue
import re
import selectors
import signal
import socket
import subprocess
import threading
import time
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.virtual_time import Deadlock, VirtualClock, VirtualTimeError, run, work

PATCHED = [
    (time, "sleep"),
    (time, "time"),
    (time, "monotonic"),
    (time, "perf_counter_ns"),
    (threading, "Lock"),
    (threading, "RLock"),
    (threading, "_allocate_lock"),
    (threading.Thread, "start"),
    (threading.Thread, "join"),
    (ThreadPoolExecutor, "submit"),
    (queue, "SimpleQueue"),
    (selectors.DefaultSelector, "select"),
    (socket.socket, "recv"),
    (subprocess.Popen, "__init__"),
    (os, "cpu_count"),
    *((os, name) for name in ("sched_getaffinity",) if hasattr(os, name)),
]


@pytest.fixture(autouse=True)
def nothing_is_left():
    """Every patch and every thread of a run is gone after it."""
    before = [getattr(owner, name) for owner, name in PATCHED]
    methods, threads = set(vars(socket.socket)), threading.enumerate()
    yield
    assert [getattr(owner, name) for owner, name in PATCHED] == before
    assert set(vars(socket.socket)) == methods
    assert threading.enumerate() == threads


async def blocked_for_ever():
    """A task, a pool job, a thread and a daemon that wait for what never comes."""
    for daemon in (False, True):
        threading.Thread(target=threading.Event().wait, daemon=daemon).start()
    task = asyncio.create_task(asyncio.Event().wait())
    await asyncio.gather(task, asyncio.to_thread(queue.Queue().get), return_exceptions=True)


def test_an_error_keeps_its_traceback():
    async def main():
        await asyncio.sleep(1)
        return 1 / 0

    with pytest.raises(ZeroDivisionError) as caught:
        run(main())
    assert caught.traceback[-1].name == "main"


def test_a_deadlock_unwinds_everything():
    with pytest.raises(Deadlock):
        run(blocked_for_ever())


def test_unwinding_runs_finally_blocks_of_threads_and_tasks():
    log = []

    def body():
        try:
            threading.Event().wait()
        finally:
            log.append("thread")

    async def main():
        thread = threading.Thread(target=body)
        thread.start()
        try:
            await asyncio.Event().wait()
        finally:
            log.append("task")

    with pytest.raises(Deadlock):
        run(main())
    assert log == ["thread", "task"]


def test_a_thread_that_swallows_every_exception_is_ended_all_the_same():
    def stubborn():
        for _ in range(20):
            try:
                time.sleep(1)
                threading.Event().wait()
            except BaseException:
                pass

    async def main():
        threading.Thread(target=stubborn).start()

    with pytest.raises(Deadlock):
        run(main())


def test_threads_go_on_after_the_coroutine_and_daemons_are_ended():
    log = []

    def body(name, seconds):
        try:
            time.sleep(seconds)
            log.append((name, time.monotonic()))
        finally:
            log.append((name, "ends"))

    async def main():
        threading.Thread(target=body, args=("plain", 5)).start()
        threading.Thread(target=body, args=("daemon", 100), daemon=True).start()
        threading.Thread(target=body, args=("early daemon", 2), daemon=True).start()
        return time.monotonic()

    clock = VirtualClock()
    assert clock.run(main()) == 0.0
    assert clock.now == 5.0
    assert log == [
        ("early daemon", 2.0),
        ("early daemon", "ends"),
        ("plain", 5.0),
        ("plain", "ends"),
        ("daemon", "ends"),
    ]


def test_a_daemon_has_its_first_turn():
    log = []

    async def main():
        threading.Thread(target=log.append, args=("turn",), daemon=True).start()

    run(main())
    assert log == ["turn"]


def test_a_thread_that_blocks_after_the_coroutine_is_a_deadlock():
    async def main():
        threading.Thread(target=queue.Queue().get, name="reader").start()

    with pytest.raises(Deadlock, match=r"thread 'reader' waits: Queue\.get"):
        run(main())


def test_a_forgotten_executor_does_its_jobs_and_ends():
    done = []

    async def main():
        pool = ThreadPoolExecutor(1)
        for number in range(3):
            pool.submit(time.sleep, 1).add_done_callback(lambda _, n=number: done.append(n))
        return pool

    clock = VirtualClock()
    clock.run(main())
    assert (done, clock.now) == ([0, 1, 2], 3.0)


def test_an_executor_that_the_program_drops_ends_its_threads():
    async def main():
        pool = ThreadPoolExecutor(2)
        list(pool.map(abs, range(-5, 5)))
        threads = set(pool._threads)
        del pool
        gc.collect()
        for thread in threads:
            thread.join()

    run(main())


def test_an_uncaught_error_in_a_thread_goes_to_the_hook(monkeypatch):
    seen = []
    monkeypatch.setattr(
        threading, "excepthook", lambda a: seen.append((a.exc_type, a.thread.name, time.time()))
    )

    async def main():
        thread = threading.Thread(target=lambda: time.sleep(1) or 1 / 0, name="bad")
        thread.start()
        thread.join()
        return seen[:], thread.is_alive()

    assert run(main()) == ([(ZeroDivisionError, "bad", 1.0)], False)


def test_generators_are_closed_and_the_default_executor_is_shut_down():
    log = []

    async def numbers():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(1)
            log.append(time.monotonic())

    async def main():
        generator = numbers()
        await anext(generator)
        await asyncio.to_thread(log.append, threading.current_thread().name)
        return generator

    run(main())
    assert log == ["virtual loop", 1.0]


def test_a_failed_run_logs_nothing_of_its_tasks_and_threads(capfd, caplog):
    with pytest.raises(Deadlock):
        run(blocked_for_ever())
    gc.collect()
    assert (tuple(capfd.readouterr()), caplog.records) == (("", ""), [])


def test_a_loop_in_a_thread_takes_virtual_time():
    async def slow(seconds):
        await asyncio.sleep(seconds)
        return time.monotonic()

    async def main():
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        call = asyncio.run_coroutine_threadsafe
        results = [await asyncio.wrap_future(call(slow(seconds), loop)) for seconds in (0.1, 0.2)]
        results.append(call(slow(1), loop).result())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        return results

    assert run(main()) == [0.1, 0.3, 1.3]


def test_default_pools_have_the_same_size_on_every_machine():
    async def main():
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(9)))
        return os.cpu_count(), time.monotonic()

    assert run(main()) == (4, 2.0)


@pytest.mark.skipif(not Path("/proc/thread-self/status").exists(), reason="Linux says it")
def test_the_threads_of_a_run_share_one_processor_and_the_program_sees_four():
    before, seen = os.sched_getaffinity(0), []

    def look():
        status = Path("/proc/thread-self/status").read_text()
        (allowed,) = re.findall(r"Cpus_allowed_list:\s+(\S+)", status)
        seen.append((allowed, sorted(os.sched_getaffinity(0))))

    async def main():
        look()
        await asyncio.to_thread(look)
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    run(main())
    allowed, told = zip(*seen, strict=True)
    assert len(set(allowed)) == 1 and allowed[0].isdigit()
    assert told == ([0, 1, 2, 3],) * 3
    assert os.sched_getaffinity(0) == before


def test_what_is_not_a_coroutine_is_refused():
    async def main():
        pass

    with pytest.raises(TypeError, match=r"as in run\(main\(\)\)"):
        run(main)
    with pytest.raises(TypeError, match="not int"):
        run(3)


def test_a_run_inside_virtual_time_is_refused():
    async def inner():
        return 1

    async def main():
        with pytest.raises(VirtualTimeError, match="await the coroutine instead"):
            run(inner())
        with pytest.raises(VirtualTimeError, match="await the coroutine instead"):
            await asyncio.to_thread(lambda: run(inner()))
        return await asyncio.to_thread(lambda: asyncio.run(inner()))

    assert run(main()) == 1


def outside_of(body):
    """Run `body` in virtual time and, while it runs, a function on a thread outside of it."""
    inside, go_on = threading.Event(), threading.Event()
    result = []

    async def main():
        body_result = await body()
        outside_call(inside.set)
        outside_call(go_on.wait)
        return body_result

    def outside_call(call):
        from helpers.virtual_time.scheduler import current

        current().outside(call)

    def outside(function):
        thread = threading.Thread(target=lambda: result.append(run(main())))
        thread.start()
        inside.wait()
        try:
            return function()
        finally:
            go_on.set()
            thread.join()

    return outside


def test_two_runs_at_once_are_refused():
    async def other():
        pass

    def second():
        with pytest.raises(VirtualTimeError, match="another thread is running"):
            run(other())

    outside_of(other)(second)


def test_other_threads_of_the_process_stay_in_real_time():
    async def body():
        await asyncio.sleep(1000)

    def elsewhere():
        before = time.monotonic(), time.perf_counter()
        time.sleep(0.01)
        lock = threading.Lock()
        thread = threading.Thread(target=lock.acquire)
        thread.start()
        thread.join()
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(int, "7").result() == 7
        return before < (time.monotonic(), time.perf_counter()), type(lock), time.time() > 1e9

    assert outside_of(body)(elsewhere) == (True, type(threading.Lock()), True)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
@pytest.mark.parametrize("where", ["loop", "thread", "sleeping"])
def test_an_interrupt_ends_the_run(where):
    async def main():
        signal.setitimer(signal.ITIMER_REAL, 0.1)  # from here on: not while the run is set up
        if where == "loop":
            spin()
        elif where == "thread":
            await asyncio.to_thread(spin)
        while True:
            await asyncio.sleep(1)
            work(0.1)

    def spin():
        while True:
            pass

    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            run(main())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_an_interrupt_says_that_it_cancels_more_than_the_main_task():
    cancelled = []

    async def other():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append("other")
            raise

    async def main():
        task = asyncio.create_task(other())
        try:
            await asyncio.sleep(1)
            _thread.interrupt_main()
            while True:
                await asyncio.sleep(1)
                work(0.1)
        except asyncio.CancelledError:
            cancelled.append("main")
            await asyncio.wait([task])

    with pytest.raises(KeyboardInterrupt) as caught:
        run(main())
    assert sorted(cancelled) == ["main", "other"]
    (note,) = caught.value.__notes__
    assert "virtual time has cancelled all tasks" in note


def test_an_interrupt_while_a_thread_is_started_loses_no_thread():
    class Starting(threading.Event):
        """Tells that a thread has started; an interrupt comes in just before."""

        def wait(self, timeout=None):
            super().wait(timeout)
            _thread.interrupt_main()
            time.sleep(0.3)  # a real one: meanwhile the main thread passes the interrupt on
            return True

    waiting = threading.Thread(target=threading.Event().wait)
    waiting._started = Starting()

    async def main():
        waiting.start()

    with pytest.raises(KeyboardInterrupt):
        run(main())
    waiting.join(5)
    assert not waiting.is_alive()


def test_what_a_thread_that_failed_has_held_is_collected_at_once(monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    class Job:
        def fail(self):
            raise ValueError

    def body():
        job = Job()
        gone, thread = weakref.ref(job), threading.Thread(target=job.fail)
        thread.start()
        thread.join()
        del job
        return gone()

    gc.disable()
    try:
        assert run(asyncio.to_thread(body)) is None
    finally:
        gc.enable()


def test_a_clock_starts_anew_for_each_run():
    async def main():
        await asyncio.sleep(1)

    clock = VirtualClock()
    clock.run(main())
    clock.run(main())
    assert clock.now == 1.0


def test_within_is_open_as_long_as_the_run():
    log = []

    class Block:
        def __enter__(self):
            log.append(("enter", threading.current_thread().name))

        def __exit__(self, *exc_info):
            log.append(("exit", clock.now))

    async def main():
        threading.Thread(target=time.sleep, args=(3,)).start()

    clock = VirtualClock()
    clock.run(main(), within=Block())
    assert log == [("enter", "virtual loop"), ("exit", 3.0)]


def test_futures_of_the_standard_library_are_untouched_after_a_run():
    future = Future()
    threading.Timer(0.01, future.set_result, ["real"]).start()
    assert future.result(timeout=10) == "real"
    assert [t for t in threading.enumerate() if isinstance(t, threading.Timer) and t.join()] == []
