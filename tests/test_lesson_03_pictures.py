"""Tests the data behind the pictures of lesson 03, by running the lesson's own cells."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "03_futures.ipynb"
CELLS = "imports guest dinner fry state watch two-jobs set-here cook-in-a-thread evening".split()


@pytest.fixture(scope="module")
def lesson() -> SimpleNamespace:
    """What the cells that hold only definitions define."""
    sources = {cell.id: cell.source for cell in read_notebook(LESSON).cells}
    names: dict = {"__name__": "lesson"}
    for identity in CELLS:
        exec(compile(sources[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def recording_of(coroutine):
    with Timeline() as seen:
        run(coroutine)
    return seen.recording


def states(recording, lane):
    """The states of a lane that took time, as (state, start, end)."""
    return [(s.state, s.start, s.end) for s in recording.on(lane) if s.end > s.start]


def test_two_guests_wait_for_one_future(lesson):
    recording = recording_of(lesson.dinner())
    for guest in ("Ada", "Bob"):
        assert states(recording, guest) == [("waiting", 0.0, 2.0)]


def test_one_pool_thread_does_two_jobs_in_turn_and_wakes_the_loop_after_each(lesson):
    recording = recording_of(lesson.two_jobs())
    assert [(job.start, job.end) for job in recording.jobs] == [(0.0, 2.0), (2.0, 4.0)]
    assert [hop.end for hop in recording.hops if hop.source == "cook_0"] == [2.0, 4.0]


def test_a_future_set_from_a_thread_leaves_its_waiter_ready_until_the_next_timer(lesson):
    recording = recording_of(lesson.evening(lesson.set_here))
    assert states(recording, "Ada") == [("waiting", 0.0, 1.0), ("ready", 1.0, 3.0)]
    assert not [hop for hop in recording.hops if hop.source == "cook"]


def test_a_future_set_by_way_of_the_loop_wakes_it(lesson):
    recording = recording_of(lesson.evening(lesson.set_on_the_loop))
    assert states(recording, "Ada") == [("waiting", 0.0, 1.0)]
    assert [(hop.end, hop.target) for hop in recording.hops if hop.source == "cook"] == [
        (1.0, "Ada")
    ]
