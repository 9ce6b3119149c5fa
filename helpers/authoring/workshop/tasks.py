"""What a task gives to whoever solves it, and the course's answer, as code."""

from collections.abc import Iterator

from helpers.authoring.workshop.lessons import Lesson
from helpers.authoring.workshop.plans import Solve
from helpers.exercise_form import BEGIN, END
from helpers.notebook_files import Course

__all__ = ["answer_of", "given_to"]

MARKS = (BEGIN, END, "### STUB:")  # of a solution's cell


def given_to(task: Solve) -> Iterator[str]:
    """Yield the sources of the code cells between a task's statement and its answer."""
    exercise, letter = task.exercise, task.letter
    begin, end = (exercise.places[f"{letter}-{kind}"] for kind in ("task", "attempt"))
    return (cell.source for cell in exercise.cells[begin:end] if cell.cell_type == "code")


def answer_of(course: Course, task: Solve) -> str:
    """Return the course's own answer to a task."""
    solved = Lesson.read(course, task.exercise.name, "solutions")
    lines = solved.cell(f"{task.letter}-attempt").source.splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith(MARKS)).strip()
