"""Attempts: what is noted of a learner's checks, and that no accident costs the lines before."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.grading import attempts, load, progress, safe_file
from helpers.grading.attempts import FILE, LONGEST, MOST, Event, events_in, note
from helpers.grading.task import WrongAnswer
from helpers.grading.verdict import GRADER_FAULT, NOT_ATTEMPTED, PASS, Verdict
from helpers.places import MARK, exercise_file

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_event_loops"
WRITER = """
import sys, time
from pathlib import Path
from helpers.grading.attempts import note
folder = Path(sys.argv[1])
while not (folder / "go").exists():
    time.sleep(0.001)
for number in range(int(sys.argv[3])):
    said = note(folder, "01.a", "check", f"{sys.argv[2]}_{number}")
    assert not said, said
"""


def start(folder: Path, name: str, number: int) -> subprocess.Popen:
    """Start a process that notes so many checks as soon as there is a file `go`."""
    command = [sys.executable, "-c", WRITER, str(folder), name, str(number)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def codes(folder: Path) -> list[str]:
    """Return the codes of all events."""
    return [event.code for event in events_in(folder)]


def test_kernels_at_once_lose_nothing(tmp_path):
    writers = [start(tmp_path, name, 100) for name in "ABC"]
    try:
        (tmp_path / "go").touch()
        said = [writer.communicate(timeout=300)[1] for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
    assert said == [""] * 3
    found = codes(tmp_path)
    for name in "ABC":
        mine = [code for code in found if code.startswith(name)]
        assert mine == [f"{name}_{n}" for n in range(100)], "each in its order"


def test_a_writer_killed_at_any_moment_costs_its_last_line_at_most(tmp_path):
    (tmp_path / "go").touch()
    for delay in range(4):
        (tmp_path / FILE).unlink(missing_ok=True)
        with start(tmp_path, "A", 1_000_000) as writer:
            while not events_in(tmp_path):
                assert writer.poll() is None, writer.stderr.read()
            time.sleep(delay / 500)
            writer.kill()
        assert note(tmp_path, "01.a", "check", "AFTERWARDS") == ""
        *before, last = codes(tmp_path)
        first = int(before[0].removeprefix("A_"))
        assert before == [f"A_{first + number}" for number in range(len(before))]
        assert last == "AFTERWARDS"
        lines = (tmp_path / FILE).read_bytes().splitlines()
        assert len(lines) - first - len(before) in (1, 2), "with a piece of a line, perhaps"


@pytest.mark.parametrize("piece", [b'{"at": "2026-11-27T1', b"\xff\xfe", b"[" * 300, b"x" * 5_000])
def test_a_piece_of_a_line_costs_no_other_line(tmp_path, piece):
    note(tmp_path, "01.a", "check", "BEFORE")
    with open(tmp_path / FILE, "ab") as file:
        file.write(piece)
    assert note(tmp_path, "01.a", "check", "AFTER") == ""
    assert codes(tmp_path) == ["BEFORE", "AFTER"]


def test_lines_are_to_be_read_and_have_a_time(tmp_path):
    note(tmp_path, "01.a", "hint", "NESTED_RUN", 2)
    line = json.loads((tmp_path / FILE).read_text())
    at = line.pop("at")
    assert line == {"task": "01.a", "did": "hint", "code": "NESTED_RUN", "number": 2}
    assert attempts.parse_event({"at": at, **line}) == Event(at, "01.a", "hint", "NESTED_RUN", 2)


@pytest.mark.parametrize(
    "change",
    [
        {"at": "yesterday"},
        {"at": 3},
        {"did": "ran"},
        {"number": 4},
        {"number": True},
        {"code": "X" * 81},
        {"more": 1},
        {"task": None},
    ],
    ids=str,
)
def test_other_data_are_no_event(change):
    good = {"at": "2026-11-27T18:40:03Z", "task": "01.a", "did": "check", "code": PASS}
    assert attempts.parse_event(good)
    assert attempts.parse_event({**good, **change}) is None
    assert attempts.parse_event([good]) is None


def test_of_a_long_file_the_newest_events_are_read(tmp_path):
    note(tmp_path, "01.a", "check", "X")
    line = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(line * (MOST * LONGEST // len(line) + 10))
    assert len(events_in(tmp_path)) == MOST


def test_no_verdict_waits_for_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("waits for the disk"))
    assert note(tmp_path, "01.a", "check", PASS) == ""


def test_a_folder_that_cannot_be_used_costs_one_line(tmp_path, monkeypatch):
    (tmp_path / FILE).mkdir()
    assert note(tmp_path, "01.a", "check", PASS).startswith("This check is not noted: ")
    assert events_in(tmp_path) == []
    monkeypatch.setattr(attempts, "PATIENCE", 0.0)
    with safe_file.locked(tmp_path):
        assert "another process holds" in note(tmp_path, "01.a", "hint")


@pytest.fixture
def task(tmp_path, monkeypatch):
    """A task of a learner's notebook, whose check gives the verdicts of the list `task.next`."""
    here = tmp_path / "exercises"
    here.mkdir()
    (tmp_path / MARK).write_text("{}")
    (here / exercise_file(NAME)).write_text("{}")
    monkeypatch.chdir(here)
    monkeypatch.setattr(progress, "PYTEST", "NOT_UNDER_PYTEST")
    found = load(NAME).a
    found.next = []
    monkeypatch.setattr(found, "_judge", lambda answer: Verdict("01.a", found.next.pop(0)))
    return found


def test_checks_hints_and_the_solution_are_noted_in_order(task):
    task.next = [NOT_ATTEMPTED, "NESTED_RUN", PASS, GRADER_FAULT]
    task.hint()
    task.check(None)
    with pytest.raises(WrongAnswer):
        task.check(None)
    task.hint()
    task.hint()
    task.solution()
    task.check(None)
    task.solution()
    task.hint()
    task.check(None)
    assert [event[2:] for event in events_in(Path.cwd().parent)] == [
        ("check", "NESTED_RUN", 0),
        ("hint", "NESTED_RUN", 1),
        ("hint", "NESTED_RUN", 2),
        ("check", PASS, 0),
        ("solution", "", 0),
        ("check", GRADER_FAULT, 0),
    ]


def test_elsewhere_nothing_is_noted(task, tmp_path):
    task._folder, task.next = None, [PASS]
    task.check(None)
    assert not list(tmp_path.rglob(FILE))
