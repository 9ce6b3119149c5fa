"""The cells of each plan, run in its order in fresh kernels, print what the lessons print.

A plan skips cells, so it could miss a definition; what a plan shows beside the set-up cells that
it names must be enough.
"""

import pytest
from nbformat import NotebookNode

from helpers.authoring.workshop.plans import Plan, plans
from helpers.notebook_files import Course, tags
from tests.kernels import run_cells, text_of

COURSE = Course()
IGNORED = "nbval-ignore-output"


def lessons_of(plan: Plan) -> list[str]:
    """The names of the lessons that a plan shows, each once."""
    return list(dict.fromkeys(part.lesson.name for part in plan.parts if part.run))


RUNS = [
    pytest.param(plan, name, id=f"{plan.file}-{name}")
    for plan in plans(COURSE)
    for name in lessons_of(plan)
]


@pytest.mark.parametrize(("plan", "name"), RUNS)
def test_the_cells_of_a_plan_print_what_the_lesson_prints(plan, name):
    parts = [part for part in plan.parts if part.lesson.name == name]
    cells = [part.lesson.cell(identity) for part in parts for identity in part.run]
    sources = [cell.source for cell in cells]
    found = run_cells(sources, COURSE.folder("notebooks"), allow_errors=True)
    wrong = {
        cell.id: (shown(cell.outputs), shown(outputs))
        for cell, outputs in zip(cells, found, strict=True)
        if IGNORED not in tags(cell) and shown(cell.outputs) != shown(outputs)
    }
    assert wrong == {}


def shown(outputs: list[NotebookNode]) -> tuple[str, list[str]]:
    """What is shown as text, and the names of errors: their tracebacks hold numbers of cells."""
    text = text_of([each for each in outputs if each.output_type != "error"])
    return text, [each.ename for each in outputs if each.output_type == "error"]
