"""Tests of the results that lesson 10 stores: what several Pythons do with a cancellation."""

import re
import runpy
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
RESULTS = (DATA / "same_turn.txt").read_text(encoding="utf-8")
BUILD = re.compile(r"CPython 3\.(\d+)\.\d+")


def said_of(wait_for_keeps: bool, group_goes_on: bool) -> list[str]:
    """Return what the lesson says of a Python, in the order of the script's lines."""
    return [
        "returns the answer" if wait_for_keeps else "raises TimeoutError",
        "returns the answer" if wait_for_keeps else "raises CancelledError",
        "goes on" if group_goes_on else "raises CancelledError",
    ]


def wanted(minor: int) -> list[str]:
    return said_of(wait_for_keeps=minor < 12, group_goes_on=minor < 13)


def stored() -> dict[int, list[str]]:
    """Return the answers that are stored, by the minor version of Python."""
    found: dict[int, list[str]] = {}
    for line in RESULTS.splitlines():
        if build := BUILD.fullmatch(line):
            answers = found[int(build[1])] = []
        else:
            answers.append(line.rpartition(": ")[2])
    return found


def test_the_stored_answers_are_those_that_the_lesson_tells():
    assert stored() == {minor: wanted(minor) for minor in range(11, 16)}


def test_the_script_gives_on_this_python_what_the_lesson_tells():
    script = runpy.run_path(str(DATA / "same_turn.py"))
    assert list(script["answers"]().values()) == wanted(sys.version_info.minor)
    assert all(f"  {what}: " in RESULTS for what in script["PROGRAMS"])
