"""Reads plans.toml: which cells a workshop shows, in which order, and when it stops to solve."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.workshop.lessons import Lesson, minutes_of, task_minutes
from helpers.authoring.workshop.needed import to_run
from helpers.notebook_files import Course, NotebookError

__all__ = ["Part", "Plan", "Solve", "plans"]

FILE = Path(__file__).with_name("plans.toml")


@dataclass(frozen=True)
class Solve:
    """A stop in which people solve one task; its minutes are those of the task's statement."""

    exercise: Lesson
    letter: str
    why: str

    @property
    def minutes(self) -> float:
        """The minutes that the statement names."""
        return task_minutes(self.exercise, self.letter)


@dataclass(frozen=True)
class Part:
    """What a plan shows of one lesson: ids of cells in order, those to run, what follows.

    shown: each group of cells that the plan names, as a list of ids. run_first: the cells that are
    run before, without being shown. pause: minutes of a break after it.
    """

    lesson: Lesson
    say: str
    skip: str
    shown: tuple[tuple[str, ...], ...]
    run_first: tuple[str, ...]
    run: tuple[str, ...]
    tasks: tuple[Solve, ...]
    pause: int

    @property
    def ids(self) -> list[str]:
        """The ids of all cells that are shown, in order."""
        return [identity for group in self.shown for identity in group]

    @property
    def show_minutes(self) -> float:
        """The minutes that showing takes."""
        return sum(minutes_of(self.lesson.cell(identity)) for identity in self.ids)

    @property
    def minutes(self) -> float:
        """The minutes that showing, solving and the break take."""
        return self.show_minutes + sum(task.minutes for task in self.tasks) + self.pause


@dataclass(frozen=True)
class Plan:
    """A workshop of `length` minutes; the page is stored as `file`."""

    file: str
    title: str
    length: int
    about: str
    parts: tuple[Part, ...]
    left_out: str

    @property
    def minutes(self) -> float:
        """The minutes of all parts together."""
        return sum(part.minutes for part in self.parts)

    @property
    def left(self) -> float:
        """The minutes that are left for questions."""
        return self.length - self.minutes


def plans(course: Course) -> list[Plan]:
    """Read the plans. Raises NotebookError for a cell, task or lesson that does not exist."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["plan"]
    return [_plan(course, each) for each in found]


def _plan(course: Course, given: dict) -> Plan:
    done: dict[str, set[str]] = {}
    parts = tuple(_part(course, part, done) for part in given["part"])
    words = {key: given[key] for key in ("file", "title", "length", "left_out")}
    tasks, pauses = sum(len(part.tasks) for part in parts), sum(part.pause for part in parts)
    about = given["about"].strip().format(tasks=tasks, pauses=pauses)
    return Plan(**words, about=about, parts=parts)


def _part(course: Course, given: dict, done: dict[str, set[str]]) -> Part:
    """Read one part; `done` has the cells that earlier parts have run, by lesson."""
    lesson = Lesson.read(course, given["lesson"])
    shown = tuple(tuple(lesson.chosen(text)) for text in given.get("show", ()))
    ids = [identity for group in shown for identity in group]
    if sorted(ids, key=lesson.places.__getitem__) != ids or len(set(ids)) != len(ids):
        raise NotebookError(f"{lesson.name}: a plan's cells are not in the lesson's order")
    before = done.setdefault(lesson.name, set())
    run = tuple(to_run(lesson, ids, before)) if ids else ()
    before.update(run)
    return Part(
        lesson,
        given["say"],
        given.get("skip", ""),
        shown,
        tuple(identity for identity in run if identity not in ids),
        run,
        tuple(_solve(course, lesson.name, letter, why) for letter, why in given.get("solve", ())),
        given.get("pause", 0),
    )


def _solve(course: Course, name: str, letter: str, why: str) -> Solve:
    exercise = Lesson.read(course, name, "exercises")
    if f"{letter}-task" not in exercise.places:
        raise NotebookError(f"exercises/{name}.ipynb has no task {letter}, which a plan names")
    return Solve(exercise, letter, why)
