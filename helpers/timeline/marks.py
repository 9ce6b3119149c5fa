"""What a picture shows of a recording: bars, labels, arrows, lanes' ends, and the key to them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.patheffects import withStroke

from helpers.timeline.model import Hop, Lane, Span
from helpers.timeline.paper import SMALL, Paper
from helpers.timeline.states import ENDS, STATES, State, end_of

__all__ = ["Labels", "draw_arrows", "draw_bars", "draw_ends", "draw_key"]

LEAST = 3  # pixels: the width of a bar of what ran only for an instant
FILLED = ("running", "callback", "stalled", "held")
MOST_ARROWS = 120
MANY = 10_000  # spans: of more, instants that overlap are drawn as one bar
SWATCH = 0.26  # inches


# ---- bars
def draw_bars(paper: Paper, spans: Sequence[Span], *, tint: bool = True) -> list[str]:
    """One bar a span; what ran only for an instant is drawn wide enough to be seen.

    tint: colour all lanes lightly while a loop stalls. Returned are the states that can be seen.
    """
    boxes: dict[tuple[str, bool], list] = {(s, thin): [] for s in STATES for thin in (False, True)}
    least, covered, many = LEAST * paper.hair, _covered(paper, spans), len(spans) > MANY
    last: dict[tuple[str, str], list] = {}
    for span in spans:
        a, b = paper.inside(span.start), paper.inside(span.end)
        if b - a < least:
            if span.state not in FILLED or _spot(paper, span) in covered:
                continue
            if many and _grows(last.get((span.state, span.lane)), a, a + least):
                continue
        b = max(b, a + least) if span.state in FILLED else b
        row, half = paper.y[span.lane], STATES[span.state].height / 2
        corners = [(a, row - half), (b, row - half), (b, row + half), (a, row + half)]
        boxes[span.state, b - a < 2 * least].append(corners)
        last[span.state, span.lane] = corners
    if tint:
        _tint(paper, boxes["stalled", False] + boxes["stalled", True])
    for order, ((state, thin), found) in enumerate(boxes.items()):
        if found:
            paper.axes.add_collection(_collection(paper, state, found, 3 + order / 24, thin))
    return [state for state in STATES if boxes[state, False] or boxes[state, True]]


def _grows(corners: list | None, a: float, b: float) -> bool:
    """Let a bar go on to `b` if it covers `a`; is that so?"""
    if corners is None or not corners[0][0] <= a <= corners[1][0]:
        return False
    for corner in (1, 2):
        corners[corner] = max(b, corners[corner][0]), corners[corner][1]
    return True


def _covered(paper: Paper, spans: Sequence[Span]) -> set[tuple]:
    """Where a callback, or a lock's hold, that took no time would lie below a bar that is drawn."""
    return {
        (state, *spot)
        for span in spans
        if span.state in ("running", "stalled")
        for spot in [_spot(paper, span)[1:]]
        for state in ("callback", "held")
    }


def _spot(paper: Paper, span: Span) -> tuple:
    return span.state, span.lane, round(paper.inside(span.start) / (LEAST * paper.hair))


def _tint(paper: Paper, stalls: list) -> None:
    """Tint all lanes while a loop stalls; once, though loop and task have a bar each."""
    colour, tinted = paper.colour(STATES["stalled"]), -math.inf
    for (a, _), (b, _), *_ in sorted(stalls):
        if b > tinted:
            paper.axes.axvspan(max(a, tinted), b, color=colour, alpha=0.1, lw=0, zorder=0.5)
            tinted = b


def _collection(
    paper: Paper, state: str, boxes: list, zorder: float, thin: bool
) -> PolyCollection | LineCollection:
    look, card = STATES[state], paper.colours["card"]
    colour = paper.colour(look)
    if state == "idle":  # dots: nothing goes on here, while a bar that waits, waits for something
        lines = [[(x, y + look.height / 2) for x, y in box[:2]] for box in boxes]
        return LineCollection(lines, colors=colour, lw=1.6, linestyles=[(0, (1, 2))], zorder=zorder)
    # An edge keeps two bars apart; of a bar as thin as a hair it would leave nothing.
    bare = thin or state in ("waiting", "running", "callback")
    return PolyCollection(
        boxes,
        fc=card if look.hatch else colour,
        ec=colour if look.hatch else card,
        hatch=look.hatch or None,
        lw=0.0 if bare else 0.8,
        zorder=zorder,
    )


def draw_ends(paper: Paper, lanes: Sequence[Lane]) -> list[str]:
    """A mark where a lane ended, with the error's name if there is room; returned are the kinds."""
    found = [lane for lane in lanes if lane.end and paper.start <= (lane.at or 0.0) <= paper.end]
    for lane in found:
        look, at = ENDS[end_of(lane.end)], paper.x(lane.at or 0.0)
        name = lane.end.partition(" ")[2]
        text = f"{look.mark} {name}".rstrip()
        room = (paper.x(paper.end) - at) / paper.per_inch + 0.28
        paper.axes.annotate(
            text if paper.inches(text, SMALL) < room else look.mark,
            (at, paper.y[lane.name]),
            (5, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            weight="bold",
            color=paper.colour(look),
            zorder=6,
            annotation_clip=False,
            parse_math=False,
        )
    return [kind for kind in ENDS if any(end_of(lane.end) == kind for lane in found)]


# ---- labels
class Labels:
    """What was awaited, which call blocked, who held a lock: where there is room for it."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._told: list[tuple[str, str, float]] = []  # the labels written: lane, text, where
        self._taken: dict[tuple, list[tuple[float, float]]] = {}

    def write(self, spans: Iterable[Span]) -> None:
        """Label the bars, the stalls first."""
        paper = self._paper
        told = [s for s in spans if s.label and s.state not in ("idle", "ready", "made")]
        for span in sorted(told, key=lambda s: s.state != "stalled"):
            a, b = paper.inside(span.start), paper.inside(span.end)
            room = (b - a) / paper.per_inch - 0.08
            stall = span.state == "stalled" and not span.lane.startswith("loop")
            if room < 0.1 and not stall:
                continue
            texts = shorter(span, two_lines=paper.row > 0.35)
            if span.state == "held" and room > 0.4:
                texts.append(paper.cut(texts[-1], SMALL, room))
            text = next((t for t in texts if paper.inches(t, SMALL) <= room), "")
            if text:
                self._put(text, span, (a + b) / 2, span.state == "waiting")
            elif stall:
                at = b + (paper.inches(span.label, SMALL) / 2 + 0.06) * paper.per_inch
                self._put(span.label, span, at, True)

    def write_jobs(self, jobs: Iterable[Span]) -> None:
        """What pool threads ran, above their bars."""
        for job in jobs:
            a, b = self._paper.x(job.start), self._paper.x(job.end)
            room = (b - a) / self._paper.per_inch - 0.1
            if job.lane in self._paper.y and self._paper.inches(job.label, SMALL) < room:
                if not self._is_told(job, a, b):
                    self._put(job.label, job, (a + b) / 2, True)

    def _is_told(self, job: Span, a: float, b: float) -> bool:
        """Whether a label inside the job's bars says its name already."""
        return any(
            lane == job.lane and a <= x <= b and job.label in text for lane, text, x in self._told
        )

    def _put(self, text: str, span: Span, x: float, above: bool) -> None:
        """Write a label, unless one that matters more is there already."""
        paper = self._paper
        half = paper.inches(text, SMALL) / 2 * paper.per_inch
        taken = self._taken.setdefault((span.lane, above), [])
        if x + half > paper.axes.get_xlim()[1] or any(
            x - half < b and a < x + half for a, b in taken
        ):
            return
        taken.append((x - half, x + half))
        self._told.append((span.lane, text, x))
        look = STATES["waiting" if span.state == "job" else span.state]
        up = (0.355 if span.state == "job" else 0.28) if above else -0.01
        plain = bool(look.hatch) and not above
        paper.axes.text(
            x,
            paper.y[span.lane] - up,
            text,
            ha="center",
            va="center",
            fontsize=SMALL,
            color=paper.colours["dim"] if above else _ink(paper, look),
            bbox={"fc": paper.colours["card"], "ec": "none", "pad": 0.8} if plain else None,
            zorder=6,
            parse_math=False,
            linespacing=1.0,
            path_effects=[self._halo(span.lane)] if above else [],
        )

    def _halo(self, lane: str) -> withStroke:
        """Text that stands free keeps arrows at a distance."""
        ground = self._paper.colours["band" if self._paper.y[lane] % 2 == 0 else "card"]
        return withStroke(linewidth=2.5, foreground=ground)


def _ink(paper: Paper, look: State) -> str:
    """The colour of text that stands on a bar."""
    if look.hatch or not look.ink:
        return paper.colours["ink"]
    return "#000000" if paper.dark else look.ink


def shorter(span: Span, two_lines: bool) -> list[str]:
    """What may be written on a bar, the longest first; a stall's label may take two lines."""
    first, *rest = span.label.split(" · ")
    texts = [span.label, first]
    if two_lines and span.state == "stalled" and len(rest) == 2:
        texts[1:1] = [f"{first} · {rest[1]}\n{rest[0]}", f"{first}\n{rest[1]}"]
    return texts


# ---- arrows
def draw_arrows(paper: Paper, hops: Iterable[Hop]) -> None:
    """From bar to bar, behind the bars of the lanes in between; fainter if there are many."""
    found: dict[tuple, tuple[float, int, float, int]] = {}
    for hop in hops:
        if not {hop.source, hop.target} <= paper.y.keys():
            continue
        if not paper.start <= hop.start <= hop.end <= paper.end:
            continue
        a, b = paper.x(hop.start), paper.x(hop.end)
        spot = tuple(round(t / paper.per_inch * 24) for t in (a, b))
        rows = paper.y[hop.source], paper.y[hop.target]
        found.setdefault((*rows, *spot), (a, rows[0], b, rows[1]))
    for arrow in list(found.values())[:MOST_ARROWS]:
        _arrow(paper, *arrow, faint=len(found) > 24)


def _arrow(paper: Paper, a: float, from_row: int, b: float, to_row: int, faint: bool) -> None:
    edge = 0.31 if to_row > from_row else -0.31
    paper.axes.add_patch(
        FancyArrowPatch(
            (a, from_row + edge),
            (b, to_row - edge),
            arrowstyle="-|>",
            mutation_scale=6.5,
            lw=0.6 if faint else 0.8,
            color=paper.colours["ink"],
            shrinkA=0,
            shrinkB=0,
            zorder=2.5,
            alpha=0.6 if faint else 0.8,
        )
    )


# ---- the key
def draw_key(
    paper: Paper, states: Iterable[str], ends: Sequence[str], texts: Sequence[str]
) -> None:
    """What is in the picture, in words: states, ends of lanes, then sentences."""
    used = set(states)
    looks = [look for state, look in STATES.items() if state in used][::-1]
    words = [look.legend for look in looks] + [ENDS[end].legend for end in ends]
    wide = [SWATCH + 0.30 + paper.inches(text, SMALL) for text in words]
    wide[len(looks) :] = [each - 0.12 for each in wide[len(looks) :]]
    spots = paper.below(wide, texts)
    for (at, up), look in zip(spots, looks, strict=False):
        _swatch(paper, at, up, look)
        paper.write(look.legend, at + SWATCH + 0.08, up)
    for (at, up), end in zip(spots[len(looks) :], ends, strict=True):
        paper.write(ENDS[end].mark, at, up, paper.colour(ENDS[end]))
        paper.write(ENDS[end].legend, at + 0.2, up)


def _swatch(paper: Paper, at: float, up: float, look: State) -> None:
    colour = paper.colour(look)
    x, y, wide, high = paper.place(at, up, SWATCH, max(0.012, look.height * 0.19))
    if look is STATES["idle"]:
        line = Line2D([x, x + wide], [y, y], color=colour, lw=1.6, ls=(0, (1, 2)))
        paper.figure.add_artist(line)
        return
    face = "none" if look.hatch else colour
    hatched = {"hatch": look.hatch or None, "lw": 0.8}
    paper.figure.add_artist(Rectangle((x, y), wide, high, fc=face, ec=colour, **hatched))
