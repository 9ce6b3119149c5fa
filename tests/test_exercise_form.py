"""Tests of what an exercise keeps of its solution, and of what counts as a learner's work."""

import nbformat
import pytest

from helpers.exercise_form import digest, exercise_from, learner_work, pristine
from helpers.notebook_files import NotebookError

SOLVED = """\
def double(x):
    ### BEGIN SOLUTION
    ### STUB: return ...
    return 2 * x
    ### END SOLUTION"""


def code(identity, source, *tags):
    """A code cell with a readable id."""
    metadata = {"tags": list(tags)} if tags else {}
    return nbformat.v4.new_code_cell(source, id=identity, metadata=metadata)


def text(identity, source, *tags):
    """A Markdown cell with a readable id."""
    metadata = {"tags": list(tags)} if tags else {}
    return nbformat.v4.new_markdown_cell(source, id=identity, metadata=metadata)


def exercise(*cells):
    """What is generated from a solution of these cells."""
    return exercise_from(nbformat.v4.new_notebook(cells=list(cells)))


def test_a_stub_takes_the_place_of_its_block():
    made = exercise(code("a", SOLVED))
    assert made.cells[0].source == "def double(x):\n    return ..."


def test_a_block_without_stubs_becomes_an_ellipsis_at_its_indentation():
    made = exercise(
        code("a", "if True:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION\ny = 2")
    )
    assert made.cells[0].source == "if True:\n    ...\ny = 2"


def test_each_block_of_a_cell_has_a_stub_of_its_own():
    block = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
    made = exercise(code("a", f"{block}\nprint(x)\n{block}"))
    assert made.cells[0].source == "...\nprint(x)\n..."


def test_an_exercise_is_unrun_and_keeps_tags_but_no_other_metadata():
    run = code("shown", "print(1)", "raises-exception")
    run.update(execution_count=3, outputs=[nbformat.v4.new_output("stream", text="1\n")])
    run.metadata["collapsed"] = True
    shown, attempt = exercise(run, code("a", SOLVED, "hard")).cells
    assert (shown.execution_count, shown.outputs) == (None, [])
    assert shown.metadata == {"tags": ["raises-exception"]}
    assert attempt.metadata == {"tags": ["attempt", "hard"]}


def test_what_only_the_solution_says_is_left_out():
    made = exercise(text("why", "Since ...", "solution"), text("what", "Do"), code("a", SOLVED))
    assert [cell.id for cell in made.cells] == ["what", "a"]


def test_marks_in_a_text_are_no_marks():
    made = exercise(
        text("how", "Write `### BEGIN SOLUTION`:\n\n### BEGIN SOLUTION"), code("a", SOLVED)
    )
    assert made.cells[0].source.endswith("\n### BEGIN SOLUTION")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("### BEGIN SOLUTION\nx = 1", "cell a: '### BEGIN SOLUTION' has no partner"),
        ("x = 1\n### END SOLUTION", "cell a: '### END SOLUTION' has no partner"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "has no partner"),
        ("### STUB: x", "must stand between"),
        ("x = 1", "nothing is left to solve"),
    ],
)
def test_marks_that_do_not_pair_up_are_named(source, message):
    with pytest.raises(NotebookError, match=message):
        exercise(code("a", source))


def test_an_id_that_nobody_could_read_is_refused():
    with pytest.raises(NotebookError, match="0a1b2c3d"):
        exercise(code("0a1b2c3d", SOLVED))


def test_a_digest_tells_kind_tags_and_text_apart_and_nothing_else():
    cells = [code("a", "x"), text("a", "x"), code("a", "x", "t"), code("a", "y"), code("a", "t\nx")]
    assert len({digest(cell) for cell in cells}) == len(cells)
    other = code("b", "x")
    other.update(execution_count=1, outputs=[nbformat.v4.new_output("stream", text="x")])
    assert digest(other) == digest(cells[0])
    assert digest(code("a", "x", "t", "u")) == digest(code("a", "x", "u", "t"))


def test_an_exercise_remembers_how_it_was_given():
    made = exercise(text("what", "Do"), code("a", SOLVED))
    assert pristine(made) == {cell.id: digest(cell) for cell in made.cells}
    assert pristine(nbformat.v4.new_notebook()) == {}


def test_work_is_what_was_written_or_changed():
    made = exercise(text("what", "Do"), code("a", SOLVED), code("check", "double(2)"))
    assert learner_work(made) == []
    made.cells[1].source = "def double(x):\n    return x + x"
    made.cells[2].source = " "  # emptied: nothing is lost
    made.cells += [code("mine", "x = 1"), code("blank", "\n")]
    assert learner_work(made) == ["a", "mine"]
