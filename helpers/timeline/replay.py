"""A page to step through a recording: what runs, what could run, what waits, at each moment."""

from __future__ import annotations

import hashlib
import html
import json
from pathlib import Path
from typing import Any

from helpers.picture import SCREEN
from helpers.timeline.drawing import TimelinePicture, draw
from helpers.timeline.model import Recording, Span, duration
from helpers.timeline.states import STATES

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
    wide = round(picture.figure.get_size_inches()[0] * SCREEN)
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
        "NAME": html.escape(recording.line()),
        "IMG": picture._repr_html_(),
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


def moments(spans: list[Span], start: float, end: float) -> list[tuple[float, int]]:
    """The moments at which something changes, in the order in which it did: (second, position).

    At a position, those spans go on whose `order` encloses it. In virtual time a step takes no
    time, so that many moments are at one second. Left out are those between two steps at one
    second, in which nothing runs.
    """
    told = [s for s in spans if s.state not in ("idle", "callback") and start <= s.end]
    times = {n: t for s in told for n, t in zip(s.order, (s.start, s.end), strict=True) if t <= end}
    steps = [s.order for s in told if s.state in ("running", "stalled")]
    runs = sorted({n for a, b in steps for n in range(a, b) if n in times})
    busy, order = set(runs), sorted(times)
    found = [
        (max(times[n], start), n)
        for n, after in zip(order, [*order[1:], None], strict=True)
        if n in busy or after is None or times[after] > times[n]
    ]
    return found[:MOST_MOMENTS] or [(start, 0)]


def _data(recording: Recording, picture: TimelinePicture, at: float) -> dict[str, Any]:
    lanes = {lane.name: number for number, lane in enumerate(picture.lanes)}
    kinds = {lane.name: lane.kind for lane in picture.lanes}
    internal = {lane.name for lane in recording.lanes if lane.internal}
    spans = [
        s
        for s in recording.spans
        if s.lane in lanes and not (kinds[s.lane] == "loop" and _is_own(s, internal))
    ]
    start, end = picture.window
    steps = moments(spans, start, end)
    first = min(range(len(steps)), key=lambda i: abs(steps[i][0] - at))
    box = picture.figure.axes[0].get_position()
    return {
        "lanes": [[lane.name, lane.kind] for lane in picture.lanes],
        "loops": sum(lane.kind == "loop" for lane in picture.lanes),
        "spans": [[lanes[s.lane], s.state, *s.order, s.label] for s in spans],
        "moments": [[t, duration(t), position] for t, position in steps],
        "first": first,
        "start": start,
        "end": end,
        "left": round(box.x0, 5),
        "right": round(box.x1, 5),
        "top": round(1 - box.y1, 5),
        "bottom": round(box.y0, 5),
        # Those for light pages: they stand out from a dark page too, which the light of
        # the table's other column would not from a light one.
        "colours": {state: look.light for state, look in STATES.items()},
        "words": {
            "running": "running",
            "blocked": "blocked in",
            "held": "held by",
            "idle": "idle",
            "gil": "waits for the GIL",
        },
    }


def _is_own(span: Span, internal: set[str]) -> bool:
    """Whether it is none of the reader's business: an idle loop, or a step of the runner's own."""
    return span.state == "idle" or span.label in internal
