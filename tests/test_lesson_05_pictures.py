"""Tests the data behind the pictures of lesson 05, by running the lesson's own cells."""

from pathlib import Path
from typing import Any

import pytest

from helpers.notebook_files import read_notebook

LESSON = Path(__file__).resolve().parents[1] / "notebooks" / "05_threads_and_the_gil.ipynb"
DEFINITIONS = "imports jobs ways ends-at slices".split()


@pytest.fixture(scope="module")
def recording_after():
    """A function that runs a cell after the definitions, and returns what its timeline saw."""
    sources = {cell.id: cell.source for cell in read_notebook(LESSON).cells}

    def recorded(identity: str) -> Any:
        names: dict = {"__name__": "lesson"}
        for each in (*DEFINITIONS, identity):
            source = "\n".join(
                line for line in sources[each].splitlines() if not line.startswith("seen.draw")
            )
            exec(compile(source, f"<ipython-input {each}>", "exec"), names)
        return names["seen"].recording

    return recorded


def spans(recording, lane, state):
    return [(span.start, span.end) for span in recording.on(lane, state) if span.end > span.start]


def test_four_waits_overlap(recording_after):
    recording = recording_after("waits-drawn")
    for number in (1, 2, 3, 4):
        assert spans(recording, f"wait {number}", "blocked") == [(0, 1)]


def test_four_sums_share_the_gil(recording_after):
    recording = recording_after("sums-drawn")
    for number in (1, 2, 3, 4):
        assert spans(recording, f"add_up {number}", "sharing") == [(0, 4)]
        assert spans(recording, f"add_up {number}", "running") == []


def test_one_thread_computes_at_a_time_and_the_others_wait_for_the_lock(recording_after):
    recording = recording_after("slices-run")
    lanes = [f"add_slices {number}" for number in (1, 2, 3, 4)]
    slices = sorted(span for lane in lanes for span in spans(recording, lane, "running"))
    assert slices == [(n / 4, (n + 1) / 4) for n in range(16)]
    assert spans(recording, lanes[3], "blocked")[0] == (0, 0.75)
