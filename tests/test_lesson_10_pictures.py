"""Tests the data behind the pictures of lesson 10, by running the lesson's own cells."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "10_cancellation_and_timeouts.ipynb"
CELLS = """imports export limited ask-nobody ask ask-and-wait ask-workers by-anyio clocks-run
close visit cancel-at visit-well""".split()


@pytest.fixture(scope="module")
def lesson() -> SimpleNamespace:
    """What the cells that the pictures need define."""
    sources = {cell.id: cell.source for cell in read_notebook(LESSON).cells}
    names: dict = {"__name__": "lesson"}
    for identity in CELLS:
        exec(compile(sources[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def recording_of(coroutine):
    with Timeline() as seen:
        run(coroutine)
    return seen.recording


def waits(recording, lane):
    spans = recording.on(lane, "waiting")
    return [(span.start, span.end) for span in spans if span.end > span.start]


def test_whoever_is_asked_and_waited_for_stops_both_clocks_at_once(lesson):
    recording = recording_of(lesson.limited(lesson.ask_and_wait))
    assert waits(recording, "limited") == [(0, 1.5), (1.5, 2)]
    assert waits(recording, "job") == [(0, 2)]
    blocked = recording.on("asyncio_0", "blocked")
    assert [(span.start, span.end) for span in blocked] == [(0, 1), (1, 2)]


@pytest.mark.parametrize(
    ("call", "ends"),
    {
        "ask_nobody": {"await": 1.5, "thread": 5},
        "ask": {"await": 1.5, "thread": 2},
        "ask_and_wait": {"await": 2, "thread": 2},
        "ask_workers": {"await": 2, "thread": 2},
    }.items(),
)
def test_the_bars_of_the_four_calls(lesson, call, ends):
    assert run(lesson.limited(getattr(lesson, call))) == ends


def test_the_bars_of_anyio(lesson):
    assert [(ends["await"], ends["thread"]) for ends in lesson.clocks.values()] == [
        (5, 5),
        (2, 2),
        (1.5, 5),
        (1.5, 2),
    ]


def test_a_second_cancellation_ends_the_cleanup(lesson):
    assert waits(recording_of(lesson.cancel_at(lesson.visit, 1, 2)), "visit") == [(0, 1), (1, 2)]


def test_a_shielded_closing_lasts_through_it(lesson):
    recording = recording_of(lesson.cancel_at(lesson.visit_well, 1, 2))
    assert waits(recording, "visit_well") == [(0, 1), (1, 2), (2, 3)]
    assert waits(recording, "closing") == [(1, 3)]
