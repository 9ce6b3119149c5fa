"""Writes exercises from their solutions, and finds where the two no longer say the same."""

from pathlib import Path

from nbformat import NotebookNode

from helpers.exercise_form import ATTEMPT, digest, given_by, learner_work, pristine
from helpers.notebook_files import (
    Course,
    NotebookError,
    canonical_text,
    read_notebook,
    tags,
    write_text,
)

__all__ = ["drift", "write_exercise"]


def write_exercise(solution: Path, exercise: Path) -> str:
    """Generate the file `exercise` from the file `solution`; return what was done.

    A file that holds work is kept. Raises NotebookError if it would have to be written anew.
    """
    made = _made_from(solution)
    if exercise.is_file():
        old = read_notebook(exercise)
        if work := learner_work(old):
            if pristine(old) == pristine(made):
                return f"kept, with the work in cells {', '.join(work)}"
            raise NotebookError(
                f"exercises/{exercise.name} is older than its solution, but was not overwritten: "
                f"it holds work in cells {', '.join(work)}. "
                "Undo these changes or move the file away, then run this again."
            )
    return "written" if write_text(exercise, canonical_text(made)) else "unchanged"


def _made_from(solution: Path) -> NotebookNode:
    try:
        return given_by(read_notebook(solution))
    except NotebookError as error:
        raise NotebookError(f"solutions/{solution.name}: {error}") from error


def drift(course: Course) -> list[str]:
    """Return a line for each difference between exercises/ and what solutions/ would make.

    A line names the file, the cell and what to do. A learner's work is no drift: the text of
    attempt cells, outputs and added cells are not compared.
    """
    solutions = {path.name: path for path in course.notebooks("solutions")}
    exercises = {path.name: path for path in course.notebooks("exercises")}
    problems = []
    for name in sorted(solutions.keys() | exercises.keys()):
        if name not in solutions:
            problems.append(
                f"exercises/{name} has no solution; write solutions/{name} or remove it"
            )
        elif name not in exercises:
            problems.append(f"exercises/{name} is missing; {_cure(name)}")
        else:
            problems += _file_drift(solutions[name], exercises[name])
    return problems


def _cure(name: str) -> str:
    """Say how an exercise is generated anew."""
    return f"run: python -m helpers.authoring exercises {Path(name).stem}"


def _file_drift(solution: Path, exercise: Path) -> list[str]:
    """Return the differences of one exercise, each with the file's name and what to do."""
    try:
        made = _made_from(solution)
    except NotebookError as error:
        return [str(error)]
    try:
        found = read_notebook(exercise)
    except NotebookError as error:
        return [f"exercises/{error}; move it away, then {_cure(exercise.name)}"]
    lines = [f"cell {identity} {what}" for identity, what in _cell_drift(made, found)]
    if not lines and (moved := _first_moved(made, found)):
        lines = [f"the cells are in another order, from cell {moved} on;"]
    return [f"exercises/{exercise.name}: {line} {_cure(exercise.name)}" for line in lines]


def _cell_drift(made: NotebookNode, found: NotebookNode) -> list[tuple[str, str]]:
    """Return the id of each cell that differs, with what is the matter."""
    there = {cell.id: cell for cell in found.cells}
    now, then = pristine(made), pristine(found)
    problems = [(name, "is no longer in the solution;") for name in then if name not in now]
    for cell in made.cells:
        other = there.get(cell.id)
        if other is None:
            problems.append((cell.id, "is missing;"))
        elif then.get(cell.id) != now[cell.id]:
            problems.append((cell.id, "was generated from an older solution;"))
        elif digest(other) != now[cell.id] and ATTEMPT not in tags(cell):
            problems.append((cell.id, "was edited here; undo that, or edit the solution and then"))
    return problems


def _first_moved(made: NotebookNode, found: NotebookNode) -> str:
    """Return the id of the first cell that is not where the solution has it, or ""."""
    wanted = [cell.id for cell in made.cells]
    have = [cell.id for cell in found.cells if cell.id in wanted]
    return next((want for want, got in zip(wanted, have, strict=False) if want != got), "")
