"""Reset: an exercise is given back as it was, and nothing that a learner wrote is lost."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from helpers.authoring import Course
from helpers.grading import reset as module
from helpers.grading.reset import CannotReset, reset

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_event_loops.ipynb"
NOW = datetime(2026, 11, 21, 10, 15, 30)
MINE = "def report(city):\n    return 'mine ✓'"


@pytest.fixture
def course(tmp_path):
    """A copy of one exercise of the course and its solution."""
    for folder in ("exercises", "solutions"):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / folder / NAME, tmp_path / folder)
    return Course(tmp_path)


def edit(course: Course, **sources: str | None) -> nbformat.NotebookNode:
    """Write these texts into cells of the exercise (None deletes the cell), as a learner would."""
    path = course.folder("exercises") / NAME
    notebook = nbformat.read(path, as_version=4)
    for name, source in sources.items():
        cell = cell_of(notebook, name)
        if source is None:
            notebook.cells.remove(cell)
        else:
            cell.source = source
    nbformat.write(notebook, path)
    return notebook


def now_in(course: Course) -> nbformat.NotebookNode:
    """Return the exercise as it is stored now."""
    return nbformat.read(course.folder("exercises") / NAME, as_version=4)


def given() -> nbformat.NotebookNode:
    """Return the exercise as it was given."""
    return nbformat.read(ROOT / "exercises" / NAME, as_version=4)


def cell_of(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """Return the cell `a-attempt` for the name `a_attempt`."""
    return next(cell for cell in notebook.cells if cell.id == name.replace("_", "-"))


def kept(course: Course) -> dict[str, str]:
    """Return the kept texts by file name."""
    files = (course.folder("exercises") / "kept").glob("*")
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def test_a_task_is_given_back_and_the_learners_text_kept(course):
    edit(course, a_attempt=MINE, b_attempt="mine too")
    said = reset("01.a", course, NOW)
    assert cell_of(now_in(course), "a_attempt") == cell_of(given(), "a_attempt")
    assert cell_of(now_in(course), "b_attempt").source == "mine too"
    assert kept(course) == {"01.a-2026-11-21-101530.py": MINE + "\n"}
    assert said == (
        "01.a is as it was given. Yours is kept as exercises/kept/01.a-2026-11-21-101530.py. "
        "If it is open in JupyterLab, choose there: File > Reload Notebook from Disk."
    )


def test_two_resets_in_a_second_keep_both_texts(course):
    for text in ("first", "second"):
        edit(course, a_attempt=text)
        reset("01.a", course, NOW)
    assert sorted(kept(course).values()) == ["first\n", "second\n"]


def test_a_whole_exercise_is_given_back_and_the_old_one_kept(course):
    edit(course, a_attempt=MINE, title="my title")
    before = (course.folder("exercises") / NAME).read_text(encoding="utf-8")
    said = reset("01", course, NOW)
    assert now_in(course) == given()
    assert kept(course) == {"01_event_loops-2026-11-21-101530.ipynb": before}
    assert "exercises/kept/01_event_loops-2026-11-21-101530.ipynb" in said
    assert "Reload Notebook from Disk" in said


@pytest.mark.parametrize("name", ["01.a", "01", "01_event_loops", "exercises/01_event_loops.ipynb"])
def test_what_is_as_it_was_given_is_not_written(course, name):
    assert reset(name, course, NOW).endswith("nothing to reset.")
    assert not kept(course)


def test_a_deleted_attempt_comes_back_to_its_place(course):
    edit(course, b_attempt=None, c_attempt=MINE)
    reset("01.b", course, NOW)
    assert [cell.id for cell in now_in(course).cells] == [cell.id for cell in given().cells]
    assert cell_of(now_in(course), "b_attempt") == cell_of(given(), "b_attempt")
    assert not kept(course)


def test_an_attempt_turned_into_markdown_becomes_code_again(course):
    notebook = now_in(course)
    place = notebook.cells.index(cell_of(notebook, "a_attempt"))
    notebook.cells[place] = nbformat.v4.new_markdown_cell("my notes", id="a-attempt")
    nbformat.write(notebook, course.folder("exercises") / NAME)
    reset("01.a", course, NOW)
    assert now_in(course) == given()
    assert list(kept(course).values()) == ["my notes\n"]


def test_a_damaged_notebook_is_kept_and_made_anew(course):
    path = course.folder("exercises") / NAME
    path.write_text("{ damaged")
    with pytest.raises(CannotReset, match=r"cannot be read.*\nTo keep it.*helpers reset 01$"):
        reset("01.a", course, NOW)
    assert path.read_text() == "{ damaged"
    reset("01", course, NOW)
    assert now_in(course) == given()
    assert list(kept(course).values()) == ["{ damaged"]


def test_a_missing_notebook_is_made_anew(course):
    (course.folder("exercises") / NAME).unlink()
    with pytest.raises(CannotReset, match=r"exercises/01_event_loops.ipynb: No such file"):
        reset("01.a", course, NOW)
    reset("01", course, NOW)
    assert now_in(course) == given()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("77", "no exercise '77'; the exercises are: 00_start_here, 01_event_loops"),
        ("loops", "no exercise 'loops'; the exercises are: "),
        ("01.z", "no task '01.z'; the tasks are: 01.a, 01.b, 01.c, 01.d."),
        ("../01.a", "no exercise '../01.a'"),
        ("01_futures", "no exercise '01_futures'"),
    ],
)
def test_an_unknown_name_lists_the_known_ones(course, name, said):
    with pytest.raises(CannotReset, match=re.escape(said)):
        reset(name, course, NOW)


def test_a_notebook_saved_at_the_same_moment_is_not_overwritten(course, monkeypatch):
    edit(course, a_attempt=MINE)
    keep = module._keep

    def save_meanwhile(*arguments):
        edit(course, b_attempt="saved meanwhile")
        return keep(*arguments)

    monkeypatch.setattr(module, "_keep", save_meanwhile)
    with pytest.raises(CannotReset, match="was saved at this moment; run this again"):
        reset("01.a", course, NOW)
    assert cell_of(now_in(course), "a_attempt").source == MINE
    assert cell_of(now_in(course), "b_attempt").source == "saved meanwhile"


@pytest.mark.parametrize("name", ["01.a", "01"])
def test_nothing_is_reset_where_nothing_can_be_kept(course, name):
    edit(course, a_attempt=MINE)
    (course.folder("exercises") / "kept").write_text("a file in the folder's place")
    with pytest.raises(CannotReset, match="nothing was reset"):
        reset(name, course, NOW)
    assert cell_of(now_in(course), "a_attempt").source == MINE
