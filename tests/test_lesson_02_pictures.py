"""Tests the data behind the pictures of lesson 02, by running the lesson's own cells."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "02_coroutines_and_tasks.ipynb"
CELLS = """imports fetch in-turn-def gather-def group-def prepare busy-creator log-it ask three
watch gather-fails-def group-fails-def polite bounded wild-semaphore""".split()


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


def spans(recording, lane, state="waiting"):
    return [(span.start, span.end) for span in recording.on(lane, state) if span.end > span.start]


def test_three_waits_in_turn_are_one_task_that_waits_three_times(lesson):
    recording = recording_of(lesson.in_turn())
    assert spans(recording, "in_turn") == [(0, 3), (3, 4), (4, 6)]


@pytest.mark.parametrize(
    ("program", "lanes"),
    [("by_gather", ["fetch", "fetch #2", "fetch #3"]), ("by_group", ["Oslo", "Lima", "Pune"])],
)
def test_three_waits_at_once_are_three_tasks_that_wait_together(lesson, program, lanes):
    recording = recording_of(getattr(lesson, program)())
    assert [spans(recording, lane) for lane in lanes] == [[(0, 3)], [(0, 1)], [(0, 2)]]


def test_a_task_is_ready_but_not_begun_while_its_creator_works(lesson):
    recording = recording_of(lesson.busy_creator())
    assert spans(recording, "Oslo", "ready") == [(0, 2)]
    assert spans(recording, "Oslo") == [(2, 5)]


def test_after_a_failure_gather_lets_the_others_run(lesson):
    recording = recording_of(lesson.watch(lesson.gather_them))
    assert [spans(recording, lane)[-1][1] for lane in ("ask", "ask #2", "ask #3")] == [3, 1, 2]


def test_after_a_failure_a_group_waits_for_the_cleanup_of_the_others(lesson):
    recording = recording_of(lesson.watch(lesson.group_them))
    assert [spans(recording, lane)[-1][1] for lane in ("ask", "ask #2", "ask #3")] == [1.5, 1, 1.5]


def test_a_shared_semaphore_lets_two_at_a_time_through(lesson):
    recording = recording_of(lesson.bounded(lesson.polite_fetch))
    last = [spans(recording, lane)[-1] for lane in ("Oslo", "Lima", "Pune", "Kiel", "Rome")]
    assert last == [(0, 3), (0, 1), (1, 3), (3, 4), (3, 4)]


def test_a_semaphore_for_each_call_lets_all_through(lesson):
    recording = recording_of(lesson.bounded(lesson.impolite_fetch))
    assert {spans(recording, lane)[0][0] for lane in ("Oslo", "Lima", "Pune", "Kiel", "Rome")} == {
        0
    }
