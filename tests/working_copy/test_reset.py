"""Reset: an exercise is given back as it was, and nothing that a learner wrote is lost."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from helpers.authoring import Course
from helpers.working_copy import bring_in
from helpers.working_copy import reset as module
from helpers.working_copy.reset import CannotReset, reset

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_event_loops.ipynb"
COPY = "exercises/01_exercise_event_loops.ipynb"
NOW = datetime(2026, 11, 21, 10, 15, 30)
MINE = "def report(city):\n    return 'mine ✓'"


@pytest.fixture
def course(tmp_path):
    """One exercise of the course and its solution."""
    for folder in ("exercises", "solutions"):
        (tmp_path / "course" / folder).mkdir(parents=True)
        shutil.copy(ROOT / folder / NAME, tmp_path / "course" / folder)
    return Course(tmp_path / "course")


@pytest.fixture
def copy(tmp_path, course):
    """A learner's copy of it."""
    bring_in(tmp_path / "my", course, NOW)
    return tmp_path / "my"


@pytest.fixture
def given(copy):
    """The exercise as it was given."""
    return now_in(copy)


def edit(copy: Path, **sources: str | None) -> nbformat.NotebookNode:
    """Write these texts into cells of the exercise (None deletes the cell), as a learner would."""
    notebook = now_in(copy)
    for name, source in sources.items():
        cell = cell_of(notebook, name)
        if source is None:
            notebook.cells.remove(cell)
        else:
            cell.source = source
    nbformat.write(notebook, copy / COPY)
    return notebook


def now_in(copy: Path) -> nbformat.NotebookNode:
    """Return the exercise as it is stored now."""
    return nbformat.read(copy / COPY, as_version=4)


def cell_of(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """Return the cell `a-attempt` for the name `a_attempt`."""
    return next(cell for cell in notebook.cells if cell.id == name.replace("_", "-"))


def kept(copy: Path) -> dict[str, str]:
    """Return the kept texts by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in copy.glob("kept/*")}


def test_a_task_is_given_back_and_the_learners_text_kept(copy, given):
    edit(copy, a_attempt=MINE, b_attempt="mine too")
    said = reset("01.a", copy, now=NOW)
    assert cell_of(now_in(copy), "a_attempt") == cell_of(given, "a_attempt")
    assert cell_of(now_in(copy), "b_attempt").source == "mine too"
    assert kept(copy) == {"01.a-2026-11-21-101530.py": MINE + "\n"}
    assert said == (
        f"01.a is as it was given. Yours is kept as {copy}/kept/01.a-2026-11-21-101530.py. "
        "If it is open in JupyterLab, choose there: File > Reload Notebook from Disk."
    )


def test_two_resets_in_a_second_keep_both_texts(copy):
    for text in ("first", "second"):
        edit(copy, a_attempt=text)
        reset("01.a", copy, now=NOW)
    assert sorted(kept(copy).values()) == ["first\n", "second\n"]


def test_a_whole_exercise_is_given_back_and_the_old_one_kept(copy, given):
    edit(copy, a_attempt=MINE, title="my title")
    before = (copy / COPY).read_text(encoding="utf-8")
    said = reset("01", copy, now=NOW)
    assert now_in(copy) == given
    assert kept(copy) == {"01_exercise_event_loops-2026-11-21-101530.ipynb": before}
    assert "kept/01_exercise_event_loops-2026-11-21-101530.ipynb" in said
    assert "Reload Notebook from Disk" in said


@pytest.mark.parametrize(
    "name", ["01.a", "01", "01_event_loops", "exercises/01_event_loops.ipynb", COPY]
)
def test_what_is_as_it_was_given_is_not_written(copy, name):
    assert reset(name, copy, now=NOW).endswith("nothing to reset.")
    assert not kept(copy)


def test_a_deleted_attempt_comes_back_to_its_place(copy, given):
    edit(copy, b_attempt=None, c_attempt=MINE)
    reset("01.b", copy, now=NOW)
    assert [cell.id for cell in now_in(copy).cells] == [cell.id for cell in given.cells]
    assert cell_of(now_in(copy), "b_attempt") == cell_of(given, "b_attempt")
    assert not kept(copy)


def test_an_attempt_turned_into_markdown_becomes_code_again(copy, given):
    notebook = now_in(copy)
    place = notebook.cells.index(cell_of(notebook, "a_attempt"))
    notebook.cells[place] = nbformat.v4.new_markdown_cell("my notes", id="a-attempt")
    nbformat.write(notebook, copy / COPY)
    reset("01.a", copy, now=NOW)
    assert now_in(copy) == given
    assert list(kept(copy).values()) == ["my notes\n"]


def test_a_damaged_notebook_is_kept_and_made_anew(copy, given):
    path = copy / COPY
    path.write_text("{ damaged")
    with pytest.raises(CannotReset, match=r"cannot be read.*\nTo keep it.*helpers reset 01$"):
        reset("01.a", copy, now=NOW)
    assert path.read_text() == "{ damaged"
    reset("01", copy, now=NOW)
    assert now_in(copy) == given
    assert list(kept(copy).values()) == ["{ damaged"]


def test_a_missing_notebook_is_made_anew(copy, given):
    (copy / COPY).unlink()
    with pytest.raises(CannotReset, match=r"exercises/01_exercise_event_loops.ipynb: No such file"):
        reset("01.a", copy, now=NOW)
    reset("01", copy, now=NOW)
    assert now_in(copy) == given


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
def test_an_unknown_name_lists_the_known_ones(copy, name, said):
    with pytest.raises(CannotReset, match=re.escape(said)):
        reset(name, copy, now=NOW)


def test_a_notebook_saved_at_the_same_moment_is_not_overwritten(copy, monkeypatch):
    edit(copy, a_attempt=MINE)
    keep = module._keep

    def save_meanwhile(*arguments):
        edit(copy, b_attempt="saved meanwhile")
        return keep(*arguments)

    monkeypatch.setattr(module, "_keep", save_meanwhile)
    with pytest.raises(CannotReset, match="was saved at this moment; run this again"):
        reset("01.a", copy, now=NOW)
    assert cell_of(now_in(copy), "a_attempt").source == MINE
    assert cell_of(now_in(copy), "b_attempt").source == "saved meanwhile"


@pytest.mark.parametrize("name", ["01.a", "01"])
def test_nothing_is_reset_where_nothing_can_be_kept(copy, name):
    edit(copy, a_attempt=MINE)
    (copy / "kept").write_text("a file in the folder's place")
    with pytest.raises(CannotReset, match="nothing was reset"):
        reset(name, copy, now=NOW)
    assert cell_of(now_in(copy), "a_attempt").source == MINE


def test_where_there_is_no_copy_it_says_how_to_make_one(tmp_path):
    with pytest.raises(CannotReset, match=r"no copy of the course in .*none; make it: .* update"):
        reset("01.a", tmp_path / "none")


def test_it_works_without_the_solutions(copy, course):
    shutil.rmtree(course.folder("solutions"))
    edit(copy, a_attempt=MINE)
    assert reset("01", copy, course, NOW).startswith(f"{COPY} is as it was given. Yours is kept")
    assert "..." in cell_of(now_in(copy), "a_attempt").source
