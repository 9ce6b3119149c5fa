"""A page to step through a recording: what runs, what could run, what waits, at each moment."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from pathlib import Path
from typing import Any

from helpers.timeline.drawing import STATES, TimelinePicture, draw
from helpers.timeline.model import Recording, Span, duration

__all__ = ["Replay", "moments", "replay"]

MOST_MOMENTS = 2000


class Replay:
    """What a notebook shows as a page to step through; without scripts it is the picture alone."""

    def __init__(self, page: str, picture: TimelinePicture) -> None:
        self.page, self.picture = page, picture

    def _repr_html_(self) -> str:
        return self.page

    def __repr__(self) -> str:
        return repr(self.picture)


def replay(recording: Recording, *, at: float = 0.0, **options: Any) -> Replay:
    """A page to step through the recording, without a server, a kernel or anything to download.

    at: the second at which it opens. options: as for `helpers.timeline.drawing.draw`.
    """
    picture = draw(recording, **options)
    data = _data(recording, picture, at)
    text = _in_script(data)
    name = "replay-" + hashlib.sha256(text.encode()).hexdigest()[:12]
    wide = round(picture.figure.get_size_inches()[0] * 96)
    last = str(len(data["moments"]) - 1)
    controls = _part("replay_controls.html").replace("@STYLE@", _part("replay.css"))
    parts = {
        "SCRIPT": _part("replay.js"),
        # Put in by the script: where scripts do not run, as in a notebook that is not trusted yet,
        # there is the picture alone. The controls keep their keys from JupyterLab, which would go
        # to another cell.
        "CONTROLS": _in_script(controls.replace("@LAST@", last)),
        "WIDTH": wide,
        "HIGH": 30 + 23 * min(6, max(3, len(picture.lanes) // 2)),
        "ID": name,
        "NAME": html.escape(recording.describe()),
        "PNG": base64.b64encode(picture.png).decode(),
        "DATA": text,  # last: whatever stands in it is not replaced
    }
    page = _part("replay.html")
    for key, value in parts.items():
        page = page.replace(f"@{key}@", str(value))
    return Replay(page, picture)


def _part(name: str) -> str:
    """What a file next to this one holds, without its first line, which says what it is for."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return text.partition("\n")[2].removesuffix("\n")


def _in_script(data: Any) -> str:
    """As a literal in a script, which no text in it can end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def moments(spans: list[Span], start: float, end: float) -> list[tuple[float, list[int]]]:
    """The moments at which something changes: (second, spans of no length that run just then).

    In virtual time a step takes no time, so several moments may be at the same second, one for
    each step in the order in which they ran, and one more for what follows.
    """
    told = [s for s in spans if s.state not in ("idle", "callback")]
    changes = {t for s in told for t in (s.start, s.end) if start <= t <= end} or {start}
    instants: dict[float, list[list[int]]] = {}
    for number, span in enumerate(spans):
        if span.start == span.end and span.state in ("running", "stalled"):
            groups = instants.setdefault(span.start, [])
            # a step is on the task's lane and on the loop's: one moment
            if groups and spans[groups[-1][-1]].lane == span.label:
                groups[-1].append(number)
            else:
                groups.append([number])
    found = [(t, group) for t in sorted(changes) for group in [*instants.get(t, ()), []]]
    return found[:MOST_MOMENTS]


def _data(recording: Recording, picture: TimelinePicture, at: float) -> dict[str, Any]:
    lanes = {lane.name: number for number, lane in enumerate(picture.lanes)}
    loops = {lane.name for lane in picture.lanes if lane.kind == "loop"}
    spans = [
        s
        for s in recording.spans
        if s.lane in lanes and not (s.state == "idle" and s.lane in loops)
    ]
    start, end = picture.window
    steps = moments(spans, start, end)
    first = min(range(len(steps)), key=lambda i: abs(steps[i][0] - at))
    box = picture.figure.axes[0].get_position()
    return {
        "lanes": [[lane.name, lane.kind] for lane in picture.lanes],
        "loops": sum(lane.kind == "loop" for lane in picture.lanes),
        "spans": [[lanes[s.lane], s.state, s.start, s.end, s.label] for s in spans],
        "moments": [[t, duration(t), group] for t, group in steps],
        "first": first,
        "start": start,
        "end": end,
        "left": round(box.x0, 5),
        "right": round(box.x1, 5),
        "top": round(1 - box.y1, 5),
        "bottom": round(box.y0, 5),
        "colours": {state: look.colour for state, look in STATES.items()},
        "words": {"running": "running", "blocked": "blocked in", "held": "held by", "idle": "idle"},
    }
