"""A small course, and a learner who writes into a copy of it."""

import json
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.authoring import write_exercise
from helpers.notebook_files import Course, canonical_text
from helpers.working_copy import bring_in

__all__ = ["EXERCISE", "LESSON", "NOW", "Learner", "SmallCourse"]

LESSON, EXERCISE = "notebooks/01_event_loops.ipynb", "exercises/01_exercise_event_loops.ipynb"
NOW = datetime(2026, 11, 21, 10, 15, 30)
SOLVED = "def report(city):\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"


class SmallCourse:
    """A lesson with outputs, its exercise, and two files; its texts can be changed."""

    def __init__(self, root: Path) -> None:
        self.course = Course(root)
        self.lesson = {
            "title": "# Build a loop\n\nDo [the tasks](../exercises/01_event_loops.ipynb).",
            "set-up": "from helpers import enable_stop",
            "run": "print(1)",
            "closing": "The end.",
        }
        self.solution = {
            "title": "# Tasks of [the lesson](../notebooks/01_event_loops.ipynb)",
            "a-task": "Write `report`.",
            "a-attempt": SOLVED,
            "a-check": "ex.a.check(report)",
        }
        self.files = {"data/steps.py": "STEPS = 1\n", "GLOSSARY.md": "# Glossary\n"}
        self.write()

    def write(self) -> None:
        """Store the course as its authors would."""
        root = self.course.root
        for path, text in self.files.items():
            (root / "notebooks" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "notebooks" / path).write_text(text)
        _store(root / LESSON, self.lesson)
        solution = root / "solutions" / "01_event_loops.ipynb"
        _store(solution, self.solution)
        write_exercise(solution, root / "exercises" / solution.name)


def _store(path: Path, cells: dict[str, str]) -> None:
    made = []
    for name, source in cells.items():
        if name in ("title", "closing") or name.endswith("-task"):
            made.append(new_markdown_cell(source, id=name))
        else:
            shown = [new_output("stream", name="stdout", text="1\n")]
            made.append(new_code_cell(source, id=name, outputs=shown, execution_count=1))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(canonical_text(new_notebook(cells=made)), encoding="utf-8")


class Learner:
    """Somebody with a copy in `folder`, who edits its notebooks as JupyterLab would."""

    def __init__(self, folder: Path, small: SmallCourse) -> None:
        self.folder, self.small = folder, small

    def start(self) -> list[str]:
        """Bring in what the course has now."""
        return bring_in(self.folder, self.small.course, NOW)

    def notebook(self, path: str = EXERCISE) -> nbformat.NotebookNode:
        """Return a notebook of the copy."""
        return nbformat.read(self.folder / path, as_version=4)

    def sources(self, path: str = EXERCISE) -> dict[str, str]:
        """Return the texts of a notebook's cells by id."""
        return {cell.id: cell.source for cell in self.notebook(path).cells}

    def edit(self, path: str = EXERCISE, **texts: str | None) -> None:
        """Write texts into cells (`a_attempt` for `a-attempt`); None deletes the cell."""
        notebook = self.notebook(path)
        for name, text in texts.items():
            cell = next(cell for cell in notebook.cells if cell.id == name.replace("_", "-"))
            if text is None:
                notebook.cells.remove(cell)
            else:
                cell.source = text
        self.save(path, notebook)

    def add(self, after: str, source: str, path: str = EXERCISE) -> str:
        """Put a new Markdown cell behind another one; return its id."""
        notebook = self.notebook(path)
        place = [cell.id for cell in notebook.cells].index(after)
        cell = new_markdown_cell(source)
        notebook.cells.insert(place + 1, cell)
        self.save(path, notebook)
        return cell.id

    def run(self, name: str, path: str = LESSON) -> None:
        """Let a cell have an output."""
        notebook = self.notebook(path)
        cell = next(cell for cell in notebook.cells if cell.id == name)
        cell.execution_count, cell.outputs = 7, [new_output("stream", name="stdout", text="7\n")]
        self.save(path, notebook)

    def save(self, path: str, notebook: nbformat.NotebookNode) -> None:
        """Store a notebook with what JupyterLab adds to it."""
        notebook.metadata.language_info = {"name": "python", "version": "3.11.7"}
        (self.folder / path).write_text(json.dumps(notebook), encoding="utf-8")

    def kept(self) -> dict[str, str]:
        """Return what is kept beside, by file name."""
        return {p.name: p.read_text(encoding="utf-8") for p in self.folder.glob("kept/*")}
