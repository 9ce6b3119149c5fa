"""Gives an exercise, or one task of it, back as it was, and keeps what the learner wrote."""

from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.exercise_form import digest
from helpers.grading.registry import letters, named
from helpers.grading.safe_file import free_name, locked, replace, replace_text
from helpers.notebook_files import Course, NotebookError, read_notebook
from helpers.places import KEPT, shown, work_folder
from helpers.working_copy.given import Given, exercise_given

__all__ = ["CannotReset", "reset"]

RELOAD = "If it is open in JupyterLab, choose there: File > Reload Notebook from Disk."
MAKE = "python -m helpers update"


class CannotReset(Exception):
    """Nothing was reset; the message says why and what to do instead."""


def reset(
    name: str,
    folder: Path | None = None,
    course: Course | None = None,
    now: datetime | None = None,
) -> str:
    """Restore what `name` means, and return a line on what was done and what is kept where.

    Args:
        name: "03.a" for the attempt of one task, "03" or "03_futures" for a whole notebook.
        folder: the learner's working folder; by default the usual one.
        course, now: where the course is, and the date in the names of kept files.

    Raises:
        CannotReset: no such task or exercise, or a notebook that cannot be read or written.
    """
    folder, now = folder or work_folder(), now or datetime.now()
    exercise, letter = _wanted(name)
    if not (folder / "exercises").is_dir():
        raise CannotReset(f"there is no copy of the course in {shown(folder)}; make it: {MAKE}")
    try:
        given = exercise_given(course or Course(), exercise)
        path = folder / given.path
        with locked(folder):
            return _reset_task(path, given, letter, now) if letter else _reset_all(path, given, now)
    except NotebookError as error:
        raise CannotReset(str(error)) from None
    except OSError as error:
        where = _label(Path(error.filename)) if error.filename else "exercises"
        raise CannotReset(f"{where}: {error.strerror}; nothing was reset.") from None


def _label(path: Path) -> str:
    """Return a path in the working folder as the learner knows it."""
    return f"{path.parent.name}/{path.name}"


def _wanted(name: str) -> tuple[str, str]:
    """Return what a name means: an exercise, and the letter of a task or ""."""
    stem, _, letter = name.removesuffix(".ipynb").partition(".")
    try:
        exercise = named(stem)
    except ValueError as error:
        raise CannotReset(str(error).replace(repr(stem), repr(name))) from None
    if letter and letter not in letters(exercise):
        have = ", ".join(f"{exercise[:2]}.{one}" for one in letters(exercise))
        raise CannotReset(f"there is no task {name!r}; the tasks are: {have}.")
    return exercise, letter


def _reset_all(path: Path, given: Given, now: datetime) -> str:
    said = ""
    if path.exists():
        content = path.read_bytes()  # as bytes: a damaged notebook is kept too
        if content == given.content:
            return f"{given.path} is as it was given; nothing to reset."
        said = f" Yours is kept as {_keep(path, path.stem, '.ipynb', content, now)}."
    replace(path, given.content)
    return f"{given.path} is as it was given.{said} {RELOAD}"


def _reset_task(path: Path, given: Given, letter: str, now: datetime) -> str:
    task, before = f"{path.name[:2]}.{letter}", path.read_bytes()
    notebook, said = _readable(path, task), ""
    cell = next(cell for cell in given.notebook.cells if cell.id == f"{letter}-attempt")
    place = _place_of(cell, notebook, given.notebook)
    yours = notebook.cells[place]
    if digest(yours) == digest(cell):
        return f"{task} is as it was given; nothing to reset."
    if yours.source.strip():
        content = (yours.source + "\n").encode()
        said = f" Yours is kept as {_keep(path, task, '.py', content, now)}."
    notebook.cells[place] = cell
    if path.read_bytes() != before:
        raise CannotReset(f"{given.path} was saved at this moment; run this again.")
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


def _keep(path: Path, stem: str, suffix: str, content: bytes, now: datetime) -> str:
    """Store `content` under a name that no file has; return the path as learners know it."""
    folder = path.parent.parent / KEPT
    folder.mkdir(exist_ok=True)
    kept = free_name(folder, stem, suffix, now)
    replace(kept, content)
    return shown(kept)
