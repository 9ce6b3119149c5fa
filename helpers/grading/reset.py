"""Gives an exercise, or one task of it, back as it was, and keeps what the learner wrote."""

from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.exercise_form import digest, given_by
from helpers.grading.registry import known, letters
from helpers.grading.safe_file import free_name, locked, replace_text
from helpers.notebook_files import Course, NotebookError, canonical_text, read_notebook

__all__ = ["KEPT", "CannotReset", "reset"]

KEPT = "kept"  # the folder in exercises/ where the learner's texts go
RELOAD = "If it is open in JupyterLab, choose there: File > Reload Notebook from Disk."


class CannotReset(Exception):
    """Nothing was reset; the message says why and what to do instead."""


def reset(name: str, course: Course | None = None, now: datetime | None = None) -> str:
    """Restore what `name` means, and return a line on what was done and what is kept where.

    Args:
        name: "03.a" for the attempt of one task, "03" or "03_futures" for a whole notebook.
        course, now: folders, and the date in the names of kept files; by default the real ones.

    Raises:
        CannotReset: no such task or exercise, or a notebook that cannot be read or written.
    """
    course, now = course or Course(), now or datetime.now()
    exercise, letter = _wanted(name)
    path = course.folder("exercises") / f"{exercise}.ipynb"
    try:
        made = given_by(_solution_of(path.name, course))
        with locked(path.parent):
            return _reset_task(path, made, letter, now) if letter else _reset_all(path, made, now)
    except NotebookError as error:
        raise CannotReset(str(error)) from None
    except OSError as error:
        where = course.label(Path(error.filename)) if error.filename else "exercises"
        raise CannotReset(f"{where}: {error.strerror}; nothing was reset.") from None


def _solution_of(name: str, course: Course) -> NotebookNode:
    path = course.folder("solutions") / name
    if not path.is_file():
        raise CannotReset(
            f"{course.label(path)} is not there, and the exercise as it was given is made from it; "
            f"take exercises/{name} anew from where you got the course."
        )
    return read_notebook(path)


def _wanted(name: str) -> tuple[str, str]:
    """Return what a name means: an exercise, and the letter of a task or ""."""
    stem, _, letter = name.removeprefix("exercises/").removesuffix(".ipynb").partition(".")
    exercise = next((one for one in known() if stem in (one, one[:2])), None)
    if exercise is None:
        have = ", ".join(known())
        raise CannotReset(f"there is no exercise {name!r}; the exercises are: {have}.")
    if letter and letter not in letters(exercise):
        have = ", ".join(f"{exercise[:2]}.{one}" for one in letters(exercise))
        raise CannotReset(f"there is no task {name!r}; the tasks are: {have}.")
    return exercise, letter


def _reset_all(path: Path, made: NotebookNode, now: datetime) -> str:
    text, said = canonical_text(made), ""
    if path.exists():
        content = path.read_bytes()  # as bytes: a damaged notebook is kept too
        if content == text.encode():
            return f"exercises/{path.name} is as it was given; nothing to reset."
        said = f" Yours is kept as {_keep(path.parent, path.stem, '.ipynb', content, now)}."
    replace_text(path, text)
    return f"exercises/{path.name} is as it was given.{said} {RELOAD}"


def _reset_task(path: Path, made: NotebookNode, letter: str, now: datetime) -> str:
    task, before = f"{path.name[:2]}.{letter}", path.read_bytes()
    notebook, said = _readable(path, task), ""
    given = next(cell for cell in made.cells if cell.id == f"{letter}-attempt")
    place = _place_of(given, notebook, made)
    yours = notebook.cells[place]
    if digest(yours) == digest(given):
        return f"{task} is as it was given; nothing to reset."
    if yours.source.strip():
        content = (yours.source + "\n").encode()
        said = f" Yours is kept as {_keep(path.parent, task, '.py', content, now)}."
    notebook.cells[place] = given
    if path.read_bytes() != before:
        raise CannotReset(f"exercises/{path.name} was saved at this moment; run this again.")
    replace_text(path, nbformat.v4.writes(notebook) + "\n")
    return f"{task} is as it was given.{said} {RELOAD}"


def _readable(path: Path, task: str) -> NotebookNode:
    try:
        return read_notebook(path)
    except NotebookError as error:
        whole = f"python -m helpers reset {task[:2]}"
        raise CannotReset(f"{error}\nTo keep it and begin anew: {whole}") from None


def _place_of(given: NotebookNode, notebook: NotebookNode, made: NotebookNode) -> int:
    """Return the index of the cell `given`; if it was deleted, an empty one takes its place."""
    have = [cell.id for cell in notebook.cells]
    if given.id in have:
        return have.index(given.id)
    order = [cell.id for cell in made.cells]
    earlier = order[: order.index(given.id)]
    place = max((n + 1 for n, name in enumerate(have) if name in earlier), default=0)
    notebook.cells.insert(place, nbformat.v4.new_code_cell(id=given.id))
    return place


def _keep(folder: Path, stem: str, suffix: str, content: bytes, now: datetime) -> str:
    """Store `content` under a name that no file has; return the name as readers know it."""
    (folder / KEPT).mkdir(exist_ok=True)
    path = free_name(folder / KEPT, stem, suffix, now)
    path.write_bytes(content)
    return f"exercises/{KEPT}/{path.name}"
