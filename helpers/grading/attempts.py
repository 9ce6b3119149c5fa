"""Keeps what a learner did and when, a line each, in exercises/.progress-attempts.jsonl."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from helpers.grading.safe_file import locked

__all__ = ["FILE", "MOST", "Event", "events_in", "note", "parse_event"]

FILE = ".progress-attempts.jsonl"
DID = frozenset({"check", "hint", "solution"})
PATIENCE = 1.0  # seconds; progress has just waited for the same lock
MOST = 2_000  # events that are read, the newest
LONGEST = 400  # bytes of a line


class Event(NamedTuple):
    """One line of the file.

    `at` is a UTC time, "2026-11-27T18:40:03Z"; `did` "check", "hint" or "solution"; `code` that of
    the verdict, or of the mistake that the hint was on; `number` is the hint's, 1 to 3, else 0.
    """

    at: str
    task: str
    did: str
    code: str = ""
    number: int = 0


def note(folder: Path, task: str, did: str, code: str = "", number: int = 0) -> str:
    """Append an event that happens now; return a line about trouble, or "".

    The line goes to the system in one write. A process that is killed in it, or a full disk, leaves
    a piece of this line at most, which the next one is kept apart from. It never raises for a file
    or a folder that cannot be used.
    """
    event = Event(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", task, did, code, number)
    line = json.dumps({name: value for name, value in event._asdict().items() if value})
    try:
        with locked(folder, PATIENCE):
            _append(folder / FILE, line.encode() + b"\n")
    except OSError as error:
        return f"This {did} is not noted: cannot write {FILE} ({error.strerror})."
    return ""


def _append(path: Path, line: bytes) -> None:
    with open(path, "a+b", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)


def events_in(folder: Path) -> list[Event]:
    """Return the events that `folder` keeps, the oldest first; lines that are none are left out."""
    try:
        with open(folder / FILE, "rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - MOST * LONGEST))
            lines = file.read().splitlines()
    except OSError:
        return []
    events = (_event_in(line) for line in lines[-MOST:])
    return [event for event in events if event]


def _event_in(line: bytes) -> Event | None:
    try:
        return parse_event(json.loads(line)) if len(line) <= LONGEST else None
    except (ValueError, RecursionError):
        return None


def parse_event(data: object) -> Event | None:
    """Return the event that JSON data describe, or None if they describe none."""
    if not isinstance(data, dict) or not data.keys() <= set(Event._fields):
        return None
    number, texts = data.get("number", 0), [data.get(name, "") for name in Event._fields[:4]]
    if type(number) is not int or not 0 <= number <= 3:
        return None
    if not all(isinstance(text, str) and len(text) <= 80 for text in texts):
        return None
    event = Event(*texts, number)
    return event if event.did in DID and _is_time(event.at) else None


def _is_time(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ") is not None
    except ValueError:
        return False
