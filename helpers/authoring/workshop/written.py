"""Reads what is written by hand of a lesson: its idea, what to expect, what goes wrong."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.workshop.lessons import PREDICTION, Lesson
from helpers.notebook_files import NotebookError

__all__ = ["NOTES", "Written"]

NOTES = Path(__file__).with_name("notes")


@dataclass(frozen=True)
class Written:
    """The hand-written part of the notes on one lesson.

    expected: what to expect of a prediction, by the id of its cell. machines: what goes wrong on
    them.
    """

    idea: str
    expected: dict[str, str]
    machines: tuple[str, ...]

    @classmethod
    def of(cls, lesson: Lesson) -> Written:
        """Read it; raise NotebookError if it speaks of a cell that asks for no prediction."""
        given = tomllib.loads((NOTES / f"{lesson.name}.toml").read_text(encoding="utf-8"))
        expected = {each["cell"]: each["comes"].strip() for each in given["question"]}
        asked = {cell.id for cell in lesson.cells if PREDICTION in cell.source}
        if odd := sorted(expected.keys() - asked):
            raise NotebookError(f"{lesson.name}: the cells {odd} ask for no prediction")
        return cls(given["idea"].strip(), expected, tuple(given["machines"]))
