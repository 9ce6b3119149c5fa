"""Tests lesson 08 by running its own cells: its pictures' data, and its mends on real threads."""

import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "08_bridging_threads_and_loops.ipynb"
CELLS = """
    imports fetch start-loop ends-at stop-on-the-loop serve open-loop leave window beats-beside gets
""".split()
SOURCES = {cell.id: cell.source for cell in read_notebook(LESSON).cells}


@pytest.fixture(scope="module")
def lesson() -> SimpleNamespace:
    """What the cells that hold only definitions define."""
    names: dict = {"__name__": "lesson"}
    for identity in CELLS:
        exec(compile(SOURCES[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def recording_of(lesson, function, *args):
    with Timeline() as seen:
        lesson.script(function, *args)
    return seen.recording


def spans(recording, lane, state):
    return [(span.start, span.end) for span in recording.on(lane, state) if span.end > span.start]


def no_loop():
    raise OSError("too many open files")


@pytest.mark.parametrize("in_time", ["real", "virtual"])
def test_a_loop_that_cannot_be_made_is_an_error_of_the_caller(lesson, in_time):
    def enter():
        with lesson.open_loop(make_loop=no_loop):
            pass

    with pytest.raises(OSError, match="too many open files"):
        lesson.script(enter) if in_time == "virtual" else enter()


def test_stopped_on_the_loop_a_real_loop_ends_before_its_timer(lesson):
    began = time.monotonic()
    lesson.ends_at(lesson.stop_on_the_loop, 3600)
    assert time.monotonic() - began < 3600


def test_with_wrap_future_a_real_heart_goes_on(lesson):
    first, *others = lesson.beats_beside(lesson.with_wrap_future)
    assert any(first + 0.5 < beat < first + 1.5 for beat in others)


def test_the_loop_thread_runs_until_the_cleanup_has_ended(lesson):
    recording = recording_of(lesson, lesson.leave, [])
    assert spans(recording, "asyncio_0", "blocked") == [(0.0, 1.0), (1.0, 3.0)]
    assert spans(recording, "save_slowly", "waiting") == [(0.0, 1.0), (1.0, 3.0)]


def test_result_in_a_coroutine_stalls_its_loop(lesson):
    recording = recording_of(lesson, lesson.beats_beside, lesson.with_result)
    assert spans(recording, "window", "stalled") == [(0.5, 1.5)]
    assert spans(recording, "heart", "ready") == [(0.8, 1.5)]
    assert spans(recording, "fetch", "waiting") == [(0.5, 1.5)]


def test_with_wrap_future_the_heart_never_has_to_wait_its_turn(lesson):
    recording = recording_of(lesson, lesson.beats_beside, lesson.with_wrap_future)
    assert spans(recording, "window", "stalled") == []
    assert spans(recording, "heart", "ready") == []


def test_a_bar_is_as_long_as_the_stored_cost(lesson, monkeypatch):
    monkeypatch.chdir(LESSON.parent)
    names = vars(lesson).copy()
    exec(compile(SOURCES["costs-drawn"], "<costs-drawn>", "exec"), names)
    (bars,) = names["axes"].containers[:1]
    assert [bar.get_width() for bar in bars] == list(names["costs"].values())
    assert [text.get_text() for text in names["axes"].get_yticklabels()] == list(names["costs"])
    low, high = names["axes"].get_xlim()
    assert low < min(names["costs"].values()) and max(names["costs"].values()) < high
    names["plt"].close(names["figure"])
