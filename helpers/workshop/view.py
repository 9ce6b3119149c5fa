"""What the board shows, as plain data: tasks and seats, usual mistakes, who may need help. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from helpers.grading.attempts import Event
from helpers.grading.verdict import GRADER_FAULT, NOT_ATTEMPTED, PASS, STUCK
from helpers.workshop.judging import Judged
from helpers.workshop.pack import Pack
from helpers.workshop.seats import Seat, Seats

__all__ = ["Help", "Mark", "Mistake", "Row", "View", "view_of"]

SYMBOLS = {PASS: "✓", NOT_ATTEMPTED: "○", GRADER_FAULT: "?", "": "·", "WAITING": "…"}
MANY = 6  # checks of a task without a pass
LONG = 15  # minutes between a task's first check and the pack, without a pass
PAUSE = 60  # minutes without an event that end a sitting; only the last one counts
HINTS = 3
MOST_MISTAKES = 12
MOST_LINES, MOST_CHARACTERS = 30, 100  # of an example
MOST_TROUBLES = 10


class Mark(NamedTuple):
    """One seat's state in one task: a verdict's code, "WAITING" to be judged, or "" for nothing.

    `checks` is how many checks the seat says it has made of the task.
    """

    task: str
    code: str
    checks: int = 0

    @property
    def symbol(self) -> str:
        return SYMBOLS.get(self.code, "✗")


class Row(NamedTuple):
    """One seat: its name, how many tasks of those shown are passed, a mark for each, its age."""

    seat: str
    passed: int
    marks: tuple[Mark, ...]
    minutes: int  # since its pack came


class Mistake(NamedTuple):
    """A mistake that some seats make now, with the words and the source of one of them."""

    task: str
    code: str
    seats: int
    lines: tuple[tuple[str, str], ...]
    example: str


class Help(NamedTuple):
    """A seat that may need help, and why, the most urgent reason first."""

    seat: str
    reasons: tuple[str, ...]


class View(NamedTuple):
    """All that the board shows at one moment."""

    at: datetime
    tasks: tuple[str, ...]
    rows: tuple[Row, ...]
    mistakes: tuple[Mistake, ...]
    helps: tuple[Help, ...]
    troubles: tuple[str, ...]
    waiting: int  # answers that are not judged yet

    @property
    def passed(self) -> dict[str, int]:
        """How many seats have passed each task."""
        done = Counter(mark.task for row in self.rows for mark in row.marks if mark.code == PASS)
        return {task: done[task] for task in self.tasks}


def view_of(seats: Seats, now: datetime, only: Collection[str] = ()) -> View:
    """Return what there is to show.

    Args:
        seats: with what has been judged so far.
        now: the present time, with its zone.
        only: the numbers of exercises, "01", to which it is limited; all by default.
    """
    named = _named(list(seats.by_name.values()))
    marks = {name: _marks(seat, only) for name, seat in named}
    tasks = tuple(sorted({task for found in marks.values() for task in found}))
    rows = tuple(_row(name, seat, marks[name], tasks, now) for name, seat in named)
    judged = [(name, seat, _judged(seat, only)) for name, seat in named]
    return View(
        at=now,
        tasks=tasks,
        rows=rows,
        mistakes=tuple(_mistakes(judged)),
        helps=tuple(_helps(judged)),
        troubles=tuple(_troubles(seats, named)),
        waiting=sum(mark.code == "WAITING" for row in rows for mark in row.marks),
    )


def _named(seats: Iterable[Seat]) -> list[tuple[str, Seat]]:
    """Return the seats in order, each with a name that no other has."""
    found: list[tuple[str, Seat]] = []
    count: Counter[str] = Counter()
    for seat in sorted(seats, key=_order):
        name = seat.pack.seat or f"no name {sha256(seat.name.encode()).hexdigest()[:4]}"
        count[name] += 1
        found.append((name if count[name] == 1 else f"{name} ({count[name]})", seat))
    return found


def _order(seat: Seat) -> tuple:
    """Put 7 before 12, names behind numbers, and those without a name last."""
    parts = [part for part in re.split(r"([0-9]{1,9})", seat.pack.seat.casefold()) if part]
    number = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
    return not seat.pack.seat, number, seat.name


def _is_shown(task: str, only: Collection[str]) -> bool:
    return not only or task[:2] in only


def _judged(seat: Seat, only: Collection[str]) -> dict[str, Judged]:
    return {task: found for task, found in dict(seat.judged).items() if _is_shown(task, only)}


def _marks(seat: Seat, only: Collection[str]) -> dict[str, Mark]:
    judged = dict(seat.judged)
    checks = Counter(event.task for event in seat.pack.attempts if event.did == "check")
    return {
        task: Mark(task, judged[task].code if task in judged else "WAITING", checks[task])
        for task in seat.pack.tasks
        if _is_shown(task, only)
    }


def _row(name: str, seat: Seat, marks: dict[str, Mark], tasks: Sequence[str], now: datetime) -> Row:
    all_marks = tuple(marks.get(task, Mark(task, "")) for task in tasks)
    passed = sum(mark.code == PASS for mark in all_marks)
    return Row(name, passed, all_marks, max(0, int(now.timestamp() - seat.arrived) // 60))


def _mistakes(judged: Sequence[tuple[str, Seat, dict[str, Judged]]]) -> Iterator[Mistake]:
    """Yield the commonest mistakes, each with its shortest example that names nobody."""
    found: defaultdict[tuple[str, str], list[Judged]] = defaultdict(list)
    labels = [seat.pack.seat.casefold() for _, seat, _ in judged]
    for _, _, by_task in judged:
        for task, one in by_task.items():
            if one.code not in SYMBOLS:
                found[task, one.code].append(one)
    order = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    for (task, code), all_of in order[:MOST_MISTAKES]:
        fit = [one for one in all_of if not _names_somebody(one, labels)]
        chosen = min(fit, key=lambda one: (not one.example, len(one.example), one), default=None)
        lines, example = (chosen.lines, _cut(chosen.example)) if chosen else ((), "")
        words = tuple((label, text) for label, text in lines if label != "picture")
        yield Mistake(task, code, len(all_of), words, example)


def _names_somebody(one: Judged, labels: Iterable[str]) -> bool:
    """Does its text hold what some seat calls itself? Of numbers and initials it cannot be told."""
    text = "\n".join([one.example, *(words for _, words in one.lines)]).casefold()
    return any(len(label) > 2 and not label.isdecimal() and label in text for label in labels)


def _cut(example: str) -> str:
    lines = [
        line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"
        for line in example.splitlines()
    ]
    return "\n".join(lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "…"])


def _helps(judged: Sequence[tuple[str, Seat, dict[str, Judged]]]) -> list[Help]:
    """Return the seats with a reason for help, those with most and gravest reasons first."""
    found = []
    for name, seat, by_task in judged:
        reasons = sorted(_reasons(seat.pack, by_task), reverse=True)
        if reasons:
            grade = sum(weight for weight, _ in reasons)
            found.append((grade, Help(name, tuple(words for _, words in reasons))))
    return [help_ for _, help_ in sorted(found, key=lambda each: -each[0])]


def _reasons(pack: Pack, judged: dict[str, Judged]) -> Iterator[tuple[int, str]]:
    """Yield a weight and words for each reason. What a pack says of its attempts is believed."""
    for task, one in sorted(judged.items()):
        if one.code == STUCK:
            yield 3, f"{task} is STUCK"
        if one.code == GRADER_FAULT:
            yield 2, f"{task} could not be judged here"
        if one.code != PASS:
            yield from _reasons_by_attempts(task, pack)
        if one.code not in (PASS, GRADER_FAULT) and pack.progress.get(task) == PASS:
            yield 1, f"{task} was passed there before, and is {one.code} now"


def _reasons_by_attempts(task: str, pack: Pack) -> Iterator[tuple[int, str]]:
    """Yield what the attempts say of the task that the seat works on; it has left the others."""
    sitting = _sitting(pack)
    if not sitting or sitting[-1].task != task:
        return
    events = [event for event in sitting if event.task == task]
    checks = [event for event in events if event.did == "check"]
    if len(checks) >= MANY:
        yield 2, f"{task}: {len(checks)} checks"
    minutes = _minutes(events[0].at, pack)
    if minutes >= LONG:
        yield 2, f"{task}: {minutes} minutes since the first check"
    if any(event.number == HINTS for event in events):
        yield 1, f"{task}: all hints used"


def _sitting(pack: Pack) -> list[Event]:
    """Return the attempts since the last long pause, the oldest first."""
    found: list[Event] = []
    after = 0
    for event in reversed(pack.attempts):
        before = _minutes(event.at, pack)
        if before - after > PAUSE:
            break
        found.insert(0, event)
        after = before
    return found


def _minutes(at: str, pack: Pack) -> int:
    """Return how many minutes before the pack was made that was, by its learner's clock."""
    begun = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=pack.made.tzinfo)
    return int((pack.made - begun).total_seconds()) // 60


def _troubles(seats: Seats, named: Iterable[tuple[str, Seat]]) -> Iterator[str]:
    yield from (f"{name}: {seat.trouble}" for name, seat in named if seat.trouble)
    troubles = sorted(seats.troubles.values())
    yield from troubles[:MOST_TROUBLES]
    if len(troubles) > MOST_TROUBLES:
        yield f"{len(troubles) - MOST_TROUBLES} more files are no packs"
    if seats.left_out > 0:
        yield f"{seats.left_out} more files are not looked at yet, or find no seat free"
