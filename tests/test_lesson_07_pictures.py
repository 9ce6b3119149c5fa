"""Tests the data behind the pictures of lesson 07, by running the lesson's own cells."""

import math
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import Deadlock, run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "07_executors.ipynb"
CELLS = """imports call export give-up own-pool heart last-of-thirty size-jobs fetch pages mended
size-curves last-of-a-hundred""".split()


@pytest.fixture(scope="module")
def lesson() -> SimpleNamespace:
    """What the cells that hold only definitions define, and the curves."""
    sources = {cell.id: cell.source for cell in read_notebook(LESSON).cells}
    names: dict = {"__name__": "lesson"}
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(LESSON.parent)
        for identity in CELLS:
            exec(compile(sources[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def recording_of(coroutine):
    with Timeline() as seen:
        run(coroutine)
    return seen.recording


def spans(recording, lane, state):
    return [(span.start, span.end) for span in recording.on(lane, state) if span.end > span.start]


def test_the_thread_goes_on_when_the_await_has_ended(lesson):
    recording = recording_of(lesson.give_up(None, []))
    assert spans(recording, "give_up", "waiting") == [(0, 0.3)]
    assert spans(recording, "asyncio_0", "blocked") == [(0, 1)]


def test_leaving_the_pool_holds_the_loop_until_the_export_is_done(lesson):
    job = lesson.give_up_with_own_pool([])
    recording = recording_of(lesson.beside_a_heart(job, seconds=0.3))
    assert spans(recording, "job", "stalled") == [(0.3, 1)]
    assert spans(recording, "heart", "ready") == [(0.4, 1)]


def test_a_big_service_is_asked_in_rounds_of_the_pools_size(lesson):
    assert lesson.curves["ask_big_service"] == [math.ceil(30 / size) for size in lesson.sizes]


def test_a_small_service_answers_six_at_a_time_however_many_threads_ask(lesson):
    rounds = [math.ceil(30 / min(size, 6)) for size in lesson.sizes]
    assert lesson.curves["ask_small_service"] == rounds


@pytest.mark.parametrize("size", range(1, 21))
def test_calls_wait_only_if_fewer_threads_than_littles_law_says(lesson, size):
    takes = run(lesson.call(lesson.last_of_a_hundred, size))
    assert takes == 1 if size >= 10 else takes > 1


def test_three_pages_starve_three_threads_and_not_four(lesson):
    with pytest.raises(Deadlock):
        run(lesson.pages(3, size=3))
    assert run(lesson.pages(3, size=4)) > 0


@pytest.mark.parametrize("size", range(1, 8))
def test_with_pages_awaited_by_tasks_no_size_of_the_pool_starves(lesson, size):
    found, seconds = run(lesson.mended_pages(3, size))
    assert found == [["part", "part"]] * 3
    assert seconds == round(0.1 * math.ceil(6 / size), 1)
