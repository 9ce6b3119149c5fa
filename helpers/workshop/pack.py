"""A pack: one JSON file of a learner's answers, progress and attempts, and how it is read.

Its form leaves little to abuse: a single file of at most MOST_BYTES, plain JSON, no names of files.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from helpers.grading.attempts import MOST, Event, parse_event
from helpers.grading.registry import known, letters

__all__ = [
    "MOST_BYTES",
    "SEAT",
    "Cell",
    "NotAPack",
    "Pack",
    "all_tasks",
    "file_name",
    "one_line",
    "parse",
    "text_of",
]

FORMAT = "Loops & Threads pack 1"
MOST_BYTES = 1 << 20
MOST_CELLS = 300  # of one notebook
SEAT = 24  # characters
IDENTITY = re.compile(r"[0-9a-f]{32}")
VERDICT = re.compile(r"[A-Z][A-Z0-9_]{0,59}")
KEYS = {"format", "id", "seat", "made", "names", "notebooks", "progress", "attempts"}


class NotAPack(ValueError):
    """Bytes that are no pack; the message says why."""


class Cell(NamedTuple):
    """One code cell of an exercise: its id, its source, and whether the learner has added it."""

    id: str
    source: str
    added: bool = False


@dataclass(frozen=True)
class Pack:
    """What a learner hands in.

    `id` tells learners apart and names nobody; `seat` is what the learner calls it, or "". `names`
    has of each task handed in, "01.a", the name that its check was given; `notebooks` of each
    exercise the code cells, in order; `progress` of each task the verdict that its learner saw.
    """

    id: str
    seat: str
    made: datetime
    names: dict[str, str]
    notebooks: dict[str, tuple[Cell, ...]]
    progress: dict[str, str]
    attempts: tuple[Event, ...]

    @property
    def tasks(self) -> list[str]:
        """The tasks that are handed in, in the course's order."""
        return sorted(self.names)


def all_tasks() -> dict[str, tuple[str, str]]:
    """Return of each task of the course, "01.a", its exercise and its letter."""
    return {f"{name[:2]}.{letter}": (name, letter) for name in known() for letter in letters(name)}


def file_name(pack: Pack) -> str:
    """Return the name of a pack's file: the same for all of one learner's, and made by us alone."""
    return f"pack-{sha256(pack.id.encode()).hexdigest()[:24]}.json"


def text_of(pack: Pack) -> str:
    """Return the pack as it is stored."""
    data = {
        "format": FORMAT,
        "id": pack.id,
        "seat": pack.seat,
        "made": f"{pack.made:%Y-%m-%dT%H:%M:%SZ}",
        "names": pack.names,
        "notebooks": {
            name: [[cell.id, cell.source, cell.added] for cell in cells]
            for name, cells in pack.notebooks.items()
        },
        "progress": pack.progress,
        "attempts": [_event(event) for event in pack.attempts],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _event(event: Event) -> dict[str, Any]:
    return {name: value for name, value in event._asdict().items() if value}


def parse(content: bytes) -> Pack:
    """Return the pack in `content`; nothing in it is looked up or run.

    Raises:
        NotAPack: `content` is too large, is no JSON, or lacks the form of a pack.
    """
    data = _data(content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotAPack("it is no pack of this version of the course")
    if data.keys() != KEYS:
        raise NotAPack("it has other parts than a pack has")
    tasks = all_tasks()
    return Pack(
        id=_matching(data["id"], IDENTITY, "id"),
        seat=one_line(_text(data["seat"], "seat"), SEAT),
        made=_time(data["made"]),
        names={task: _name(name) for task, name in _of_tasks(data["names"], tasks, "names")},
        notebooks=_notebooks(data["notebooks"]),
        progress={
            task: _matching(code, VERDICT, "progress")
            for task, code in _of_tasks(data["progress"], tasks, "progress")
        },
        attempts=_attempts(data["attempts"], tasks),
    )


def one_line(text: str, most: int) -> str:
    """Return a text as one line of at most `most` characters, without any that do not show.

    Signs that steer a terminal or turn the direction of writing become "�".
    """
    kept = unicodedata.normalize("NFC", " ".join(text[: 4 * most].split()))
    kept = "".join("�" if unicodedata.category(sign)[0] == "C" else sign for sign in kept)
    return kept if len(kept) <= most else kept[: most - 1] + "…"


def _data(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise NotAPack(f"it is larger than {MOST_BYTES >> 10} KiB")
    try:
        data = json.loads(content.decode("utf-8"), parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode()  # half a character has no place in a file
    except (ValueError, RecursionError):
        raise NotAPack("it is no JSON text") from None
    return data


def _no_number(name: str) -> None:
    raise ValueError(name)


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise NotAPack(f"its part {what!r} holds something else than text")
    return value


def _matching(value: Any, pattern: re.Pattern[str], what: str) -> str:
    if not pattern.fullmatch(_text(value, what)):
        raise NotAPack(f"its part {what!r} holds something else than it should")
    return value


def _name(value: Any) -> str:
    name = _text(value, "names")
    if not name.isidentifier() or len(name) > 100:
        raise NotAPack("its part 'names' holds something else than names")
    return name


def _time(value: Any) -> datetime:
    try:
        return datetime.strptime(_text(value, "made"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise NotAPack("its part 'made' holds no time") from None


def _of_tasks(data: Any, tasks: dict, what: str) -> Iterator[tuple[str, Any]]:
    """Yield what a dict says of tasks; of those that this course does not have, nothing."""
    if not isinstance(data, dict):
        raise NotAPack(f"its part {what!r} is no table")
    return ((task, value) for task, value in data.items() if task in tasks)


def _notebooks(data: Any) -> dict[str, tuple[Cell, ...]]:
    if not isinstance(data, dict):
        raise NotAPack("its part 'notebooks' is no table")
    return {name: _cells(data[name]) for name in known() if name in data}


def _cells(data: Any) -> tuple[Cell, ...]:
    if not isinstance(data, list) or len(data) > MOST_CELLS:
        raise NotAPack("its part 'notebooks' has no list of cells, or a very long one")
    return tuple(_cell(each) for each in data)


def _cell(data: Any) -> Cell:
    match data:
        case [str(identity), str(source), bool(added)] if len(identity) <= 80:
            return Cell(identity, source, added)
    raise NotAPack("its part 'notebooks' holds something else than cells")


def _attempts(data: Any, tasks: dict) -> tuple[Event, ...]:
    if not isinstance(data, list) or len(data) > MOST:
        raise NotAPack("its part 'attempts' is no list, or a very long one")
    events = [parse_event(each) for each in data]
    return tuple(event for event in events if event and event.task in tasks)
