"""What a check sends home for `ex.a.trace()` to draw: a timeline, a schedule, or a deadlock.

with recorded() as trace:                # in the child
    run(main())
facts["trace"] = trace.facts()
ex.a.trace()                             # in the notebook
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.interleavings import Report

__all__ = ["Traced", "recorded", "schedule"]

MOST_SPANS = 2_000  # a recording with more is not sent: nobody could read its picture


class Traced:
    """The recording of a run; there is one when the block of `recorded` has ended."""

    def __init__(self) -> None:
        self.recording: Any = None

    def facts(self) -> dict[str, Any] | None:
        """Return it as a fact; None if there is nothing to draw."""
        if self.recording is None or not 0 < len(self.recording.spans) <= MOST_SPANS:
            return None
        return {"kind": "timeline", "recording": self.recording.as_data()}


@contextlib.contextmanager
def recorded() -> Iterator[Traced]:
    """Record what the block runs in virtual time: `with recorded() as trace: ...`."""
    from helpers.timeline import Timeline, active

    traced = Traced()
    if active() is not None:  # somebody records already
        yield traced
        return
    timeline = Timeline()
    try:
        with timeline:
            yield traced
    finally:
        traced.recording = timeline.recording


def schedule(report: "Report") -> dict[str, Any]:
    """Return an exploration's simplest failing schedule as a fact: `schedule(explore(...))`."""
    return {"kind": "schedule", "heading": report.heading(), "table": report.table()}
