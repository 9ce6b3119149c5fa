"""Tests lesson 03 by its own cells: the data of its pictures, and its mends on real loops."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "03_futures.ipynb"
CELLS = (
    "imports request download with-pool state two-jobs set-here refresh-in-a-thread session"
    " leave set-then-cancelled value-of impatient set-unless-done weather-mended"
)


@pytest.fixture
def lesson() -> SimpleNamespace:
    """What the cells that hold only definitions define."""
    sources = {cell.id: cell.source for cell in read_notebook(LESSON).cells}
    names: dict = {"__name__": "lesson", "logged": []}
    for identity in CELLS.split():
        exec(compile(sources[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names, names=names)


def recording_of(function, *args):
    with Timeline() as seen:
        function(*args)
    return seen.recording


def states(recording, lane):
    """The states of a lane that took time, as (state, start, end)."""
    return [(s.state, s.start, s.end) for s in recording.on(lane) if s.end > s.start]


def test_one_pool_thread_does_two_jobs_in_turn_and_the_twin_wakes_the_loop(lesson):
    recording = recording_of(lesson.with_pool, lesson.two_jobs)
    assert [(job.start, job.end) for job in recording.jobs] == [(0.0, 2.0), (2.0, 4.0)]
    assert [hop.end for hop in recording.hops if hop.source == "pool_0"] == [4.0]


def test_a_future_set_from_a_thread_leaves_its_waiter_ready_until_the_next_timer(lesson):
    recording = recording_of(run, lesson.session(lesson.set_here))
    assert states(recording, "Oslo") == [("waiting", 0.0, 1.0), ("ready", 1.0, 3.0)]
    assert not [hop for hop in recording.hops if hop.source == "refresh"]


def test_a_future_set_by_way_of_the_loop_wakes_it(lesson):
    recording = recording_of(run, lesson.session(lesson.set_on_the_loop))
    assert states(recording, "Oslo") == [("waiting", 0.0, 1.0)]
    assert [(hop.end, hop.target) for hop in recording.hops if hop.source == "refresh"] == [
        (1.0, "Oslo")
    ]


def test_a_real_loop_in_debug_mode_refuses_a_future_set_from_a_thread(lesson):
    async def deliver():
        loop = asyncio.get_running_loop()
        token = loop.create_future()
        token.add_done_callback(lambda token: None)
        await asyncio.to_thread(lesson.set_here, loop, token)

    with pytest.raises(RuntimeError, match="Non-thread-safe operation"):
        asyncio.run(deliver(), debug=True)


def test_the_mended_callback_does_no_harm_on_a_real_loop(lesson, caplog):
    """The library answers when the caller has given up for certain."""
    answers = []
    lesson.names["request_weather"] = lambda city, callback: answers.append(callback)

    async def give_up():
        task = asyncio.create_task(lesson.weather_mended("Oslo"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        await asyncio.to_thread(answers[0], "4 °C")
        await asyncio.sleep(0)

    with caplog.at_level(logging.ERROR, "asyncio"):
        asyncio.run(give_up())
    assert len(answers) == 1
    assert not caplog.records


def test_a_shield_and_a_late_cancel_do_the_same_on_a_real_loop(lesson):
    shielded = asyncio.run(lesson.cancel_oslo(asyncio.shield))
    assert shielded == "Oslo cancelled, Rome finished, token finished"
    assert asyncio.run(lesson.set_then_cancelled()) == "token finished, request cancelled"


def test_a_thread_gets_the_result_of_an_asyncio_future_on_a_real_loop(lesson):
    async def hand_over():
        token = asyncio.get_running_loop().create_future()
        token.set_result("abc123")
        return await asyncio.to_thread(lesson.wait_in_a_thread, token, asyncio.get_running_loop())

    error, value = asyncio.run(hand_over())
    assert (type(error), value) == (TypeError, "abc123")


def test_the_twin_of_a_pending_job_takes_the_job_along(lesson):
    async def cancel_twin(pool, begun):
        pool.submit(begun.wait)
        job = pool.submit(lesson.download, "Rome")
        asyncio.wrap_future(job).cancel()
        await asyncio.sleep(0)
        begun.set()
        return lesson.state(job)

    with ThreadPoolExecutor(1) as pool:
        assert asyncio.run(cancel_twin(pool, threading.Event())) == "cancelled"
