"""A proven deadlock is raised at once and says who waits for what, and where."""

import asyncio
import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from helpers.virtual_time import Deadlock, VirtualClock, run


def report(coro):
    """The text of the deadlock that `coro` ends in."""
    with pytest.raises(Deadlock) as caught:
        run(coro)
    return str(caught.value).splitlines()


def test_two_tasks_and_two_asyncio_locks():
    async def main():
        a, b = asyncio.Lock(), asyncio.Lock()

        async def cross(first, second):
            async with first:
                await asyncio.sleep(1)
                async with second:
                    pass

        async with asyncio.TaskGroup() as group:
            group.create_task(cross(a, b), name="one")
            group.create_task(cross(b, a), name="two")

    head, *lines = report(main())
    assert head == "at 1 s nothing can ever happen again; still waiting:"
    for name in ("one", "two"):
        [line] = [line for line in lines if f"task '{name}'" in line]
        assert "waits: Lock.acquire at test_deadlocks.py:" in line
        assert line.endswith("async with second:")
    assert any("waits: TaskGroup.__aexit__ at" in line for line in lines)


def test_two_threads_and_two_locks_name_the_holders():
    a_lock, b_lock = threading.Lock(), threading.RLock()

    async def main():
        def one():
            with a_lock:
                time.sleep(1)
                with b_lock:
                    pass

        def two():
            with b_lock:
                time.sleep(1)
                with a_lock:
                    pass

        threads = [threading.Thread(target=target, name=target.__name__) for target in (one, two)]
        for thread in threads:
            thread.start()
        await asyncio.gather(*(asyncio.to_thread(thread.join) for thread in threads))

    lines = report(main())
    [one] = [line for line in lines if line.startswith("  thread 'one'")]
    [two] = [line for line in lines if line.startswith("  thread 'two'")]
    assert "with b_lock:" in one
    assert "(RLock 'b_lock', held by thread 'two')" in one
    assert "with a_lock:" in two
    assert "(Lock 'a_lock', held by thread 'one')" in two
    assert sum("waits: Thread.join" in line for line in lines) == 2


def test_a_result_that_only_the_blocked_loop_could_give():
    async def main():
        loop = asyncio.get_running_loop()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop).result()

    lines = report(main())
    assert lines[1].startswith("  thread 'virtual loop' waits: Future.result at test_deadlocks.py:")
    assert lines[1].endswith("asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop).result()")


def test_a_thread_lock_held_across_an_await():
    async def main():
        lock = threading.Lock()

        async def use():
            with lock:
                await asyncio.sleep(1)

        await asyncio.gather(
            asyncio.create_task(use(), name="first"), asyncio.create_task(use(), name="second")
        )

    text = "\n".join(report(main()))
    assert "thread 'virtual loop' waits:" in text
    assert "(Lock 'lock', held by task 'first')" in text


def test_a_pool_that_waits_for_itself():
    async def main():
        pool = ThreadPoolExecutor(1, thread_name_prefix="small")
        await asyncio.wrap_future(pool.submit(lambda: pool.submit(int).result()))

    text = "\n".join(report(main()))
    assert "thread 'small_0' waits: Future.result" in text


@pytest.mark.parametrize(
    ("wait", "named"),
    [
        (lambda: threading.Event().wait(), "Event.wait"),
        (lambda: threading.Barrier(2).wait(), "Barrier.wait"),
        (lambda: threading.Semaphore(0).acquire(), "Semaphore.acquire"),
        (lambda: queue.Queue().get(), "Queue.get"),
        (lambda: Future().result(), "Future.result"),
        (lambda: queue.SimpleQueue().get(), "SimpleQueue.get"),
    ],
)
def test_each_wait_is_named(wait, named):
    async def main():
        thread = threading.Thread(target=wait, name="waiter")
        thread.start()

    [line] = [line for line in report(main()) if "waiter" in line]
    assert line.startswith(f"  thread 'waiter' waits: {named} at test_deadlocks.py:")


def test_a_loop_in_a_thread_is_reported_with_its_tasks():
    async def waits():
        await asyncio.Event().wait()

    async def main():
        await asyncio.to_thread(lambda: asyncio.run(waits()))

    text = "\n".join(report(main()))
    assert text.count("in thread 'asyncio_0' waits: Event.wait at test_deadlocks.py") == 1
    assert "waits: to_thread at" in text


def test_a_deadlock_that_the_program_swallows_still_ends_the_run():
    async def main():
        try:
            queue.Queue().get()
        except Exception:
            pass
        return "went on"

    assert "Queue.get" in report(main())[1]


def test_a_timeout_is_no_deadlock():
    async def main():
        with pytest.raises(queue.Empty):
            queue.Queue().get(timeout=5)
        return time.monotonic()

    assert run(main()) == 5.0


def test_a_loop_in_a_thread_that_nobody_stops():
    loops = []

    async def main():
        loops.append(asyncio.new_event_loop())
        threading.Thread(target=loops[0].run_forever, name="loop thread").start()

    _, line = report(main())
    assert line == "  thread 'loop thread' waits: BaseEventLoop.run_forever"
    assert not loops[0].is_running()
    loops[0].close()


def test_a_deadlock_holds_its_waits_as_data():
    lock = threading.Lock()

    async def main():
        lock.acquire()
        await asyncio.sleep(2)
        await asyncio.to_thread(lock.acquire)

    with pytest.raises(Deadlock) as caught:
        run(main())
    waits = {wait.kind: wait for wait in caught.value.waits}
    assert caught.value.at == 2
    assert waits["thread"].call == "Lock.acquire"
    assert waits["task"].file == __file__
    assert all(wait.text in str(caught.value) for wait in caught.value.waits)


def test_each_wait_is_told_at_its_end():
    seen = []
    clock = VirtualClock(on_wait=lambda start: seen.append((start, clock.now)))

    async def main():
        await asyncio.sleep(2)
        await asyncio.to_thread(time.sleep, 3)

    clock.run(main())
    assert {(0, 2), (2, 5)} <= set(seen)


def test_its_traceback_is_short_and_a_notebook_shows_the_message_alone():
    async def main():
        await asyncio.Event().wait()

    with pytest.raises(Deadlock) as caught:
        run(main())
    assert len(caught.traceback) <= 4
    caught.value.add_note("a note")
    assert caught.value._render_traceback_() == [f"Deadlock: {caught.value}", "a note"]
