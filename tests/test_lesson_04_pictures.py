"""Tests the data behind the pictures of lesson 04, by running the lesson's own cells."""

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.notebook_files import read_notebook
from helpers.timeline import Timeline
from helpers.virtual_time import run

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "04_what_blocks_the_loop.ipynb"
CELLS = "imports heart chat watched-chat gentle-chat hold locked-chat".split()


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


def test_the_heart_is_ready_while_the_chat_holds_the_loop(lesson):
    recording = recording_of(lesson.chat())
    assert spans(recording, "heart", "ready") == [(1.2, 2.3)]
    assert spans(recording, "chat", "stalled") == [(1.0, 2.3)]


def test_with_a_thread_the_heart_never_has_to_wait_its_turn(lesson):
    recording = recording_of(lesson.gentle_chat())
    assert spans(recording, "heart", "ready") == []
    assert spans(recording, "asyncio_0", "running") == [(1.0, 2.3)]


def test_a_call_that_keeps_the_interpreter_makes_the_same_hole_from_a_thread(lesson):
    assert run(lesson.gentle_chat(lesson.archive_in_c)) == run(lesson.chat())


def test_the_loop_waits_for_the_lock_that_a_thread_holds(lesson):
    recording = recording_of(lesson.locked_chat())
    assert spans(recording, "locked_chat", "stalled") == [(1.0, 2.0)]


def test_the_hole_in_the_heartbeat_is_where_the_chat_held_the_loop(lesson):
    picture = run(lesson.watched_chat()).draw()
    assert picture.holes == ((0.8, 2.3),)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the lesson prints the log of 3.11")
def test_the_log_of_debug_mode_has_the_words_that_the_lesson_prints():
    cells = {cell.id: cell.source for cell in read_notebook(LESSON).cells}
    shown = cells["debug-explained"].partition("```text\n")[2].partition("```")[0]
    exec(cells["debug-script"], names := {})
    command = [sys.executable, "-X", "dev", "-c", names["slow_script"]]
    logged = subprocess.run(command, capture_output=True, text=True).stderr

    def words(log: str) -> list[str]:
        """What differs between machines left out: folders, lines of asyncio, hundredths."""
        short = re.sub(r"\S*/asyncio/(\w+)\.py:\d+", r"\1", log)
        return re.sub(r"took 0\.\d+", "took", short).split()

    assert words(shown) == words(logged)
