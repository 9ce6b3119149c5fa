"""The glossary holds each term once, with the sentence that defines it and a link to its place."""

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers.authoring.glossary import FILE, glossary, terms
from helpers.notebook_files import Course, NotebookError


def course_of(folder, **lessons):
    """A course with these lessons, each a list of Markdown cells."""
    (folder / "notebooks").mkdir()
    for name, texts in lessons.items():
        cells = [new_markdown_cell(text, id=f"cell-{n}") for n, text in enumerate(texts)]
        nbformat.write(new_notebook(cells=cells), folder / "notebooks" / f"{name}.ipynb")
    return Course(folder)


def test_a_term_comes_with_its_sentence_and_its_place(tmp_path):
    text = (
        "## Two `lines` of steps\n\nIt runs. A <dfn>thread</dfn> is a line of steps\n"
        "of its own. It has a stack."
    )
    course = course_of(tmp_path, _05_threads=["# Title\n\nA word.", text])
    assert glossary(course).endswith(
        "- **thread**: A **thread** is a line of steps of its own. "
        "([_0, Two `lines` of steps](_05_threads.ipynb#Two-lines-of-steps))\n"
    )


def test_terms_stand_in_the_order_of_the_alphabet_whatever_their_case(tmp_path):
    course = course_of(tmp_path, a=["The <dfn>GIL</dfn> is a lock."], b=["A <dfn>future</dfn> is."])
    assert [term.name for term in terms(course)] == ["future", "GIL"]


def test_a_term_that_is_defined_twice_is_an_error(tmp_path):
    course = course_of(tmp_path, a=["A <dfn>task</dfn> is."], b=["A <dfn>Task</dfn> is."])
    with pytest.raises(NotebookError, match=r"'task' is defined twice, in a\.ipynb and b\.ipynb"):
        terms(course)


def test_the_stored_glossary_is_that_of_the_lessons():
    course = Course()
    stored = (course.folder("notebooks") / FILE).read_text(encoding="utf-8")
    assert stored == glossary(course), "run: python -m helpers.authoring glossary"
