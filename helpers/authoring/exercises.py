"""Writes exercises from their solutions, and never overwrites what a learner wrote."""

from pathlib import Path

from helpers.exercise_form import exercise_from, learner_work, pristine
from helpers.notebook_files import NotebookError, canonical_text, read_notebook, write_text

__all__ = ["write_exercise"]


def write_exercise(solution: Path, exercise: Path) -> str:
    """Generate the file `exercise` from the file `solution`; return what was done.

    A file that holds work is kept: as it is, if it was generated from this solution, and with an
    NotebookError that names the cells if it would have to be written anew.
    """
    try:
        made = exercise_from(read_notebook(solution))
    except NotebookError as error:
        raise NotebookError(f"solutions/{solution.name}: {error}") from error
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
