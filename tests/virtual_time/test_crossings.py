"""What another thread does to a loop that sleeps: only what wakes the loop comes at once."""

import asyncio
import selectors
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpers.virtual_time import Deadlock, run


def from_a_thread(act):
    """Call act(loop) from another thread, at 1 s."""
    loop = asyncio.get_running_loop()

    def other():
        time.sleep(1)
        act(loop)

    threading.Thread(target=other).start()


async def called_at(how, timer):
    """When a callback of a thread runs on a loop that sleeps, with a timer of its own or none."""
    called = asyncio.get_running_loop().create_future()
    from_a_thread(lambda loop: getattr(loop, how)(lambda: called.set_result(loop.time())))
    if timer:
        asyncio.get_running_loop().call_later(timer, list)
    return await called


def test_call_soon_threadsafe_wakes_the_loop():
    assert run(called_at("call_soon_threadsafe", None)) == 1
    assert run(called_at("call_soon_threadsafe", 5)) == 1


def test_a_plain_call_soon_comes_with_the_next_timer():
    assert run(called_at("call_soon", 5)) == 5


def test_a_plain_call_soon_never_comes_without_a_timer():
    with pytest.raises(Deadlock, match=r"at 1 s .*\n.* waits: .*: return await called"):
        run(called_at("call_soon", None))


def test_a_result_set_by_a_thread_comes_with_the_next_timer():
    async def main():
        future = asyncio.get_running_loop().create_future()
        from_a_thread(lambda loop: future.set_result(loop.time()))
        asyncio.get_running_loop().call_later(4, list)
        return await future, asyncio.get_running_loop().time()

    assert run(main()) == (1, 4)


def test_an_item_put_by_a_thread_never_wakes_the_getter():
    async def main():
        queue = asyncio.Queue()
        from_a_thread(lambda loop: queue.put_nowait("item"))
        await queue.get()

    with pytest.raises(Deadlock, match=r"waits: Queue\.get at .*: await queue\.get\(\)"):
        run(main())


def test_a_call_to_a_loop_in_a_thread_waits_for_its_next_wake_up():
    async def main():
        loop, called = asyncio.new_event_loop(), []
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        await asyncio.sleep(1)
        loop.call_soon(lambda: called.append(time.monotonic()))
        await asyncio.sleep(1)
        loop.call_soon_threadsafe(loop.stop)
        await asyncio.to_thread(thread.join)
        loop.close()
        return called

    assert run(main()) == [2]


class Mocked(selectors.BaseSelector):
    """A selector as tests have them: it is connected with nothing, and never waits."""

    def register(self, fileobj, events, data=None):
        return selectors.SelectorKey(fileobj, 0, events, data)

    unregister = modify = register

    def select(self, timeout=None):
        return []

    def get_map(self):
        return {}


def on_a_mocked_selector(main):
    """Run main() in a thread, on a loop with such a selector."""

    async def outer():
        def body():
            loop = asyncio.SelectorEventLoop(Mocked())
            loop._process_events = lambda events: None
            try:
                return loop.run_until_complete(main(loop))
            finally:
                loop.close()

        return await asyncio.to_thread(body)

    return run(outer())


def test_a_loop_with_a_mocked_selector_lets_others_have_their_turns():
    async def main(loop):
        with ThreadPoolExecutor(1) as pool:
            job = await asyncio.wrap_future(pool.submit(time.sleep, 2), loop=loop)
        await asyncio.sleep(3)
        return job, loop.time()

    assert on_a_mocked_selector(main) == (None, 5)
