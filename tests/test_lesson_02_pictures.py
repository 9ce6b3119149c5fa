"""Tests the pictures of lesson 02, and what it says but does not show, by running its own cells."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

CITIES = ["Oslo", "Lima", "Pune"]
LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "02_coroutines_and_tasks.ipynb"
CELLS = """imports fetch timed in-turn-def group-def busy-creator ask three watch gather-fails-def
group-fails-def stop stop-run cancelled polite bounded""".split()


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


def test_three_waits_at_once_are_three_tasks_that_wait_together(lesson):
    recording = recording_of(lesson.by_group())
    assert [spans(recording, lane) for lane in CITIES] == [[(0, 3)], [(0, 1)], [(0, 2)]]


def test_a_task_is_ready_but_not_begun_while_its_creator_works(lesson):
    recording = recording_of(lesson.busy_creator())
    assert spans(recording, "Oslo", "ready") == [(0, 1)]
    assert spans(recording, "Oslo") == [(1, 4)]


def test_after_a_failure_gather_lets_the_others_run(lesson):
    recording = recording_of(lesson.watch(lesson.gather_them))
    assert [spans(recording, lane)[-1][1] for lane in CITIES] == [3, 1, 2]
    assert spans(recording, "watch") == [(0, 1), (1, 4)]


def test_after_a_failure_a_group_waits_a_second_time_for_the_cleanup_of_the_others(lesson):
    recording = recording_of(lesson.watch(lesson.group_them))
    assert [spans(recording, lane)[-1][1] for lane in CITIES] == [1.75, 1, 1.5]
    assert spans(recording, "watch") == [(0, 1), (1, 1.75), (1.75, 4.75)]


def test_a_shared_semaphore_lets_two_at_a_time_through(lesson):
    recording = recording_of(lesson.bounded(lesson.polite_fetch))
    last = [spans(recording, lane)[-1] for lane in (*CITIES, "Kiel", "Rome")]
    assert last == [(0, 3), (0, 1), (1, 3), (3, 4), (3, 4)]


def test_a_stop_that_guesses_how_long_the_cleanups_take_prints_something_else(
    lesson, capsys, monkeypatch
):
    async def guess(tasks):
        for task in tasks:
            task.cancel()
        await asyncio.sleep(0.75)

    run(lesson.watch(lesson.gather_and_stop))
    right = capsys.readouterr().out
    monkeypatch.setitem(lesson.gather_and_stop.__globals__, "stop", guess)
    run(lesson.watch(lesson.gather_and_stop))
    wrong = capsys.readouterr().out
    assert sorted(wrong.splitlines()) == sorted(right.splitlines())
    assert wrong != right


def test_a_cancelled_child_is_no_exception_among_the_results_of_gather():
    async def gather_one_cancelled():
        child = asyncio.create_task(asyncio.sleep(1))
        child.cancel()
        return await asyncio.gather(child, return_exceptions=True)

    [result] = run(gather_one_cancelled())
    assert isinstance(result, BaseException) and not isinstance(result, Exception)


def test_a_timeout_that_leaves_a_finally_replaces_the_cancellation():
    async def visit():
        try:
            await asyncio.sleep(3)
        finally:
            async with asyncio.timeout(1):
                await asyncio.sleep(3600)

    async def cancel():
        task = asyncio.create_task(visit())
        await asyncio.sleep(0.5)
        task.cancel()
        await asyncio.wait([task])
        return task

    task = run(cancel())
    assert not task.cancelled() and isinstance(task.exception(), TimeoutError)


def test_a_cancelled_waiter_that_stops_its_tasks_lets_their_cleanups_end(lesson, capsys):
    run(lesson.cancelled(lesson.gather_and_stop))
    *cleanups, end = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in cleanups] == ["Lima", "Pune", "Oslo"]
    assert end == "1.25 s  the waiter has ended"
