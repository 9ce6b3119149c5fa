"""What a finished recording holds: lanes, the spans on them, and the hops between them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

__all__ = ["Hop", "Lane", "Recording", "Span", "counted", "duration"]


class Lane(NamedTuple):
    """One row of the picture: `kind` is loop, task, thread, process or lock.

    `end` says how a task or thread ended, at the second `at`: "returned", "cancelled", "raised
    ValueError"; it is empty for one that was still going on when the recording ended.
    """

    name: str
    kind: str
    internal: bool = False
    end: str = ""
    at: float | None = None


class Span(NamedTuple):
    """A lane was in one state from `start` to `end` (seconds since the recording began).

    States of a task: made (not in its loop's queue yet), waiting (at the await named by `label`),
    ready, running, stalled, nested (it runs its loop once more, from inside). Of a loop: idle,
    running, callback, stalled. Of a thread or process: idle, running, blocked, gil (waits for the
    interpreter), sharing (computes in turn with others, as `helpers.virtual_time.work` models it).
    Of a lock: held. `order` tells what came first within one instant, of which virtual time has
    many: the positions of the start and the end among all that happened.
    """

    lane: str
    state: str
    start: float
    end: float
    label: str = ""
    order: tuple[int, int] = (0, 0)


class Hop(NamedTuple):
    """Work crossed from one lane to another: handed over at `start`, taken up at `end`."""

    source: str
    start: float
    target: str
    end: float
    label: str = ""
    order: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Recording:
    """All that was seen, in plain data; `length` is in seconds.

    `jobs` are what pool threads ran: they cover the spans, running or blocked, of one job each.
    `notes` are sentences on what could not be shown.
    """

    lanes: tuple[Lane, ...] = ()
    spans: tuple[Span, ...] = ()
    hops: tuple[Hop, ...] = ()
    jobs: tuple[Span, ...] = ()
    length: float = 0.0
    virtual: bool = False
    notes: tuple[str, ...] = ()
    stall: float = field(default=0.05, compare=False)

    def as_data(self) -> dict[str, Any]:
        """All of it as JSON data; `from_data` makes the recording again."""
        return json.loads(json.dumps(vars(self)))

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Recording:
        """The recording that `as_data` described."""
        kinds = {"lanes": Lane, "spans": Span, "hops": Hop, "jobs": Span}
        parts = {name: tuple(_row(kind, row) for row in data[name]) for name, kind in kinds.items()}
        return cls(**{**data, **parts, "notes": tuple(data["notes"])})

    def shown(self, internals: bool = False) -> tuple[Lane, ...]:
        """The lanes to draw, top to bottom; those of the machinery only if asked for."""
        return tuple(lane for lane in self.lanes if internals or not lane.internal)

    def without(self, *names: str) -> Recording:
        """The same without these lanes, and what crossed to and from them."""
        return replace(
            self,
            lanes=tuple(lane for lane in self.lanes if lane.name not in names),
            spans=tuple(s for s in self.spans if s.lane not in names),
            hops=tuple(h for h in self.hops if not {h.source, h.target}.intersection(names)),
        )

    def on(self, lane: str, *states: str) -> list[Span]:
        """The spans of one lane in order of time, of the given states if any are given."""
        return [s for s in self.spans if s.lane == lane and (not states or s.state in states)]

    def line(self) -> str:
        """What there is, the same on every run: `1 loop, 3 tasks, 1 thread, 4.5 s`."""
        counts = Counter(lane.kind for lane in self.shown())
        parts = [counted(count, kind) for kind, count in counts.items()]
        if self.virtual:  # real times differ from run to run, virtual ones do not
            parts.append(f"{self.length:g} s")
        return ", ".join(parts) or "nothing recorded"


def _row(kind: type, row: list) -> Any:
    return kind(*(tuple(value) if isinstance(value, list) else value for value in row))


def duration(seconds: float) -> str:
    """A length of time with its unit, three digits at most: `80 ms`, `1.8 s`."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= 0.9995 * size:
            return f"{float(f'{seconds / size:.3g}'):g} {unit}"
    return "0 s" if seconds == 0 else f"{seconds * 1e6:.2g} µs"


def counted(count: int, kind: str) -> str:
    """So many lanes of a kind, in words: `3 tasks`, `2 processes`."""
    return f"{count} {kind}{'' if count == 1 else 'es' if kind == 'process' else 's'}"
