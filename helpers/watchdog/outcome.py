"""What came of a watched run: plain frozen data, made from the child's records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["ErrorInfo", "Frame", "Kind", "Limit", "Outcome", "StackOf"]

Kind = Literal["returned", "raised", "exited", "stopped"]
Limit = Literal["seconds", "cpu", "idle", "memory", "output", "processes", "threads"]


@dataclass(frozen=True)
class Frame:
    """One line of a stack: its file, its line number, its function, and its source text."""

    file: str
    line: int
    function: str
    text: str


@dataclass(frozen=True)
class ErrorInfo:
    """An exception as data; `frames` run from the outermost to the line that raised."""

    type: str
    message: str
    frames: tuple[Frame, ...] = ()

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> ErrorInfo:
        """Build it from the dictionary that the child wrote."""
        return cls(record["type"], record["message"], _frames_of(record))


@dataclass(frozen=True)
class StackOf:
    """The stack of one thread or task when the limit was reached, outermost frame first.

    `awaiting` says in words what a task waits for; it is None for a thread and for a task that was
    not waiting.
    """

    name: str
    frames: tuple[Frame, ...]
    awaiting: str | None = None

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> StackOf:
        """Build it from the dictionary that the child wrote."""
        return cls(record["name"], _frames_of(record), record.get("awaiting"))


@dataclass(frozen=True)
class Outcome:
    """All that is known about a watched run.

    `kind`: "returned" (`value` holds the JSON data), "raised" (`error` says what), "exited" (the
    process ended itself: `exit_code`, or `signal_name`), or "stopped" (`limit` was exceeded).
    `threads`, `tasks`: every stack in the child when a limit was reached. `leftover_threads`: names
    of the non-daemon threads still alive when the target had finished. `seconds`: wall time.
    """

    kind: Kind
    value: Any = None
    error: ErrorInfo | None = None
    exit_code: int | None = None
    signal_name: str | None = None
    limit: Limit | None = None
    threads: tuple[StackOf, ...] = ()
    tasks: tuple[StackOf, ...] = ()
    leftover_threads: tuple[str, ...] = ()
    stdout: str = ""
    stderr: str = ""
    seconds: float = 0.0


def _frames_of(record: dict[str, Any]) -> tuple[Frame, ...]:
    return tuple(Frame(*row) for row in record["frames"])
