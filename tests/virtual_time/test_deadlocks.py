"""A proven deadlock is raised at once and says who waits for what, and where."""

import asyncio
import gc
import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import anyio
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


def test_a_holder_has_the_name_that_the_list_gives_it():
    async def main():
        lock = threading.Lock()

        async def save():
            with lock:
                await asyncio.sleep(1)

        await asyncio.gather(save(), save())

    lines = report(main())
    assert any("(Lock 'lock', held by task 'save')" in line for line in lines)
    assert any(line.startswith("  task 'save' waits") for line in lines)


def test_a_holder_that_has_ended_is_said_to_have_ended():
    async def main():
        lock = threading.Lock()
        thread = threading.Thread(target=lock.acquire, name="holder")
        thread.start()
        thread.join()
        await asyncio.to_thread(lock.acquire)

    assert "(held by thread 'holder', which has ended)" in report(main())[2]


def test_a_thread_that_shuts_an_executor_down_is_no_loop():
    async def main():
        asyncio.get_running_loop().run_in_executor(None, queue.Queue().get)

    lines = report(main())
    shutdowns = [line for line in lines if "shutdown_default_executor" in line]
    assert len(shutdowns) <= 1  # none where asyncio gives up after a while
    assert not any("in thread" in line for line in lines)
    assert any("waits: ThreadPoolExecutor.shutdown" in line for line in lines)


def test_equal_lines_are_said_once():
    async def main():
        items, lock = asyncio.Queue(), threading.Lock()

        async def get():
            await items.get()

        def take():
            with lock:
                pass

        lock.acquire()
        for number in range(5):
            threading.Thread(target=take, name=f"taker {number}").start()
        await asyncio.gather(*(get() for _ in range(40)))

    with pytest.raises(Deadlock) as caught:
        run(main())
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert len(caught.value.waits) == 46
    assert lines[2].startswith("  40 × task 'get' waits: Queue.get at test_deadlocks.py:")
    assert lines[3].startswith("  5 × thread 'taker 0' … 'taker 4' waits: Lock.acquire at test_")


def test_the_line_is_the_readers_also_below_a_library():
    async def main():
        async with anyio.create_task_group() as group:
            group.start_soon(anyio.Event().wait)
            group.start_soon(anyio.to_thread.run_sync, threading.Event().wait)
            await anyio.Event().wait()

    lines = report(main())
    [main_line] = [line for line in lines if "task 'main'" in line]
    assert main_line.endswith("await anyio.Event().wait()")


def test_lines_have_one_order_whatever_kind_the_tasks_are():
    async def wait(event):
        await event.wait()

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_task_factory(lambda loop, coro, **kw: asyncio.tasks._PyTask(coro, loop=loop, **kw))
        waits = [asyncio.Event().wait, lambda: wait(asyncio.Event()), asyncio.Lock().acquire]
        tasks = [asyncio.create_task(waits[i % 2](), name="same") for i in range(10)]
        await asyncio.gather(*tasks)

    assert len({tuple(report(main())) for _ in range(10)}) == 1


UNWOKEN = "but nobody woke the loop: in another thread, use loop.call_soon_threadsafe"


def in_a_thread(call, *args):
    threading.Thread(target=call, args=args).start()


def test_an_event_set_by_a_thread_is_told_apart_from_one_that_is_not_set():
    async def main():
        event = asyncio.Event()
        in_a_thread(event.set)
        await event.wait()

    assert f"(the Event 'event' has been set, {UNWOKEN})" in report(main())[1]


@pytest.mark.parametrize("way", ["item", "result", "callback"])
def test_whatever_a_thread_gives_to_a_loop_that_it_does_not_wake_is_told(way):
    async def main():
        loop, items = asyncio.get_running_loop(), asyncio.Queue()
        future = loop.create_future()
        if way == "item":
            in_a_thread(items.put_nowait, 1)
            await items.get()
        elif way == "result":
            in_a_thread(future.set_result, 1)
        else:
            in_a_thread(loop.call_soon, future.set_result, 1)
        await future

    assert UNWOKEN in "\n".join(report(main()))


def test_a_loop_that_is_blocked_is_not_said_to_be_asleep():
    async def main():
        future = asyncio.get_running_loop().create_future()
        waiting = asyncio.create_task(asyncio.wait_for(future, None))
        await asyncio.sleep(0)
        future.set_result(1)
        queue.Queue().get()
        await waiting

    assert UNWOKEN not in "\n".join(report(main()))


@pytest.mark.parametrize("pool", [None, ThreadPoolExecutor])
def test_nothing_is_said_of_what_the_end_of_the_run_does_to_futures(pool, capfd, caplog):
    async def main():
        loop = asyncio.get_running_loop()
        job = loop.run_in_executor(pool and pool(1), queue.Queue().get)
        in_a_thread(loop.call_soon, loop.create_future().set_result, 1)
        blocked = asyncio.create_task(asyncio.to_thread(queue.Queue().get))
        await asyncio.Event().wait()
        return job, blocked

    report(main())
    gc.collect()
    assert (tuple(capfd.readouterr()), caplog.records) == (("", ""), [])


def test_an_error_of_the_program_itself_is_told_also_after_a_deadlock(caplog):
    async def fail():
        raise ZeroDivisionError

    async def main():
        tasks = {asyncio.create_task(fail())}
        await asyncio.sleep(1)
        tasks.clear()
        await asyncio.Event().wait()

    report(main())
    gc.collect()
    assert "Task exception was never retrieved" in caplog.text
