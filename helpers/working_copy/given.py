"""What the course gives to a learner's copy: lessons without outputs, exercises, their files."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.exercise_form import digest, given_exercise
from helpers.notebook_files import KERNELSPEC, Course, tags
from helpers.places import PACKAGE, exercise_file

__all__ = ["TEACHERS", "Given", "exercise_given", "fingerprint", "given_files"]

FORM = "2"  # another one, when other files are made of the same course
SOURCES = ("notebooks", "exercises", "solutions")
PAGES = (".ipynb", ".md")
TEACHERS = "notebooks/workshop"
# A learner's copy holds no bytecode, no checkpoints, no pages that a lesson has written, and none
# of those for who teaches, which tell all answers.
LEFT_OUT = re.compile(
    rf"(^|/)(\.|__pycache__)|\.(pyc|html|new)$|^exercises/(?!\d\d_\w+\.ipynb$)|^{TEACHERS}/"
)
TO_EXERCISE = re.compile(r"(?<=exercises/)(\d\d_\w+)\.ipynb")
TO_SOURCE = re.compile(r"(?<=\.\./)helpers/(\w[\w/]*\.py)")  # a module to read in
SET_UP = "set-up"
IF_NOT_FOUND = "# No `helpers` here? Choose the course's Python as this notebook's kernel.\n"


@dataclass(frozen=True)
class Given:
    """One file: its path in the copy, its content, and what that is as a notebook, if it is one."""

    path: str
    content: bytes
    notebook: NotebookNode | None = None


def fingerprint(course: Course) -> str:
    """Return a digest of all that the course gives: another one if a byte of it changed."""
    whole = hashlib.sha256(FORM.encode())
    for path in _sources(course, *SOURCES):
        content = path.read_bytes()
        whole.update(f"\n{course.label(path)} {len(content)}\n".encode())
        whole.update(content)
    for name in _modules_to_read(course):
        whole.update((PACKAGE / name).read_bytes())
    return whole.hexdigest()


def given_files(course: Course) -> Iterator[Given]:
    """Yield all files that a learner's copy has; raise NotebookError for a damaged exercise."""
    for path in _sources(course, "notebooks"):
        label = course.label(path)
        if path.suffix == ".ipynb":
            notebook = nbformat.reader.reads(path.read_text(encoding="utf-8"))
            yield _given_notebook(label, notebook)
        elif path.suffix == ".md":
            yield Given(label, _relinked(path.read_text(encoding="utf-8")).encode())
        else:
            yield Given(label, path.read_bytes())
    for path in _sources(course, "exercises"):
        yield exercise_given(course, path.stem)
    for name in _modules_to_read(course):
        yield Given(f"sources/{name}", (PACKAGE / name).read_bytes())


def _modules_to_read(course: Course) -> list[str]:
    """Return the modules of the package to which notebooks link."""
    texts = (path.read_text("utf-8") for path in _sources(course, *SOURCES) if path.suffix in PAGES)
    return sorted({name for text in texts for name in TO_SOURCE.findall(text)})


def exercise_given(course: Course, name: str) -> Given:
    """Return what is given of one exercise; raise NotebookError if it is damaged."""
    return _given_notebook(f"exercises/{exercise_file(name)}", given_exercise(course, name))


def _given_notebook(path: str, notebook: NotebookNode) -> Given:
    made = _for_a_learner(notebook)
    return Given(path, (nbformat.v4.writes(made) + "\n").encode(), made)


def _sources(course: Course, *folders: str) -> list[Path]:
    found = (path for name in folders for path in sorted(course.folder(name).rglob("*")))
    return [path for path in found if path.is_file() and not LEFT_OUT.search(course.label(path))]


def _for_a_learner(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without outputs, with links that lead to files of the copy.

    Its metadata hold the digest of each cell as it is given, by which later changes are known.
    """
    cells = [_cell(cell) for cell in notebook.cells]
    metadata = {
        "course": {"pristine": {cell.id: digest(cell) for cell in cells}},
        "kernelspec": KERNELSPEC,
        "language_info": {"name": "python"},
    }
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(whole)


def _cell(cell: NotebookNode) -> NotebookNode:
    kept = {key: cell[key] for key in ("cell_type", "id", "source")}
    kept["source"] = _source(cell)
    kept["metadata"] = {"tags": sorted(tags(cell))} if tags(cell) else {}
    if cell.cell_type == "code":
        kept |= {"outputs": [], "execution_count": None}
    elif "attachments" in cell:
        kept["attachments"] = cell.attachments
    return nbformat.from_dict(kept)


def _source(cell: NotebookNode) -> str:
    source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    if cell.cell_type == "markdown":
        return _relinked(source)
    return IF_NOT_FOUND + source if cell.id == SET_UP else source


def _relinked(markdown: str) -> str:
    """Let links lead to the copy's exercises and modules."""
    markdown = TO_EXERCISE.sub(lambda link: exercise_file(link[1]), markdown)
    return TO_SOURCE.sub(r"sources/\1", markdown)
