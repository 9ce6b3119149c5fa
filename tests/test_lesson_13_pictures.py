"""Tests the data behind the pictures of lesson 13, by running the lesson's own cells."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import watchdog
from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "13_nested_loops.ipynb"
CELLS = "imports parts-program fetch page connection render filled".split()


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


def spans(recording, lane, state):
    return [(span.start, span.end) for span in recording.on(lane, state) if span.end > span.start]


@pytest.mark.parametrize("order", [[1, 2, 3], [3, 2, 1], [2, 3, 1], [1, 3, 2]])
def test_a_nested_wait_ends_with_the_longest_of_it_and_the_later_ones(lesson, order):
    ended = watchdog.run(lesson.PARTS, order).value
    assert dict(ended) == {seconds: max(order[at:]) for at, seconds in enumerate(order)}


def test_waits_in_threads_end_each_in_its_own_time(lesson):
    recording = recording_of(lesson.page({"Oslo": 1, "Lima": 2, "Pune": 3}))
    for city, seconds in ("Oslo", 1), ("Lima", 2), ("Pune", 3):
        assert spans(recording, city, "waiting") == [(0, seconds)]


def test_a_lookup_blocks_its_thread_and_not_the_loop(lesson):
    recording = recording_of(lesson.filled(lesson.render))
    assert spans(recording, "asyncio_0", "blocked") == [(0, 1), (1, 2)]
    assert spans(recording, "loop", "idle") == [(0, 1), (1, 2)]
    assert spans(recording, "get", "waiting") == [(0, 1)]
    assert spans(recording, "get #2", "waiting") == [(1, 2)]
