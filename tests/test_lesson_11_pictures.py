"""Tests lesson 11 by running its own cells: the data of its pictures."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "11_shutdown_and_signals.ipynb"
CELLS = "imports press watch serve script save caller drain-def answer accept serve-until".split()
SOURCES = {cell.id: cell.source for cell in read_notebook(LESSON).cells}


@pytest.fixture(scope="module")
def lesson() -> SimpleNamespace:
    """What the cells that hold only definitions define."""
    names: dict = {"__name__": "lesson"}
    for identity in CELLS:
        exec(compile(SOURCES[identity], f"<{identity}>", "exec"), names)
    return SimpleNamespace(**names)


def recording_of(coroutine):
    with Timeline() as seen:
        run(coroutine)
    return seen.recording


def ends(recording):
    return {lane.name: (lane.end, lane.at) for lane in recording.lanes}


def test_ctrl_c_ends_the_main_task_then_the_others_then_waits_for_the_pool(lesson):
    ended = ends(recording_of(asyncio.to_thread(lesson.script)))
    assert ended["main"] == ("cancelled", 1.5)
    assert ended["watch"] == ("cancelled", 2.0)
    assert ended["asyncio_0"] == ("returned", 3.0)


def test_a_coroutine_on_a_loop_thread_goes_on_without_its_caller(lesson):
    recording = recording_of(asyncio.to_thread(lesson.caller))
    blocked = [(span.start, span.end) for span in recording.on("asyncio_0", "blocked")]
    assert blocked[:1] == [(0.0, 1.0)]
    assert ends(recording)["save"] == ("returned", 3.0)


def test_requests_are_answered_or_put_back_while_the_service_drains(lesson, capsys):
    names = dict(vars(lesson))
    exec(SOURCES["drain-run"], names)
    ended = ends(names["seen"].recording)
    assert ended["accept"] == ("cancelled", 1.2)
    assert ended["request 1"] == ("returned", 0.4)
    assert ended["request 2"] == ("returned", 2.0)
    assert ended["request 3"] == ("cancelled", 3.2)
    assert "request 4" not in ended
    assert capsys.readouterr().out.endswith("drained\n")
