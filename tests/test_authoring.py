"""Tests that exercises follow their solutions and that stored outputs are exact."""

import asyncio
import base64
import json
from pathlib import Path

import nbformat
import psutil
import pytest

from helpers.authoring import Course, NotebookError, drift, write_exercise
from helpers.authoring.__main__ import main
from helpers.authoring.outputs import refresh, run
from helpers.authoring.stability import output_problems
from helpers.notebook_files import canonical_text, id_problems, read_notebook

SOLVED = """\
def double(x):
    ### BEGIN SOLUTION
    ### STUB: answer = ...
    ### STUB: return answer
    return 2 * x
    ### END SOLUTION
"""


def code(identity: str, source: str, *tags: str) -> nbformat.NotebookNode:
    """Return a code cell with a readable id."""
    metadata = {"tags": list(tags)} if tags else {}
    return nbformat.v4.new_code_cell(source, id=identity, metadata=metadata)


def text(identity: str, source: str, *tags: str) -> nbformat.NotebookNode:
    """Return a Markdown cell with a readable id."""
    metadata = {"tags": list(tags)} if tags else {}
    return nbformat.v4.new_markdown_cell(source, id=identity, metadata=metadata)


def store(path: Path, *cells: nbformat.NotebookNode, **metadata) -> Path:
    """Write a notebook of `cells` to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata), path)
    return path


@pytest.fixture
def course(tmp_path):
    """A course of one solution and the exercise that was generated from it."""
    store(
        tmp_path / "solutions" / "01_doubling.ipynb",
        text("statement", "# Double a number"),
        code("attempt-a", SOLVED),
        text("note", "Why it works.", "solution"),
        code("check-a", "print(double(2))"),
    )
    assert main(["--root", str(tmp_path), "exercises"]) == 0
    return Course(tmp_path)


def exercise_path(course: Course) -> Path:
    return course.folder("exercises") / "01_doubling.ipynb"


def change(path: Path, edit) -> None:
    """Apply `edit` to the notebook stored at `path`."""
    notebook = read_notebook(path)
    edit(notebook)
    nbformat.write(notebook, path)


def cell_of(notebook: nbformat.NotebookNode, identity: str) -> nbformat.NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == identity)


def test_an_exercise_keeps_the_statement_and_loses_the_solution(course):
    made = read_notebook(exercise_path(course))
    assert [cell.id for cell in made.cells] == ["statement", "attempt-a", "check-a"]
    attempt = cell_of(made, "attempt-a")
    assert attempt.source == "def double(x):\n    answer = ...\n    return answer"
    assert attempt.metadata == {"tags": ["attempt"]}
    assert all(
        cell.execution_count is None and not cell.outputs
        for cell in made.cells
        if cell.cell_type == "code"
    )


def test_generating_twice_gives_the_same_bytes(course, capsys):
    before = exercise_path(course).read_bytes()
    assert main(["--root", str(course.root), "exercises", "01_doubling"]) == 0
    assert exercise_path(course).read_bytes() == before
    assert "exercises/01_doubling.ipynb unchanged" in capsys.readouterr().out
    assert before.endswith(b"}\n") and b"\r" not in before


def test_check_counts_the_matching_exercises(course, capsys):
    capsys.readouterr()
    assert main(["--root", str(course.root), "check"]) == 0
    assert capsys.readouterr().out == "exercises match solutions: 1\n"


def edit_statement(notebook):
    cell_of(notebook, "statement").source = "# Triple a number"


def remove_check(notebook):
    notebook.cells = [cell for cell in notebook.cells if cell.id != "check-a"]


def swap(notebook):
    notebook.cells.reverse()


def retag(notebook):
    cell_of(notebook, "check-a").metadata["tags"] = ["raises-exception"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (edit_statement, "cell statement was edited here"),
        (remove_check, "cell check-a is missing"),
        (swap, "in another order, from cell statement on"),
        (retag, "cell check-a was edited here"),
    ],
)
def test_an_edit_of_the_exercise_is_drift(course, capsys, edit, words):
    change(exercise_path(course), edit)
    assert main(["--root", str(course.root), "check"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("exercises/01_doubling.ipynb: ") and words in said
    assert "python -m helpers.authoring exercises 01_doubling" in said


@pytest.mark.parametrize("identity", ["statement", "attempt-a", "check-a"])
def test_an_edit_of_the_solution_is_drift_until_exercises_are_generated(course, identity):
    def edit(notebook):
        cell = cell_of(notebook, identity)
        cell.source = "# changed\n" + cell.source

    change(course.folder("solutions") / "01_doubling.ipynb", edit)
    problems = drift(course)
    assert len(problems) == 1 and f"cell {identity} was generated from an older" in problems[0]
    assert main(["--root", str(course.root), "exercises"]) == 0
    assert drift(course) == []


def test_a_new_or_removed_cell_of_the_solution_is_drift(course):
    def edit(notebook):
        remove_check(notebook)
        notebook.cells.append(code("check-b", "double(3)"))

    change(course.folder("solutions") / "01_doubling.ipynb", edit)
    problems = "\n".join(drift(course))
    assert "cell check-a is no longer in the solution" in problems
    assert "cell check-b is missing" in problems


def test_an_exercise_without_a_partner_is_drift(course):
    exercise_path(course).rename(exercise_path(course).with_name("02_other.ipynb"))
    assert [problem.split(";")[0] for problem in drift(course)] == [
        "exercises/01_doubling.ipynb is missing",
        "exercises/02_other.ipynb has no solution",
    ]


def test_an_exercise_or_solution_that_cannot_be_read_is_named(course):
    exercise_path(course).write_text("{", encoding="utf-8")
    (problem,) = drift(course)
    assert problem.startswith("exercises/01_doubling.ipynb cannot be read")
    (course.folder("solutions") / "01_doubling.ipynb").write_text("{", encoding="utf-8")
    (problem,) = drift(course)
    assert problem.startswith("solutions/01_doubling.ipynb")


def solve(notebook):
    cell = cell_of(notebook, "attempt-a")
    cell.source = "def double(x):\n    return x + x"
    cell.execution_count = 7
    check = cell_of(notebook, "check-a")
    check.outputs = [nbformat.v4.new_output("stream", name="stdout", text="4\n")]
    notebook.cells.insert(1, nbformat.v4.new_code_cell("double(5)"))
    notebook.metadata["language_info"] = {"name": "python", "version": "3.13.1"}


def test_a_learners_work_is_no_drift_and_is_kept(course, capsys):
    change(exercise_path(course), solve)
    before = exercise_path(course).read_bytes()
    assert drift(course) == []
    assert main(["--root", str(course.root), "exercises"]) == 0
    assert "kept, with the work in cells" in capsys.readouterr().out
    assert exercise_path(course).read_bytes() == before


def test_a_learners_work_is_not_overwritten_by_a_newer_exercise(course):
    change(exercise_path(course), solve)
    solution = course.folder("solutions") / "01_doubling.ipynb"
    change(solution, edit_statement)
    before = exercise_path(course).read_bytes()
    with pytest.raises(NotebookError, match=r"not overwritten: .*attempt-a.*\. Undo these"):
        write_exercise(solution, exercise_path(course))
    assert main(["--root", str(course.root), "exercises"]) == 1
    assert exercise_path(course).read_bytes() == before


def test_a_name_that_means_no_notebook_is_answered_with_the_names(course, capsys):
    assert main(["--root", str(course.root), "exercises", "02_trebling"]) == 1
    assert "no notebook '02_trebling' in solutions; there are: 01_doubling" in (
        capsys.readouterr().err
    )
    assert course.select(["solutions/01_doubling.ipynb"], "solutions", "exercises") == [
        course.folder("solutions") / "01_doubling.ipynb"
    ]


def test_ids_must_be_readable_and_unique(tmp_path):
    path = store(tmp_path / "x.ipynb", code("good-1", "x"), code("good-2", "y"))
    bad = ["good-1", "0a1b2c3d", "123e4567-e89b-12d3-a456-426614174000", "Set_Up"]
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] += [{**notebook["cells"][1], "id": identity} for identity in bad]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    problems = id_problems(read_notebook(path))
    assert [problem[:6] for problem in problems] == ["cell 3", "cell 4", "cell 5", "cell 6"]
    assert "has the id 'good-1' of cell 1" in problems[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cannot be read as a notebook"),
        ('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}', "format 4.4"),
        ('{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "cannot be read"),
    ],
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content, words):
    path = tmp_path / "01_x.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NotebookError, match=f"01_x.ipynb .*{words}"):
        read_notebook(path)


def refreshed(path: Path):
    """Refresh one notebook whose course is its folder's parent."""
    return run(refresh(path, path.parents[1], cell_seconds=30))


def test_outputs_are_stored_in_one_exact_form(tmp_path):
    path = store(
        tmp_path / "notebooks" / "01_x.ipynb",
        text("title", "# Run it"),
        code("pieces", "import sys\nfor i in range(3):\n    print(i)\n    sys.stdout.flush()"),
        code("awaits", "import asyncio\nawait asyncio.sleep(0)\n'é'"),
        code("fails", "asyncio.run(asyncio.sleep(0))", "raises-exception"),
        widgets={"state": 1},
    )
    first = refreshed(path)
    assert first.changed == "cells pieces, awaits, fails" and not first.problems
    stored = path.read_bytes()
    assert "unchanged" in str(refreshed(path)) and path.read_bytes() == stored
    made = read_notebook(path)
    assert [cell.get("execution_count") for cell in made.cells] == [None, 1, 2, 3]
    assert [output.text for output in made.cells[1].outputs] == ["0\n1\n2\n"]
    assert made.metadata.keys() == {"kernelspec", "language_info"}
    assert made.metadata.language_info == {"name": "python"}
    assert all(not cell.metadata.keys() - {"tags"} for cell in made.cells)
    assert "é".encode() in stored and b"runners.py" not in stored
    assert b"frames outside of this notebook" in stored


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("print(repr(object()))", "a memory address"),
        ("import os\nprint(os.getcwd())", "a path of one machine"),
        ("import datetime\nprint(datetime.datetime.now())", "a time of day"),
        ("1 / 0", "cell bad failed: "),
        ("import os\nos._exit(1)", "ended the kernel"),
    ],
)
def test_what_differs_elsewhere_is_not_stored(tmp_path, source, words):
    path = store(tmp_path / "notebooks" / "01_x.ipynb", code("fine", "1"), code("bad", source))
    before = path.read_bytes()
    result = refreshed(path)
    assert any("cell" in problem and words in problem for problem in result.problems), result
    assert path.read_bytes() == before


def test_a_cell_that_takes_too_long_is_named(tmp_path):
    source = "import time\ntime.sleep(60)"
    path = store(tmp_path / "notebooks" / "01_x.ipynb", code("slow", source))
    (problem,) = run(refresh(path, tmp_path, cell_seconds=1)).problems
    assert problem == "cell slow took longer than 1 s"


def test_a_cancelled_run_ends_its_kernel_and_stores_nothing(tmp_path):
    path = store(tmp_path / "notebooks" / "01_x.ipynb", code("slow", "import time\ntime.sleep(60)"))
    before, children = path.read_bytes(), psutil.Process().children(recursive=True)

    async def cancelled():
        async with asyncio.timeout(2):
            await refresh(path, tmp_path)

    with pytest.raises(TimeoutError):
        run(cancelled())
    assert path.read_bytes() == before
    assert not set(psutil.Process().children(recursive=True)) - set(children)


def test_the_cell_that_fails_is_named_in_a_notebook_that_was_run_before(tmp_path):
    path = store(tmp_path / "notebooks" / "01_x.ipynb", code("bad", "1"), code("after", "2"))
    assert not refreshed(path).problems
    change(path, lambda notebook: notebook.cells[0].update(source="1 / 0"))
    (problem,) = refreshed(path).problems
    assert problem.startswith("cell bad failed: ") and "ZeroDivisionError" in problem


def test_an_ignored_output_may_say_anything(tmp_path):
    cell = code("clock", "print(object())", "nbval-ignore-output")
    assert refreshed(store(tmp_path / "notebooks" / "01_x.ipynb", cell)).problems == ()


def test_a_generated_id_stops_the_run(tmp_path):
    path = store(tmp_path / "notebooks" / "01_x.ipynb", nbformat.v4.new_code_cell("1"))
    (problem,) = refreshed(path).problems
    assert problem.startswith("cell 1 ('1') has the id")


@pytest.mark.parametrize(
    ("mime", "holds"),
    [("image/png", "{}"), ("text/html", '<img alt="a" src="data:image/png;base64,{}">')],
)
def test_a_large_picture_is_a_problem_even_if_ignored(mime, holds):
    cell = code("drawing", "draw()", "nbval-ignore-output")
    data = {mime: holds.format(base64.b64encode(bytes(100_001)).decode())}
    cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
    assert output_problems(cell) == [
        "cell drawing: has a picture of 100 kB; at most 100 kB are allowed"
    ]
    cell.outputs[0].data = {mime: holds.format(base64.b64encode(bytes(100_000)).decode())}
    assert output_problems(cell) == []


def test_a_failed_run_makes_the_command_fail(tmp_path, capsys):
    store(tmp_path / "notebooks" / "01_good.ipynb", code("fine", "print('fine')"))
    store(tmp_path / "solutions" / "01_bad.ipynb", code("bad", "raise KeyError('k')"))
    assert main(["--root", str(tmp_path), "outputs"]) == 1
    said = capsys.readouterr().out
    assert "notebooks/01_good.ipynb changed: cells fine (" in said
    assert "solutions/01_bad.ipynb not stored:\n    cell bad failed: " in said


def test_the_exercises_of_this_course_match_their_solutions():
    assert drift(Course()) == []


def test_canonical_text_does_not_change_what_it_wrote():
    once = canonical_text(nbformat.v4.new_notebook(cells=[code("a", "x = 1\n")]))
    assert canonical_text(nbformat.reads(once, as_version=4)) == once
