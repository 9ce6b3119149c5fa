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

    rests_on: the ids of cells without which the idea says more than was shown. expected: what to
    expect of a prediction, by the id of its cell. machines: what goes wrong on them.
    """

    idea: str
    rests_on: tuple[str, ...]
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
        rests_on = tuple(given["rests_on"])
        if odd := sorted(set(rests_on) - lesson.places.keys()):
            raise NotebookError(f"{lesson.name}: its idea rests on {odd}, which are no cells of it")
        return cls(given["idea"].strip(), rests_on, expected, tuple(given["machines"]))
