"""What a check sends home for `ex.a.trace()` to draw: a timeline, a schedule, or a deadlock."""

from __future__ import annotations

import contextlib
import html
from collections.abc import Iterator
from typing import Any

__all__ = ["RUN", "TOO_LONG", "Table", "Traced", "picture", "recorded"]

TOO_LONG = {"kind": "too long"}  # what is sent home in place of a recording that nobody could read
RUN = "the run"  # the name of what runs an answer and is none of it
SCRIPT = f"{RUN} #2"  # of two tasks with that name
ITS_LOOP = ("loop", f"loop · {RUN}")  # the only loop, or one of several
MOST_SPANS = 2_000  # of one picture
MOST_RECORDS = 2 * MOST_SPANS  # a span needs less than one and a half; more would take time only


class Traced:
    """The recording of a run; there is one when the block of `recorded` has ended."""

    def __init__(self) -> None:
        self.recording: Any = None

    def facts(self, *, of_script: bool = False) -> dict[str, Any] | None:
        """Return it as a fact; TOO_LONG in its place, or None if there is nothing to draw.

        of_script: the answer ran in a thread beside the loop of virtual time, which is not shown.
        """
        if self.recording is None:
            return None
        if not self.recording.spans:  # one that came to its limit holds nothing but its note
            return dict(TOO_LONG) if self.recording.notes else None
        if len(self.recording.spans) > MOST_SPANS:
            return dict(TOO_LONG)
        hidden = (RUN, SCRIPT, *ITS_LOOP) if of_script else (RUN,)
        return {"kind": "timeline", "recording": self.recording.without(*hidden).as_data()}


@contextlib.contextmanager
def recorded(scope: dict[str, Any]) -> Iterator[Traced]:
    """Record what the block runs in virtual time: `with recorded(answer.namespace) as trace:`."""
    from helpers.timeline import Timeline, active

    traced = Traced()
    if active() is not None:  # somebody records already
        yield traced
        return
    timeline = Timeline(scope=scope, limit=MOST_RECORDS, whole=True)
    try:
        with timeline:
            yield traced
    finally:
        traced.recording = timeline.recording


class Table:
    """A schedule as a table, which a notebook shows with its columns in line."""

    def __init__(self, heading: str, table: str) -> None:
        self.heading, self.table = heading, table

    def __repr__(self) -> str:
        return f"{self.heading}\n\n{self.table}"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>"


def picture(trace: dict[str, Any], title: str = "") -> Any:
    """Return what a notebook shows for a trace: a timeline, a table, or a wait-for graph."""
    if trace["kind"] == "schedule":
        return Table(trace["heading"], trace["table"])
    if trace["kind"] == "deadlock":
        from helpers.grading.deadlock_drawing import WaitForGraph  # loads matplotlib

        return WaitForGraph(trace["waits"], trace["at"])
    from helpers.timeline import Recording
    from helpers.timeline.drawing import draw  # loads matplotlib

    return draw(Recording.from_data(trace["recording"]), title=title)
