"""A recording as text: a table of times per lane, and a trace file for trace viewers."""

from __future__ import annotations

import json
import os
from pathlib import Path

from helpers.timeline.model import Recording, Span

__all__ = ["events", "save", "summary"]


def summary(recording: Recording) -> str:
    """One row a lane: steps or jobs, and seconds running, ready, and waiting or blocked."""
    lanes = [lane for lane in recording.shown() if lane.kind in ("task", "thread", "process")]
    wide = max([4, *(len(lane.name) for lane in lanes)])
    rows = [f"{'':{wide}}  steps   running     ready   waiting  seconds"]
    on: dict[str, list[Span]] = {lane.name: [] for lane in recording.lanes}
    for span in recording.spans:
        on[span.lane].append(span)
    for lane in lanes:
        spans = on[lane.name]
        times = [
            sum(s.end - s.start for s in spans if s.state in states)
            for states in (("running", "stalled"), ("ready",), ("waiting", "blocked"))
        ]
        steps = sum(s.state in ("running", "stalled") for s in spans)
        rows.append(f"{lane.name:{wide}}  {steps:5}" + "".join(f"{t:10.3f}" for t in times))
    return "\n".join([*rows, *recording.notes])


def save(recording: Recording, path: str | os.PathLike[str]) -> Path:
    """Write the recording in the Trace Event Format that Perfetto and Chrome open."""
    target = Path(path)
    target.write_text(json.dumps({"traceEvents": events(recording)}), encoding="utf-8")
    return target


def events(recording: Recording) -> list[dict]:
    """The recording in the Trace Event Format: a lane is a thread, a hop is a flow; times in µs."""
    ids = {lane.name: number for number, lane in enumerate(recording.lanes, 1)}
    found: list[dict] = []
    for name, number in ids.items():
        lane = {"ph": "M", "pid": 1, "tid": number}
        found.append({**lane, "name": "thread_name", "args": {"name": name}})
        found.append({**lane, "name": "thread_sort_index", "args": {"sort_index": number}})
    for s in recording.spans:
        what = {"name": s.label or s.state, "cat": s.state, "ph": "X", "pid": 1, "tid": ids[s.lane]}
        found.append({**what, "ts": s.start * 1e6, "dur": (s.end - s.start) * 1e6})
    for number, h in enumerate(recording.hops, 1):
        flow = {"name": h.label, "cat": "hop", "id": number, "pid": 1}
        found.append({**flow, "ph": "s", "tid": ids[h.source], "ts": h.start * 1e6})
        found.append({**flow, "ph": "f", "bp": "e", "tid": ids[h.target], "ts": h.end * 1e6})
    return found
