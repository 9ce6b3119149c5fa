"""A recording in sentences: what its picture shows, for those who cannot see it."""

from __future__ import annotations

from collections import Counter

from helpers.timeline.folding import fold
from helpers.timeline.model import Lane, Recording, Span, duration
from helpers.timeline.states import STATES

__all__ = ["describe"]

MOST = 8  # things said of one lane
KINDS = {"loop": "", "task": "task ", "thread": "thread ", "process": "", "lock": ""}


def describe(recording: Recording, *, exact: bool = False) -> str:
    """The recording in sentences, one line a lane.

    exact: only what is the same on every run; of a recording in real time these are the lanes and
    how they ended.
    """
    lanes, folded = fold(recording, list(recording.shown()))
    seconds = recording.virtual or not exact
    lines = [f"{recording.line()}, in {'virtual' if recording.virtual else 'real'} time."]
    if seconds:
        spans: dict[str, list[Span]] = {lane.name: [] for lane in lanes}
        for span in recording.spans:
            if span.lane in spans:
                spans[span.lane].append(span)
        lines += [_lane(recording, lane, spans[lane.name]) for lane in lanes]
        lines += _hops(recording)
    else:
        lines += sorted(_outcome(lane) for lane in lanes)
    notes = [*folded, *(recording.notes if seconds else ())]  # what is not seen goes by the system
    return "\n".join([*lines, *(f"{text}." for text in notes)])


def _name(lane: Lane) -> str:
    words = f"{KINDS[lane.kind]}{lane.name}"
    return words[0].upper() + words[1:]


def _outcome(lane: Lane) -> str:
    """What is the same on every run: a thread may outlive the recording or not."""
    return f"{_name(lane)}{f': {lane.end}' if lane.kind == 'task' and lane.end else ''}."


def _lane(recording: Recording, lane: Lane, spans: list[Span]) -> str:
    least = 0.0 if recording.virtual else recording.length / 200
    parts = (_loop if lane.kind == "loop" else _parts)(spans, least)
    jobs = Counter(job.label for job in recording.jobs if job.lane == lane.name)
    if jobs:
        parts.insert(0, "runs the jobs " + ", ".join(_times(*job) for job in jobs.items()))
    if len(parts) > MOST:
        parts[MOST - 1 :] = [f"and so on, {len(parts) - MOST + 1} times more"]
    if lane.end:
        parts.append(f"{lane.end} at {duration(lane.at or 0.0)}")
    elif spans and spans[-1].start == spans[-1].end and spans[-1].state in ("blocked", "waiting"):
        parts.append(f"in the end {_what(spans[-1])}")
    return f"{_name(lane)}: {'; '.join(parts) or 'nothing of it took time'}."


def _loop(spans: list[Span], least: float) -> list[str]:
    """A loop's lane repeats its tasks' steps: said is what is its own."""
    idle = sum(span.end - span.start for span in spans if span.state == "idle")
    own = [span for span in spans if span.state in ("nested", "stalled")]
    return [f"is idle for {duration(idle)} in all"] * (idle > 0) + _parts(own, least)


def _parts(spans: list[Span], least: float) -> list[str]:
    """What a lane did, in order; what took next to no time is left out if other things are told."""
    long = [span for span in spans if span.end - span.start > least]
    return [_part(span) for span in long] or [
        f"runs at {duration(span.start)}" for span in spans[:1] if span.state == "running"
    ]


def _part(span: Span) -> str:
    return f"{_what(span)} from {duration(span.start)} to {duration(span.end)}"


def _what(span: Span) -> str:
    says, label = STATES[span.state].says, span.label
    if span.state == "stalled":
        label = label.rpartition(" · ")[0] or label  # without its length, which follows
    if span.state in ("waiting", "blocked", "nested", "stalled", "held"):
        label = label or ("something" if span.state != "stalled" else "its own code")
    return f"{says} {label}".strip()


def _hops(recording: Recording) -> list[str]:
    """Where work crosses from lane to lane."""
    shown = {lane.name for lane in recording.shown()}
    found = Counter(
        (hop.source, hop.target, hop.label)
        for hop in recording.hops
        if {hop.source, hop.target} <= shown
    )
    crossings = [
        f"From {source} to {target}: {_times(label or 'work', count)}."
        for (source, target, label), count in found.items()
    ]
    more = len(crossings) - MOST
    return crossings[:MOST] + [f"And {more} crossings more."] * (more > 0)


def _times(what: str, count: int) -> str:
    return what if count == 1 and what != "step" else f"{what} × {count}"
