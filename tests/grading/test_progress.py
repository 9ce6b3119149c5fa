"""Progress: what is remembered, of whom, and that no accident costs a learner's record."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.grading import load, progress, registry, safe_file, status
from helpers.grading.progress import FILE, folder_of, read, record
from helpers.grading.safe_file import LOCK, locked
from helpers.grading.status import Status, course_map, course_records
from helpers.grading.task import WrongAnswer
from helpers.grading.verdict import GRADER_FAULT, NOT_ATTEMPTED, PASS, Verdict
from helpers.places import COURSE, MARK, exercise_file

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_event_loops"
HEADER = """
import os, sys, time
from pathlib import Path
from helpers.grading import safe_file
from helpers.grading.progress import record
from helpers.grading.verdict import Verdict
folder = Path(sys.argv[1])
def put(task, code):
    said = record(folder, "01_event_loops", "a", Verdict(task, code))
    assert not said, said
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A learner's folder with one notebook, in which this process runs as a kernel would."""
    folder = tmp_path / "my"
    (folder / "exercises").mkdir(parents=True)
    (folder / MARK).write_text("{}")
    (folder / "exercises" / exercise_file(NAME)).write_text("{}")
    monkeypatch.chdir(folder / "exercises")
    monkeypatch.setattr(progress, "PYTEST", "NOT_UNDER_PYTEST")
    return folder


def start(program: str, *arguments: object) -> subprocess.Popen:
    """Run a program after HEADER in a process of its own."""
    command = [sys.executable, "-c", HEADER + program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def put(folder: Path, code: str, letter: str = "a") -> str:
    """Record a verdict on a task of the exercise."""
    return record(folder, NAME, letter, Verdict(f"01.{letter}", code))


def verdict_in(folder: Path, task: str = "01.a") -> str:
    """Return the recorded verdict."""
    return read(folder).tasks[task]["verdict"]


def test_twenty_processes_lose_nothing(folder):
    program = """
while not (folder / "go").exists():
    time.sleep(0.001)
for number in range(5):
    put(f"{sys.argv[2]}.{number}", "PASS")
"""
    writers = [start(program, folder, number) for number in range(20)]
    try:
        (folder / "go").touch()
        said = [writer.communicate(timeout=300)[1] for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
    assert said == [""] * 20
    assert set(read(folder).tasks) == {f"{n}.{k}" for n in range(20) for k in range(5)}


def test_a_writer_killed_at_any_moment_does_no_harm(folder):
    program = """
put("02.b", "PASS")
for number in range(1_000_000):
    put("01.a", f"MISTAKE_{number}")
"""
    for delay in range(12):
        (folder / FILE).unlink(missing_ok=True)
        with start(program, folder) as writer:
            while not (folder / FILE).exists():
                assert writer.poll() is None, writer.stderr.read()
            time.sleep(delay / 1000)
            writer.kill()
        assert not read(folder).trouble
        assert verdict_in(folder, "02.b") == PASS
        assert put(folder, "AFTERWARDS") == ""
        assert verdict_in(folder) == "AFTERWARDS"
    ours = {FILE, LOCK, ".progress.json.new", MARK, "exercises"}
    assert {path.name for path in folder.iterdir()} <= ours


@pytest.mark.parametrize("step", ["os.fsync", "os.replace"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_writer_that_dies_at_this_step_leaves_the_old_file_or_the_new(folder, step, moment):
    program = """
put("01.a", "OLD")
name, moment = sys.argv[2].removeprefix("os."), sys.argv[3]
real = getattr(os, name)
def die(*arguments):
    if moment == "after":
        real(*arguments)
    os._exit(9)
setattr(os, name, die)
put("01.a", "NEW")
"""
    with start(program, folder, step, moment) as writer:
        assert writer.wait(timeout=300) == 9, writer.stderr.read()
    assert not read(folder).trouble
    assert verdict_in(folder) == ("NEW" if (step, moment) == ("os.replace", "after") else "OLD")
    assert put(folder, PASS) == "" and verdict_in(folder) == PASS


def test_a_lock_dies_with_its_holder(folder):
    program = "with safe_file.locked(folder):\n    (folder / 'held').touch()\n    time.sleep(60)"
    with start(program, folder) as holder:
        while not (folder / "held").exists():
            assert holder.poll() is None, holder.stderr.read()
        holder.kill()
    assert put(folder, PASS) == ""


def test_a_holder_that_never_lets_go_costs_one_line(folder, monkeypatch):
    monkeypatch.setattr(safe_file, "PATIENCE", 0.05)
    with locked(folder):
        said = put(folder, PASS)
    assert said.startswith("Progress is not recorded: ") and "another process holds" in said
    assert put(folder, PASS) == ""


def test_a_forked_childs_copy_does_not_keep_the_lock(folder, monkeypatch):
    copies, take = [], safe_file._take
    monkeypatch.setattr(safe_file, "PATIENCE", 0.05)
    monkeypatch.setattr(safe_file, "_take", lambda f: (take(f), copies.append(os.dup(f.fileno()))))
    try:
        assert [put(folder, code) for code in ("FIRST", "SECOND")] == ["", ""]
    finally:
        for copy in copies:
            os.close(copy)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"format": 1, "tasks": {"01.a": {"verd',
        b"\xff\xfe",
        b"[]",
        b'{"format": 2, "tasks": {}}',
        b'{"format": 1, "tasks": []}',
        b'{"format": 1, "tasks": {"01.a": {"verdict": "PASS"}}}',
        b"[" * 200_000,
    ],
    ids=["empty", "cut", "bytes", "list", "format", "no-tasks", "no-version", "deep"],
)
def test_a_damaged_file_is_set_aside_and_never_overwritten(folder, content):
    for _ in range(2):  # also twice within a second
        (folder / FILE).write_bytes(content)
        assert "is damaged" in str(Status(NAME, read(folder)))
        assert (folder / FILE).read_bytes() == content, "looking changes nothing"
        said = put(folder, PASS)
        assert said.startswith(".progress.json was damaged; it is kept as .progress-damaged-")
        assert verdict_in(folder) == PASS
    kept = list(folder.glob(".progress-damaged-*.json"))
    assert [path.read_bytes() for path in kept] == [content] * 2


def deny(*_arguments, **_options):
    raise PermissionError(13, "Permission denied")


def test_a_read_only_folder_costs_one_line_and_the_verdict_shows(folder, monkeypatch, capsys):
    exercise = load(NAME)
    capsys.readouterr()
    monkeypatch.setattr(safe_file, "open", deny, raising=False)
    monkeypatch.setattr(exercise.a, "_judge", lambda answer: Verdict("01.a", PASS, "words"))
    exercise.a.check(None)
    trouble, verdict = capsys.readouterr().out.split("\n✓ ")
    said = f"Progress is not recorded: cannot write in {folder} (Permission denied)."
    assert "".join(trouble.split()) == "".join(said.split())
    assert verdict == "01.a  PASS\n  seen    words\n"


def test_a_file_that_cannot_be_read_is_left_alone(folder):
    (folder / FILE).mkdir()
    assert put(folder, PASS).startswith("Progress is not recorded: .progress.json cannot be read")
    assert (folder / FILE).is_dir()
    assert "cannot be read" in course_map(folder)


def test_the_best_verdict_counts(folder):
    for code, remembered in [("A", "A"), ("B", "B"), (PASS, PASS), ("A", PASS)]:
        assert put(folder, code) == ""
        assert verdict_in(folder) == remembered


def test_a_pass_keeps_its_first_date(folder):
    put(folder, PASS)
    file = folder / FILE
    data = json.loads(file.read_text())
    data["tasks"]["01.a"]["date"] = "2020-02-29"
    file.write_text(json.dumps(data))
    put(folder, PASS)
    assert "passed on 2020-02-29" in str(Status(NAME, read(folder)))


@pytest.mark.parametrize("code", [NOT_ATTEMPTED, GRADER_FAULT])
def test_a_verdict_that_judges_no_answer_is_not_remembered(folder, code):
    assert put(folder, code) == ""
    assert not (folder / FILE).exists()


def test_a_changed_check_shows_until_it_is_passed_too(folder, monkeypatch):
    put(folder, PASS)
    for module in (progress, status):
        monkeypatch.setattr(module, "find_version", lambda name, letter: "changed")
    assert "✓ 01.a  passed an earlier version of the check on" in str(Status(NAME, read(folder)))
    put(folder, "MISTAKE")
    assert Status(NAME, read(folder)).title == "01 event loops · 4 tasks, 1 done"
    put(folder, PASS)
    assert "✓ 01.a  passed on" in str(Status(NAME, read(folder)))


def test_the_version_of_a_check_is_written_in_it():
    assert registry.find_version(NAME, "a") == str(registry.find(NAME, "a").version)


def test_only_a_learners_notebook_is_recorded(folder, monkeypatch):
    assert folder_of(NAME) == folder
    assert folder_of("00_start_here") is None, "the folder does not hold that notebook"
    monkeypatch.setenv("COURSE_PROGRESS", "0")
    assert folder_of(NAME) is None
    monkeypatch.delenv("COURSE_PROGRESS")
    monkeypatch.setenv("NOT_UNDER_PYTEST", "nbval")
    assert folder_of(NAME) is None
    monkeypatch.delenv("NOT_UNDER_PYTEST")
    for place in (folder, COURSE / "solutions", COURSE / "notebooks"):
        monkeypatch.chdir(place)
        assert folder_of(NAME) is None


def test_an_exercise_solved_where_it_was_given_counts_for_the_working_folder(folder, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(folder.parent / "elsewhere"))
    monkeypatch.chdir(COURSE / "exercises")
    assert folder_of(NAME) == folder.parent / "elsewhere"
    assert put(folder_of(NAME), PASS) == ""
    assert verdict_in(folder.parent / "elsewhere") == PASS


def test_a_copy_in_another_place_says_that_nothing_is_remembered(folder, monkeypatch, capsys):
    other = folder.parent / "exercises"
    other.mkdir()
    (other / f"{NAME}.ipynb").write_text("{}")
    monkeypatch.chdir(other)
    monkeypatch.setenv("COURSE_WORK", str(folder))
    assert load("01").folder is None
    said = f"Progress is not recorded: this notebook is not in your folder, {folder}.\n"
    assert capsys.readouterr().out == said
    monkeypatch.setenv("COURSE_PROGRESS", "0")
    load("01")
    assert capsys.readouterr().out == ""


def test_for_programs_the_same_is_plain_data(folder):
    put(folder, PASS)
    put(folder, "TIES_SWAPPED", "b")
    data = json.loads(json.dumps(course_records(folder)))
    today = read(folder).tasks["01.a"]["date"]
    assert data["done"] == 1 and data["of"] == len(data["tasks"])
    assert data["tasks"]["01.a"] == {
        "exercise": NAME,
        "passed": True,
        "verdict": PASS,
        "date": today,
        "of_this_check": True,
    }
    assert data["tasks"]["01.b"]["passed"] is False
    assert data["tasks"]["01.b"]["verdict"] == "TIES_SWAPPED"
    assert data["tasks"]["01.c"] == {"exercise": NAME, "passed": False}
    (folder / FILE).write_text("{")
    assert "is damaged" in course_records(folder)["trouble"]


def test_elsewhere_an_exercise_says_how_many_tasks_it_has_and_no_more(capsys):
    exercise = load(NAME)
    exercise.status()
    assert capsys.readouterr().out == "01 event loops · 4 tasks\n"
    assert exercise._repr_html_() == "<div><strong>01 event loops · 4 tasks</strong></div>"
    assert repr(load("00_start_here")) == "00 start here · 1 task"


def test_an_exercise_shows_the_state_of_each_task(folder, monkeypatch, capsys):
    exercise = load(NAME)
    verdicts = iter([Verdict("01.a", PASS), Verdict("01.b", "TIES_SWAPPED")])
    for task in (exercise.a, exercise.b):
        monkeypatch.setattr(task, "_judge", lambda answer: next(verdicts))
    exercise.a.check(None)
    with pytest.raises(WrongAnswer):
        exercise.b.check(None)
    capsys.readouterr()
    today = read(folder).tasks["01.a"]["date"]
    words = [
        "01 event loops · 4 tasks, 1 done",
        f"  ✓ 01.a  passed on {today}",
        f"  ✗ 01.b  not yet: TIES_SWAPPED on {today}",
        "  ○ 01.c  not begun",
        "  ○ 01.d  not begun",
    ]
    assert repr(exercise).splitlines() == words
    parts = [part for line in words for part in line.split("  ")]
    assert all(part in exercise._repr_html_() for part in " ".join(parts).split())
    assert repr(load(NAME)) == repr(exercise)
    assert capsys.readouterr().out == "01 event loops · 4 tasks, 1 done\n"
    assert course_map(folder).splitlines()[2:7] == words
    assert course_map(folder).splitlines()[-1].endswith(" tasks, 1 done")
