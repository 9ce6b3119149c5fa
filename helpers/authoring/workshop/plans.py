"""Reads plans.toml: which cells a workshop shows, in which order, and when it stops to solve."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.workshop.lessons import Lesson, minutes_of, task_minutes
from helpers.authoring.workshop.needed import to_run
from helpers.authoring.workshop.written import Written
from helpers.notebook_files import Course, NotebookError

__all__ = ["Part", "Plan", "Solve", "plans"]

FILE = Path(__file__).with_name("plans.toml")
OPENING = 1  # minutes, judged: everybody finds and opens the exercise of a part, once


@dataclass(frozen=True)
class Solve:
    """A stop in which people solve one task; its minutes are those of the task's statement.

    together: the minutes, if the room solves it together on the screen, else 0.
    """

    exercise: Lesson
    letter: str
    why: str
    together: int = 0

    @property
    def name(self) -> str:
        """The task as it is spoken of: "08.a"."""
        return f"{self.exercise.number}.{self.letter}"

    @property
    def minutes(self) -> float:
        """The minutes that the plan gives it, or those that the statement names."""
        return self.together or task_minutes(self.exercise, self.letter)


@dataclass(frozen=True)
class Part:
    """What a plan shows of one lesson: ids of cells in order, those to run, what follows.

    idea: the one idea of what is shown. asides: what is said at a cell, by its id, such as what of
    the lesson this plan leaves out. shown: each group of cells that the plan names, as a list of
    ids. run_first: the cells that are run before, without being shown. board: minutes of work at
    the board, and at_board: what fills them. pause: minutes of a break after it.
    """

    lesson: Lesson
    say: str
    idea: str
    skip: str
    asides: dict[str, str]
    shown: tuple[tuple[str, ...], ...]
    run_first: tuple[str, ...]
    run: tuple[str, ...]
    tasks: tuple[Solve, ...]
    board: int
    at_board: str
    pause: int

    @property
    def ids(self) -> list[str]:
        """The ids of all cells that are shown, in order."""
        return [identity for group in self.shown for identity in group]

    def leads_nowhere(self, identity: str) -> bool:
        """Does a shown cell stand before code that is not shown, to which its last words lead?"""
        place = self.lesson.places[identity] + 1
        following = self.lesson.cells[place : place + 1]
        return any(c.cell_type == "code" and c.id not in self.ids for c in following)

    @property
    def show_minutes(self) -> int:
        """The minutes that showing takes: whole ones, so that the rows of a table add up."""
        return round(sum(minutes_of(self.lesson.cell(identity)) for identity in self.ids))

    @property
    def opening(self) -> int:
        """The minutes in which everybody opens the exercise."""
        return OPENING if self.tasks else 0

    @property
    def minutes(self) -> float:
        """The minutes that showing, the board, solving and the break take."""
        solving = sum(task.minutes for task in self.tasks)
        return self.show_minutes + self.board + self.opening + solving + self.pause


@dataclass(frozen=True)
class Plan:
    """A workshop of `length` minutes; the page is stored as `file`.

    opening: the first words to the room. left_out: the last ones, on what was not shown. instead:
    what whoever teaches may change. late: what to leave out if time runs short.
    """

    file: str
    title: str
    length: int
    about: str
    opening: str
    parts: tuple[Part, ...]
    left_out: str
    instead: str = ""
    late: str = ""

    @property
    def minutes(self) -> float:
        """The minutes of all parts together."""
        return sum(part.minutes for part in self.parts)

    @property
    def timed(self) -> Iterator[tuple[Part, str, str]]:
        """The parts, each with when it begins at the earliest and at the latest: "0:16", "0:21".

        At the latest means that the minutes which are left are used up evenly.
        """
        at = 0.0
        for part in self.parts:
            yield part, _clock(at), _clock(at * self.length / self.minutes)
            at += part.minutes

    @property
    def left(self) -> float:
        """The minutes that are left for questions."""
        return self.length - self.minutes


def _clock(minutes: float) -> str:
    return f"{round(minutes) // 60}:{round(minutes) % 60:02}"


def plans(course: Course) -> list[Plan]:
    """Read the plans. Raises NotebookError for a cell, task or lesson that does not exist."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["plan"]
    return [_plan(course, each) for each in found]


def _plan(course: Course, given: dict) -> Plan:
    done: dict[str, set[str]] = {}
    parts = tuple(_part(course, part, done) for part in given["part"])
    words = {key: given[key] for key in ("file", "title", "length", "opening", "left_out")}
    tasks, pauses = sum(len(part.tasks) for part in parts), sum(part.pause for part in parts)
    about = given["about"].strip().format(tasks=tasks, pauses=pauses)
    spare = {key: given.get(key, "").strip() for key in ("instead", "late")}
    return Plan(**words, about=about, parts=parts, **spare)


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
        given.get("idea") or _lessons_idea(lesson, ids),
        given.get("skip", ""),
        _asides(lesson, given, ids),
        shown,
        tuple(identity for identity in run if identity not in ids),
        run,
        tuple(_solves(course, lesson.name, given)),
        given.get("board", 0),
        _at_board(given),
        given.get("pause", 0),
    )


def _lessons_idea(lesson: Lesson, ids: list[str]) -> str:
    """The idea of the lesson, for a part that shows all on which it rests."""
    written = Written.of(lesson)
    if missing := [identity for identity in written.rests_on if identity not in ids]:
        raise NotebookError(
            f"{lesson.name}: a plan does not show {missing}, on which the lesson's idea rests; "
            "give its part an `idea` of its own"
        )
    return written.idea


def _at_board(given: dict) -> str:
    """What fills the minutes at the board, which have to be told."""
    told = given.get("at_board", "").strip()
    if bool(told) != bool(given.get("board")):
        raise NotebookError(
            f"{given['lesson']}: minutes at the board need words on what fills them, and "
            "those need minutes"
        )
    return told


def _asides(lesson: Lesson, given: dict, ids: list[str]) -> dict[str, str]:
    asides = {cell: text.strip() for cell, text in given.get("aside", ())}
    if odd := sorted(asides.keys() - set(ids)):
        raise NotebookError(
            f"{lesson.name}: a plan says something at {odd}, which it does not show"
        )
    return asides


def _solves(course: Course, name: str, given: dict) -> Iterator[Solve]:
    """The tasks that people solve, and then those that the room solves together."""
    alone = [(letter, 0, why) for letter, why in given.get("solve", ())]
    for letter, minutes, why in [*alone, *given.get("together", ())]:
        exercise = Lesson.read(course, name, "exercises")
        if f"{letter}-task" not in exercise.places:
            raise NotebookError(f"exercises/{name}.ipynb has no task {letter}, which a plan names")
        yield Solve(exercise, letter, why, minutes)
