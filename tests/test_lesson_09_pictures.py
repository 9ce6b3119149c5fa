"""Tests lesson 09 by running its own cells: its pictures' data, and what it says of designs."""

import asyncio
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import Deadlock, run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "09_queues_across_threads.ipynb"
CELLS = """
    imports produce consume together fast-and-slow slow limited by-call by-put ahead ahead-of
    by-thread listen listen-to by-thread-queue
""".split()
SOURCES = {cell.id: cell.source for cell in read_notebook(LESSON).cells}


@pytest.fixture(scope="module")
def lesson() -> SimpleNamespace:
    """What the cells that hold definitions define."""
    names: dict = {"__name__": "lesson"}
    for identity in CELLS:
        exec(compile(SOURCES[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def spans(recording, lane, state):
    return [(span.start, span.end) for span in recording.on(lane, state) if span.end > span.start]


def test_a_full_queue_blocks_its_producer_until_the_consumer_takes_one(lesson):
    with Timeline() as seen:
        run(asyncio.to_thread(lesson.with_limit, 2))
    assert spans(seen.recording, "producer", "blocked") == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert spans(seen.recording, "consumer", "blocked") == [(n, n + 1) for n in range(6)]


def test_each_reading_is_taken_by_a_thread_that_was_given_up(lesson):
    with Timeline() as seen:
        assert run(lesson.listen(lesson.by_thread)) == []
    assert spans(seen.recording, "asyncio_0", "blocked")[:2] == [(0, 2), (3.4, 6)]
    assert spans(seen.recording, "asyncio_1", "blocked")[:2] == [(1.7, 4), (5.1, 8)]


@pytest.mark.parametrize("design", ["by_put", "by_thread_queue"])
def test_with_back_pressure_no_design_is_further_ahead_than_the_lesson_says(lesson, design):
    assert max(run(lesson.ahead(getattr(lesson, design), 0.5))) == 2
    assert max(asyncio.run(lesson.ahead(getattr(lesson, design), 0.001))) <= 3


def test_a_cancelled_future_may_have_put_its_item_all_the_same():
    """Cancelled while the loop is busy, when the put has been woken and has not run yet."""
    given_up = []

    def put_twice(items, loop, woken):
        first = asyncio.run_coroutine_threadsafe(items.put("new"), loop)
        woken.wait()
        given_up.append(first.cancel())
        woken.clear()
        asyncio.run_coroutine_threadsafe(items.put("new"), loop)

    async def doubled():
        items, woken = asyncio.Queue(1), threading.Event()
        items.put_nowait("old")
        loop = asyncio.get_running_loop()
        thread = threading.Thread(target=put_twice, args=(items, loop, woken), name="sensor")
        thread.start()
        while len(asyncio.all_tasks()) < 2:  # noqa: ASYNC110 — the other is the put's
            await asyncio.sleep(0.01)
        await asyncio.sleep(0)
        items.get_nowait()
        woken.set()
        thread.join()
        return [await items.get(), await items.get()]

    assert asyncio.run(doubled()) == ["new", "new"]
    assert given_up == [True]


def test_an_event_that_a_thread_sets_wakes_nobody():
    async def wait(timer):
        event, loop = asyncio.Event(), asyncio.get_running_loop()
        if timer:
            loop.call_later(timer, str)
        threading.Thread(target=set_later, args=(event,), name="setter").start()
        await event.wait()
        return loop.time()

    def set_later(event):
        time.sleep(1)
        event.set()

    assert run(wait(5)) == 5
    with pytest.raises(Deadlock):
        run(wait(None))


def test_a_loop_that_has_stopped_accepts_an_item_and_never_takes_it():
    loop, items = asyncio.new_event_loop(), asyncio.Queue()
    loop.run_until_complete(asyncio.sleep(0))
    loop.call_soon_threadsafe(items.put_nowait, "last")
    assert items.empty()
    loop.close()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon_threadsafe(items.put_nowait, "too late")


def test_joining_a_thread_on_the_loop_that_it_waits_for_is_a_deadlock(lesson):
    async def join_on_the_loop():
        put, _ = lesson.by_put()
        thread = threading.Thread(target=put, args=("last",), name="sensor")
        thread.start()
        thread.join()

    with pytest.raises(Deadlock):
        run(join_on_the_loop())


def test_a_bar_is_as_long_as_what_is_stored(lesson, monkeypatch):
    monkeypatch.chdir(LESSON.parent)
    names = vars(lesson).copy()
    exec(compile(SOURCES["stored-drawn"], "<stored-drawn>", "exec"), names)
    for column, axes in enumerate(names["both"]):
        (bars,) = axes.containers[:1]
        widths = [bar.get_width() for bar in bars]
        assert widths == [numbers[column] for numbers in names["measured"].values()]
        low, high = axes.get_xlim()
        assert low < min(widths) and max(widths) < high
    names["plt"].close(names["figure"])
