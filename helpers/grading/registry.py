"""Finds the tasks of the course: in helpers/tasks a folder for each notebook, a module a task."""

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.grading.verdict import Rule
from helpers.places import COURSE, PACKAGE

if TYPE_CHECKING:
    from helpers.grading.answer import Answer

__all__ = [
    "Check",
    "Withheld",
    "cells_before",
    "find",
    "find_version",
    "given_cells",
    "known",
    "letters",
    "named",
    "notebook_of",
    "solution_of",
]

TASKS = PACKAGE / "tasks"
EXERCISES, SOLUTIONS = COURSE / "exercises", COURSE / "solutions"
BEGIN = "### BEGIN SOLUTION"  # as in helpers.exercise_form, which takes a while to load


class Withheld(Exception):
    """The course's own answer is not here; the message says when it will be."""


@dataclass(frozen=True)
class Check:
    """One task's check.

    `gather` runs the answer, in a child process, and returns facts as JSON data. `rules` are the
    known mistakes, `praise` a format string over the facts. `version` grows by one when an answer
    that passed may fail. `predicts` names the fact that a learner may predict. `allows` names calls
    that are refused to other answers, "sys._current_frames", but that this task is about.
    """

    gather: Callable[["Answer"], dict[str, Any]]
    rules: tuple[Rule, ...]
    praise: str
    predicts: str | None = None
    version: int = 2
    allows: tuple[str, ...] = ()


def known() -> list[str]:
    """Return the names of all exercises, in the course's order."""
    return sorted(path.name for path in TASKS.glob("[0-9][0-9]_*"))


def named(words: str) -> str:
    """Return the exercise that `words` mean, such as "01", "01_event_loops" or its file's name.

    Raises:
        ValueError: there is no such exercise; the message lists those there are.
    """
    stem = words.removeprefix("exercises/").removesuffix(".ipynb").replace("_exercise_", "_", 1)
    found = next((one for one in known() if stem in (one, one[:2])), None)
    if found is None:
        raise ValueError(
            f"there is no exercise {words!r}; the exercises are: {', '.join(known())}."
        )
    return found


def letters(name: str) -> list[str]:
    """Return the letters of the tasks of the exercise `name`."""
    return sorted(path.stem for path in (TASKS / name).glob("[a-z].py"))


def find(name: str, letter: str) -> Check:
    """Return the check of one task."""
    return importlib.import_module(f"helpers.tasks.{name}.{letter}").CHECK


def find_version(name: str, letter: str) -> str:
    """Return the version of one task's check, as its author has written it there."""
    return str(find(name, letter).version)


def cells_before(name: str, letter: str) -> list[str]:
    """Return the code cells of the solved notebook, up to the course's own answer of one task.

    Where solutions are withheld, what the exercise gave stands in the place of the answer.
    """
    cells = _code_cells(name)
    last = list(cells).index(f"{letter}-attempt")
    return list(cells.values())[: last + 1]


def given_cells(name: str) -> list[str]:
    """Return the code cells of the notebook that are given: all in which no answer is asked for."""
    return [source for cell, source in _code_cells(name).items() if not cell.endswith("-attempt")]


def _code_cells(name: str) -> dict[str, str]:
    """Return the sources of the solved notebook's code cells, by id."""
    cells = json.loads(notebook_of(name).read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}


def notebook_of(name: str) -> Path:
    """Return the path of the solved notebook; where there is none, of the exercise.

    Both have the cells that are given.
    """
    solved = SOLUTIONS / f"{name}.ipynb"
    return solved if solved.is_file() else EXERCISES / solved.name


def solution_of(name: str, letter: str) -> str:
    """Return the source of the course's own answer, from the solved notebook.

    Raises:
        Withheld: the solutions are locked or absent.
    """
    source = cells_before(name, letter)[-1] if (SOLUTIONS / f"{name}.ipynb").is_file() else ""
    lines = source.splitlines()
    if not any(line.strip() == BEGIN for line in lines):
        from helpers.withheld import when_open  # late: no check needs it

        raise Withheld(when_open(SOLUTIONS))
    return "\n".join(line for line in lines if not line.strip().startswith("###"))
