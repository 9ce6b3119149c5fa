"""What brought about what, and what was merely earlier."""

import asyncio

import pytest

from helpers.grading.causality import Order
from tests.grading.observing import seen


def before(source, way="await"):
    """Return for each note the names of those that brought it about."""
    notes = seen(source, way=way)["notes"]
    names = {note["number"]: note["what"] for note in notes}
    return {note["what"]: "".join(names[number] for number in note["after"]) for note in notes}


@pytest.mark.parametrize(
    "both",
    [
        "await asyncio.gather(step('a', 'b', 1), step('c', 'd', 2))",
        "await asyncio.gather(step('a', 'b', 2), step('c', 'd', 1))",
        "async with asyncio.TaskGroup() as g:\n"
        "        g.create_task(step('a', 'b', 1)), g.create_task(step('c', 'd', 1))",
        "await asyncio.wait([asyncio.create_task(step('a', 'b', 2)), "
        "asyncio.create_task(step('c', 'd', 1))])",
    ],
)
def test_tasks_that_are_awaited_together(both):
    source = f"""
async def step(one, two, seconds):
    note(one); await asyncio.sleep(seconds); note(two)
async def f():
    {both}
    note("e")
"""
    found = before(source)
    assert {name: "".join(sorted(earlier)) for name, earlier in found.items()} == {
        "a": "",
        "b": "a",
        "c": "",
        "d": "c",
        "e": "abcd",
    }


def test_what_comes_later_by_luck_is_not_after():
    assert before("""
        async def step():
            note("a")
        async def f():
            task = asyncio.create_task(step())
            await asyncio.sleep(5)
            note("b")
            await task
            note("c")
    """) == {"a": "", "b": "", "c": "ab"}


def test_threads():
    assert before(
        """
        def work():
            note("b")
        def f():
            note("a")
            thread = threading.Thread(target=work)
            thread.start()
            sleep(5)
            note("c")
            thread.join()
            note("d")
    """,
        "script",
    ) == {"a": "", "b": "a", "c": "a", "d": "abc"}


@pytest.mark.parametrize(
    ("make", "give", "take"),
    [
        ("queue.Queue()", "put(1)", "get()"),
        ("queue.SimpleQueue()", "put(1)", "get()"),
        ("threading.Event()", "set()", "wait()"),
        ("threading.Semaphore(0)", "release()", "acquire()"),
    ],
)
def test_what_passes_between_threads(make, give, take):
    assert before(
        f"""
        def work(thing):
            note("a"); thing.{give}; note("b")
        def f():
            thing = {make}
            thread = threading.Thread(target=work, args=(thing,))
            thread.start()
            sleep(5)
            note("c"); thing.{take}; note("d")
            thread.join()
    """,
        "script",
    ) == {"a": "", "b": "a", "c": "", "d": "ac"}


@pytest.mark.parametrize(
    ("make", "give", "take"),
    [
        ("asyncio.Queue()", "put_nowait(1)", "get()"),
        ("asyncio.Event()", "set()", "wait()"),
        ("asyncio.Semaphore(0)", "release()", "acquire()"),
    ],
)
def test_what_passes_between_tasks(make, give, take):
    assert before(f"""
        async def work(thing):
            note("a"); thing.{give}; note("b")
        async def f():
            thing = {make}
            task = asyncio.create_task(work(thing))
            await asyncio.sleep(5)
            note("c"); await thing.{take}; note("d")
            await task
    """) == {"a": "", "b": "a", "c": "", "d": "ac"}


def test_a_thread_and_a_loop():
    assert before("""
        def work():
            note("b"); sleep(1); note("c")
        async def f():
            note("a")
            task = asyncio.create_task(asyncio.to_thread(work))
            await asyncio.sleep(9)
            note("d")
            await task
            note("e")
    """) == {"a": "", "b": "a", "c": "ab", "d": "a", "e": "abcd"}


def test_jobs_of_a_pool():
    found = before(
        """
        def work(one, two):
            note(one); sleep(1); note(two)
        def f():
            with ThreadPoolExecutor(2) as pool:
                left, right = pool.submit(work, "a", "b"), pool.submit(work, "c", "d")
                left.result()
                note("e")
                right.result()
                note("f")
    """,
        "script",
    )
    assert {name: "".join(sorted(earlier)) for name, earlier in found.items()} == {
        "a": "",
        "b": "a",
        "c": "",
        "d": "c",
        "e": "ab",
        "f": "abcde",
    }


def test_a_long_run_of_timers_takes_no_place_in_the_clocks():
    async def main():
        for _ in range(100):
            await asyncio.sleep(1e-4)
        return order.stamp()

    with Order() as order:
        stamp = asyncio.run(main())
    assert list(stamp.clock.values()) == [1]
