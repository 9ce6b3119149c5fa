"""Solutions that are withheld: nobody reads them, every check works, and a word gives them back."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers import exercise_form, withheld
from helpers.__main__ import main
from helpers.authoring import Course, NotebookError, drift
from helpers.authoring import lock as locking
from helpers.authoring.__main__ import main as authors_main
from helpers.authoring.lock import lock
from helpers.grading import load, registry
from helpers.grading.attempt import asked_of
from helpers.grading.parent import _given_lines
from helpers.grading.verdict import Verdict
from helpers.places import exercise_path
from helpers.withheld import LOCKED, NOTE, WrongWord, seal, unseal
from helpers.working_copy import bring_in
from helpers.working_copy.reset import reset
from helpers.workshop.release import CannotRelease, release

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_event_loops"
JUDGE = """
import sys
sys.path.insert(0, sys.argv[1])
from helpers.workshop.judging import answers_in, judge
from helpers.workshop.pack import parse
for answer in answers_in(parse(sys.stdin.buffer.read())):
    print(judge(answer).code)
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """A hash of the word that takes no time."""
    monkeypatch.setattr(withheld, "ROUNDS", 1)


@pytest.fixture
def course(tmp_path):
    """A course of one exercise, with its solution and a stored answer."""
    for folder in ("exercises", "solutions"):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / folder / f"{NAME}.ipynb", tmp_path / folder)
    (tmp_path / "notebooks" / "workshop" / "notes").mkdir(parents=True)
    notes = f"notebooks/workshop/notes/{NAME}.md"
    shutil.copy(ROOT / notes, tmp_path / notes)
    (tmp_path / "tests" / "answers" / NAME).mkdir(parents=True)
    (tmp_path / "tests" / "answers" / NAME / "a.py").write_bytes("# %% right: ü\n".encode())
    return Course(tmp_path)


def content(course: Course) -> dict[str, bytes]:
    """Return all files of the course, by path."""
    files = (path for path in course.root.rglob("*") if path.is_file())
    return {course.label(path): path.read_bytes() for path in files}


def test_only_the_word_opens_the_seal():
    files = {"solutions/01_x.ipynb": "print('secret ü')"}
    text = seal(files, "word")
    assert unseal(text, " WORD\n") == files
    assert "secret" not in text and seal(files, "word") != text
    with pytest.raises(WrongWord, match="not the word"):
        unseal(text, "sword")
    data = json.loads(text)
    for broken in ("{", "[]", "{}", json.dumps({**data, "salt": 3})):
        with pytest.raises(WrongWord, match="damaged"):
            unseal(broken, "word")
    flipped = json.dumps({**data, "hidden": "AAAA" + data["hidden"][4:]})
    with pytest.raises(WrongWord, match="not the word"):
        unseal(flipped, "word")


def test_what_is_locked_is_given_back_to_the_byte(course, capsys):
    before = content(course)
    word = lock(course, "on Friday")
    locked = content(course)
    assert word in capsys.readouterr().out
    assert locked.keys() - before.keys() == {f"solutions/{LOCKED}", f"solutions/{NOTE}"}
    assert "tests/answers/01_event_loops/a.py" not in locked
    assert f"notebooks/workshop/notes/{NAME}.md" not in locked
    assert not any(b"BEGIN SOLUTION" in text for text in locked.values())
    assert locked[f"solutions/{NAME}.ipynb"] == before[f"exercises/{NAME}.ipynb"]
    assert release(word, course).startswith("1 notebooks are in solutions/ again")
    assert content(course) == before


def test_a_second_lock_and_a_wrong_word_change_nothing(course, capsys):
    with pytest.raises(CannotRelease, match="no solutions are locked here"):
        release("word", course)
    lock(course)
    locked = content(course)
    with pytest.raises(NotebookError, match="locked already"):
        lock(course)
    with pytest.raises(CannotRelease, match="not the word"):
        release("word", course)
    assert content(course) == locked


def test_a_lock_that_ends_in_the_middle_takes_nothing_away(course, monkeypatch, capsys):
    before, write = content(course), locking.write_whole
    for steps in range(4):
        left = iter([True] * steps)

        def write_some(path, text, mode, left=left):
            if not next(left, False):
                raise KeyboardInterrupt
            write(path, text, mode)

        monkeypatch.setattr(locking, "write_whole", write_some)
        try:
            lock(course)
        except KeyboardInterrupt:
            pass
        said = capsys.readouterr().out.split()
        if said:
            release(said[-1], course)
        assert content(course) == before


def test_a_seal_writes_no_other_files(course):
    text = seal({"solutions/../../x.py": "x"}, "word")
    (course.folder("solutions") / LOCKED).write_text(text)
    with pytest.raises(CannotRelease, match="holds"):
        release("word", course)
    assert not (course.root.parent / "x.py").exists()


def test_of_locked_solutions_all_is_known_that_checks_need(course, monkeypatch, capsys):
    stubs, given = asked_of.__wrapped__(NAME, "b"), registry.given_cells(NAME)
    lock(course)
    monkeypatch.setattr("helpers.grading.attempt.SOLUTIONS", course.folder("solutions"))
    monkeypatch.setattr(registry, "SOLUTIONS", course.folder("solutions"))
    assert stubs and asked_of.__wrapped__(NAME, "b") == stubs
    assert registry.given_cells(NAME) == given
    assert drift(course) == []


def test_without_solutions_the_given_cells_are_the_exercises(course, monkeypatch):
    given = registry.given_cells(NAME)
    monkeypatch.setattr(registry, "SOLUTIONS", course.root / "none")
    monkeypatch.setattr(registry, "EXERCISES", course.folder("exercises"))
    assert registry.given_cells(NAME) == given
    assert _given_lines(NAME, "import asyncio") == [1]
    monkeypatch.setattr("helpers.grading.attempt.SOLUTIONS", course.root / "none")
    assert asked_of.__wrapped__(NAME, "b") is None


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("on Friday", "They open on Friday: run `python -m helpers release WORD`"),
        ("", "When they open: run `python -m helpers release WORD`"),
        (None, "are not here; ask whoever gave you the course"),
    ],
)
def test_the_solution_says_when_it_opens(course, monkeypatch, capsys, when, words):
    if when is None:
        shutil.rmtree(course.folder("solutions"))
    else:
        lock(course, when)
    monkeypatch.setattr(registry, "SOLUTIONS", course.folder("solutions"))
    capsys.readouterr()
    task = load(NAME).a
    for last in (None, Verdict("01.a", "PASS")):
        task._last = last
        task.solution()
        said = " ".join(capsys.readouterr().out.split())
        assert said.startswith("01.a: the course's own answers are") and words in said


def test_a_task_is_reset_from_locked_solutions_and_without_any(tmp_path, course):
    lock(course)
    folder = tmp_path / "my"
    bring_in(folder, course)
    path = exercise_path(folder, NAME)
    before = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.id == "a-attempt").source = "mine"
    nbformat.write(notebook, path)
    assert "01.a is as it was given." in reset("01.a", folder, course)
    shutil.rmtree(course.folder("solutions"))
    reset("01", folder, course)
    assert path.read_bytes() == before


def test_the_commands(course, monkeypatch, capsys):
    (course.root / ".git").mkdir()
    assert authors_main(["--root", str(course.root), "lock", "on", "Friday"]) == 0
    said = capsys.readouterr().out
    word = said.split("solutions: ")[1].split()[0]
    assert "The history in .git shows them still" in said
    assert json.loads((course.folder("solutions") / NOTE).read_text()) == {"opens": "on Friday"}
    monkeypatch.setattr("helpers.workshop.release.Course", lambda: course)
    assert main(["release", "wrong"]) == 1
    assert "not the word" in capsys.readouterr().err
    assert main(["release", word.upper()]) == 0
    assert registry.BEGIN == exercise_form.BEGIN


def test_what_is_committed_is_locked_only_on_demand(course, capsys):
    git = ["git", "-C", str(course.root)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    before = content(course)
    assert authors_main(["--root", str(course.root), "lock"]) == 1
    said = capsys.readouterr().err
    assert "3 files of git would change" in said and "git archive" in said and "--here" in said
    assert content(course) == before
    copy = course.root / "copy"
    shutil.copytree(course.root, copy, ignore=shutil.ignore_patterns(".git", "copy"))
    assert authors_main(["--root", str(copy), "lock", "on", "Friday"]) == 0
    assert authors_main(["--root", str(course.root), "lock", "on", "Friday", "--here"]) == 0
    assert (course.folder("solutions") / LOCKED).is_file()


def test_checks_work_where_solutions_are_locked_or_absent(tmp_path, course):
    from helpers.workshop.pack import text_of
    from tests.workshop.packs import RIGHT, pack_of

    gains = "def gains():\n    return {}\n"
    pack = text_of(pack_of("7", a01=RIGHT, d05=gains)).encode()
    shutil.copytree(ROOT / "helpers", course.root / "helpers")
    shutil.copy(ROOT / "exercises" / "05_threads_and_the_gil.ipynb", course.folder("exercises"))
    lock(course)
    command = [sys.executable, "-c", JUDGE, str(course.root)]
    done = subprocess.run(command, input=pack, capture_output=True, cwd=tmp_path, timeout=300)
    first, second = done.stdout.decode().splitlines()
    assert first == "PASS" and second not in ("PASS", "GRADER_FAULT"), done.stderr.decode()
