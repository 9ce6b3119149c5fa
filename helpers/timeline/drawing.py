"""Draw a recording: one lane per loop, task, thread, process and lock."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.patheffects import withStroke
from PIL import Image

from helpers.picture import DPI, SCREEN, Picture, colours_of
from helpers.timeline.finish import CALLBACKS
from helpers.timeline.model import Hop, Lane, Recording, Span

__all__ = ["STATES", "Look", "TimelinePicture", "draw"]


Colour = tuple[float, ...]


@dataclass(frozen=True)
class Look:
    """How a state is drawn: colour, height in lanes, hatch, words, colour of the text on it."""

    colour: str
    height: float
    hatch: str
    words: str
    ink: str = ""


# Okabe and Ito's palette, which colour-blind readers can tell apart (jfly.uni-koeln.de/color);
# states differ by height and hatch as well. Later ones are drawn on top.
STATES = {
    "idle": Look("#B4BBC3", 0.03, "", "idle"),
    "waiting": Look("#8C939B", 0.12, "", "waiting at an await"),
    "callback": Look("#56B4E9", 0.40, "", "callback", "#000000"),
    "held": Look("#009E73", 0.56, "", "lock held", "#000000"),
    "ready": Look("#E69F00", 0.46, "/////", "ready: has to wait its turn"),
    "blocked": Look("#CC79A7", 0.38, "xxxxx", "thread blocked in a call"),
    "running": Look("#0072B2", 0.62, "", "running", "#FFFFFF"),
    "stalled": Look("#D55E00", 0.80, "", "loop stalled", "#000000"),
}
UNITS = (("seconds", 1.0, 1.0), ("milliseconds", 1e-3, 1e3), ("µs", 1e-6, 1e6))
SMALL, PLAIN = 7.0, 8.5
MARGIN, HEAD, AXIS, KEY_ROW = 0.12, 0.30, 0.44, 0.21  # inches
MOST_ARROWS = 120
CHORES = frozenset(CALLBACKS.values())


class TimelinePicture(Picture):
    """A drawn recording.

    `data` is the recording, `lanes` are those shown, `window` the seconds from edge to edge.
    """

    def __init__(
        self,
        figure: Figure,
        data: Recording,
        lanes: Sequence[Lane],
        window: tuple[float, float],
        colours: dict[str, str],
    ) -> None:
        super().__init__(figure, f"timeline: {data.describe()}")
        self.data, self.lanes, self.window, self.colours = data, tuple(lanes), window, colours

    def _smaller(self, png: io.BytesIO) -> bytes:
        """Store it with a palette: a third of the bytes."""
        small = io.BytesIO()
        image = Image.open(png).convert("RGB")
        image.quantize(palette=self._palette(), dither=Image.Dither.NONE).save(
            small, "png", optimize=True
        )
        return small.getvalue()

    def _palette(self) -> Image.Image:
        """Every colour that is used, and its blends at the edges: none is lost to rarity."""
        card, band, ink, dim = (to_rgb(c) for c in self.colours.values())
        stalled = to_rgb(STATES["stalled"].colour)
        grounds = [g for c in (card, band) for g in (c, _mix(stalled, c, 0.1))]
        inks = [ink, dim, *(to_rgb(look.colour) for look in STATES.values())]
        pairs = [(a, b) for a in inks for b in (card, band)]
        pairs += [(to_rgb(look.ink), to_rgb(look.colour)) for look in STATES.values() if look.ink]
        blends = [_mix(a, b, part / 6) for a, b in pairs for part in range(7)]
        colours = list(dict.fromkeys(grounds + blends))[:256]
        image = Image.new("P", (1, 1))
        image.putpalette([round(255 * part) for colour in colours for part in colour])
        return image


def _mix(front: Colour, back: Colour, part: float) -> Colour:
    return tuple(part * f + (1 - part) * b for f, b in zip(front, back, strict=True))


def draw(
    recording: Recording,
    *,
    title: str = "",
    lanes: Sequence[str] | None = None,
    between: tuple[float, float] | None = None,
    arrows: bool = True,
    internals: bool = False,
    theme: str = "light",
    width: float = 9.0,
) -> TimelinePicture:
    """Draw the recording as a picture.

    lanes: the names of the lanes to show, top to bottom; all of them by default. between: first
    and last second to show. arrows: where work crosses threads. internals: also the lanes of the
    machinery. theme: "light" or "dark"; the card is opaque, so that either can be read on any page.
    width: in inches. Raises ValueError for a lane, a span of time or a theme that there is not.
    """
    chosen = _choose(recording, lanes, internals)
    start, end = _window(recording, chosen, between)
    sheet = Sheet(chosen, start, end, colours_of(theme), width, title)
    spans = [
        s
        for s in recording.spans
        if s.lane in sheet.y and s.end >= start and s.start <= end and sheet.tells(s)
    ]
    sheet.lanes()
    sheet.bars(spans)
    sheet.labels(spans)
    sheet.jobs(job for job in recording.jobs if job.end >= start and job.start <= end)
    if arrows:
        sheet.arrows(recording.hops)
    sheet.key(spans)
    if recording.notes:
        sheet.remark("\n".join(recording.notes))
    low, high = (x / sheet.scale for x in sheet.axes.get_xlim())
    return TimelinePicture(sheet.figure, recording, chosen, (low, high), sheet.colours)


def _choose(recording: Recording, names: Sequence[str] | None, internals: bool) -> list[Lane]:
    if names is None:
        return list(recording.shown(internals))
    known = {lane.name: lane for lane in recording.lanes}
    if missing := [name for name in names if name not in known]:
        raise ValueError(f"no lane {missing[0]!r} was recorded; there are: {', '.join(known)}")
    return [known[name] for name in names]


def _window(
    recording: Recording, lanes: list[Lane], between: tuple[float, float] | None
) -> tuple[float, float]:
    if between is not None:
        if not between[0] < between[1]:
            raise ValueError(f"between must be (start, end) with start < end, not {between!r}")
        return between
    names = {lane.name for lane in lanes}
    ends = [s.end for s in recording.spans if s.lane in names and s.state != "idle"]
    end = max(ends, default=recording.length)
    return 0.0, end if end > 0 else 1e-3


def shorter(span: Span, two_lines: bool) -> list[str]:
    """What may be written on a bar, the longest first; a stall's label may take two lines."""
    first, *rest = span.label.split(" · ")
    texts = [span.label, first]
    if two_lines and span.state == "stalled" and len(rest) == 2:
        texts[1:1] = [f"{first} · {rest[1]}\n{rest[0]}", f"{first}\n{rest[1]}"]
    return texts


class Sheet:
    """The paper: figure and axes, laid out by hand in inches so that no label is ever cut."""

    def __init__(
        self,
        lanes: list[Lane],
        start: float,
        end: float,
        colours: dict[str, str],
        width: float,
        title: str,
    ) -> None:
        self._lanes, self.colours, self.start, self.end = lanes, colours, start, end
        self.y = {lane.name: row for row, lane in enumerate(lanes)}
        self.unit, _, self.scale = next(
            (u for u in UNITS if end - start >= 0.9995 * u[1]), UNITS[-1]
        )
        self.width = width
        self.row = 0.33 if len(lanes) <= 20 else 0.27
        self._told: list[tuple[str, str, float]] = []  # the labels written: lane, text, where
        self._taken: dict[tuple, list[tuple[float, float]]] = {}
        self.figure = Figure(figsize=(width, 1), dpi=DPI, facecolor=colours["card"])
        self._renderer = FigureCanvasAgg(self.figure).get_renderer()
        self.names = {lane.name: self.cut(lane.name, PLAIN, width * 0.24) for lane in lanes}
        self.left = MARGIN * 2 + max(
            (self.inches(n, PLAIN, True) for n in self.names.values()), default=0
        )
        self.right = width - 0.28
        self.head = HEAD + 0.08 if title else 0.10
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self._resize(0)
        if title:
            self._write_title(title)
        self._axis()

    # ---- measures
    def inches(self, text: str, size: float, bold: bool = False) -> float:
        """How wide a text is."""
        font = FontProperties(size=size, weight="bold" if bold else "normal")
        measure = self._renderer.get_text_width_height_descent
        return max(measure(line, font, False)[0] for line in text.split("\n")) / DPI

    def cut(self, text: str, size: float, room: float) -> str:
        """The text, shortened in its middle until it fits into so many inches."""
        keep = len(text)
        short = text
        while self.inches(short, size, True) > room and keep > 4:
            keep -= 1
            short = f"{text[: keep - keep // 3]}…{text[len(text) - keep // 3 :]}"
        return short

    def x(self, seconds: float) -> float:
        """A time in the unit of the axis."""
        return seconds * self.scale

    def per_inch(self) -> float:
        """How much time one inch is, in the unit of the axis."""
        return self.x(self.end - self.start) / (self.right - self.left)

    def _resize(self, below: float) -> None:
        high = self.head + self.row * max(1, len(self._lanes)) + AXIS + below
        self.figure.set_size_inches(self.width, high)
        self.axes.set_position(
            (
                self.left / self.width,
                (AXIS + below) / high,
                (self.right - self.left) / self.width,
                self.row * max(1, len(self._lanes)) / high,
            )
        )
        self.high, self.below = high, below

    def _write_title(self, title: str) -> None:
        self.axes.annotate(
            title,
            (0, 1),
            (0, 8),
            xycoords="axes fraction",
            textcoords="offset points",
            fontsize=10.5,
            weight="bold",
            color=self.colours["ink"],
            parse_math=False,
        )

    def _axis(self) -> None:
        axes, edge = self.axes, 0.06 * self.per_inch()
        axes.set_xlim(self.x(self.start) - edge, self.x(self.end) + edge)
        axes.set_ylim(max(1, len(self._lanes)) - 0.5, -0.5)
        axes.set_facecolor(self.colours["card"])
        axes.set_yticks([])
        axes.tick_params(colors=self.colours["dim"], labelsize=8, length=0, pad=4)
        axes.grid(axis="x", color=self.colours["dim"], alpha=0.22, lw=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel(self.unit, color=self.colours["dim"], fontsize=8, labelpad=2)
        for spine in axes.spines.values():
            spine.set_visible(False)

    def tells(self, span: Span) -> bool:
        """Whether to draw a span: not the loop's own chores that took next to no time."""
        hair = 2 * self.per_inch() / SCREEN / self.scale
        chore = span.state == "callback" and (span.label in CHORES or "._" in f".{span.label}")
        return not chore or span.end - span.start > hair

    # ---- what is drawn, from the back to the front
    def lanes(self) -> None:
        """Bands, and the names of the lanes; loops in bold, threads and locks dimmed."""
        for lane in self._lanes:
            row = self.y[lane.name]
            if row % 2 == 0:
                self.axes.axhspan(row - 0.5, row + 0.5, color=self.colours["band"], lw=0, zorder=0)
            self.axes.annotate(
                self.names[lane.name],
                (0, row),
                (-7, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=PLAIN,
                weight="bold" if lane.kind == "loop" else "normal",
                parse_math=False,
                color=self.colours["ink" if lane.kind in ("loop", "task") else "dim"],
            )

    def bars(self, spans: Iterable[Span]) -> None:
        """One bar a span; what ran only for an instant is drawn wide enough to be seen."""
        hair = self.per_inch() * 1.6 / SCREEN
        boxes: dict[tuple[str, bool], list] = {
            (s, thin): [] for s in STATES for thin in (False, True)
        }
        for span in spans:
            a, b = self.x(max(span.start, self.start)), self.x(min(span.end, self.end))
            if span.state in ("ready", "blocked") and b - a < 2 * hair:
                continue
            if span.state in ("running", "callback", "stalled", "held"):
                b = max(b, a + hair)
            row, half = self.y[span.lane], STATES[span.state].height / 2
            corners = [(a, row - half), (b, row - half), (b, row + half), (a, row + half)]
            boxes[span.state, b - a < 3 * hair].append(corners)
        self._shade(boxes["stalled", False] + boxes["stalled", True])
        for order, ((state, thin), found) in enumerate(boxes.items()):
            if found:
                self._collection(state, found, 3 + order / 20, thin)

    def _shade(self, stalls: list) -> None:
        """Tint all lanes while a loop stalls; once, though loop and task have a bar each."""
        colour, tinted = STATES["stalled"].colour, -math.inf
        for (a, _), (b, _), *_ in sorted(stalls):
            if b > tinted:
                start = max(a, tinted)
                self.axes.axvspan(start, b, color=colour, alpha=0.1, lw=0, zorder=0.5)
                tinted = b

    def _collection(self, state: str, boxes: list, zorder: float, thin: bool) -> None:
        look = STATES[state]
        face = self.colours["card"] if look.hatch else look.colour
        edge = look.colour if look.hatch else self.colours["card"]
        # An edge keeps two bars apart; of a bar as thin as a hair it would leave nothing.
        bare = thin or state in ("idle", "waiting", "running", "callback")
        self.axes.add_collection(
            PolyCollection(
                boxes,
                fc=face,
                ec=edge,
                hatch=look.hatch or None,
                lw=0.0 if bare else 0.8,
                zorder=zorder,
            )
        )

    def labels(self, spans: Iterable[Span]) -> None:
        """What was awaited, which call blocked, who held a lock: where there is room for it."""
        told = [s for s in spans if s.label and s.state not in ("idle", "ready")]
        for span in sorted(told, key=lambda s: s.state != "stalled"):
            a, b = self.x(max(span.start, self.start)), self.x(min(span.end, self.end))
            room = (b - a) / self.per_inch() - 0.08
            texts = shorter(span, two_lines=self.row > 0.3)
            if span.state == "held" and room > 0.4:
                texts.append(self.cut(texts[-1], SMALL, room))
            text = next((t for t in texts if self.inches(t, SMALL) <= room), "")
            if text:
                self._write(text, span, (a + b) / 2, span.state == "waiting")
            elif span.state == "stalled" and not span.lane.startswith("loop"):
                at = b + (self.inches(span.label, SMALL) / 2 + 0.06) * self.per_inch()
                self._write(span.label, span, at, True)

    def jobs(self, jobs: Iterable[Span]) -> None:
        """What pool threads ran, above their bars."""
        for job in jobs:
            room = (self.x(job.end) - self.x(job.start)) / self.per_inch()
            if job.lane in self.y and self.inches(job.label, SMALL) < room - 0.1:
                middle = self.x((job.start + job.end) / 2)
                if not self._is_told(job):
                    self._write(job.label, job, middle, True)

    def _is_told(self, job: Span) -> bool:
        """Whether a label inside the job's bars says its name already."""
        a, b = self.x(job.start), self.x(job.end)
        return any(
            lane == job.lane and a <= x <= b and job.label in text for lane, text, x in self._told
        )

    def _write(self, text: str, span: Span, x: float, above: bool) -> None:
        """Write a label, unless one that matters more is there already."""
        half = self.inches(text, SMALL) / 2 * self.per_inch()
        taken = self._taken.setdefault((span.lane, above), [])
        if x + half > self.axes.get_xlim()[1] or any(
            x - half < b and a < x + half for a, b in taken
        ):
            return
        taken.append((x - half, x + half))
        self._told.append((span.lane, text, x))
        look = STATES["waiting" if span.state == "job" else span.state]
        self.axes.text(
            x,
            self.y[span.lane] - ((0.39 if span.state == "job" else 0.27) if above else -0.01),
            text,
            ha="center",
            va="center",
            fontsize=SMALL,
            color=self.colours["dim"] if above else look.ink or self.colours["ink"],
            bbox={"fc": self.colours["card"], "ec": "none", "pad": 0.8}
            if look.hatch and not above
            else None,
            zorder=6,
            parse_math=False,
            linespacing=1.05,
            path_effects=[self._halo(span.lane)] if above else [],
        )

    def _halo(self, lane: str) -> withStroke:
        """Text that stands free keeps arrows at a distance."""
        ground = self.colours["band" if self.y[lane] % 2 == 0 else "card"]
        return withStroke(linewidth=2.5, foreground=ground)

    def arrows(self, hops: Iterable[Hop]) -> None:
        """From bar to bar, behind the bars of the lanes in between; fainter if there are many."""
        found: dict[tuple, tuple[float, int, float, int]] = {}
        for hop in hops:
            if not {hop.source, hop.target} <= self.y.keys():
                continue
            if not self.start <= hop.start <= hop.end <= self.end:
                continue
            a, b = self.x(hop.start), self.x(hop.end)
            spot = tuple(round(t / self.per_inch() * 24) for t in (a, b))
            rows = self.y[hop.source], self.y[hop.target]
            found.setdefault((*rows, *spot), (a, rows[0], b, rows[1]))
        for arrow in list(found.values())[:MOST_ARROWS]:
            self._arrow(*arrow, faint=len(found) > 24)

    def _arrow(self, a: float, from_row: int, b: float, to_row: int, faint: bool) -> None:
        edge = 0.31 if to_row > from_row else -0.31
        self.axes.add_patch(
            FancyArrowPatch(
                (a, from_row + edge),
                (b, to_row - edge),
                arrowstyle="-|>",
                mutation_scale=6.5,
                lw=0.6 if faint else 0.8,
                color=self.colours["ink"],
                shrinkA=0,
                shrinkB=0,
                zorder=2.5,
                alpha=0.45 if faint else 0.8,
            )
        )

    def key(self, spans: Iterable[Span]) -> None:
        """The states that occur, in words, in as many rows as they need."""
        used = {span.state for span in spans}
        items = [(state, look) for state, look in STATES.items() if state in used][::-1]
        spots, at, row = [], self.left, 0
        for _, look in items:
            wide = 0.34 + self.inches(look.words, 8) + 0.22
            if at + wide > self.width and at > self.left:
                at, row = self.left, row + 1
            spots.append((at, row, look))
            at += wide
        self._resize(KEY_ROW * (row + 1) + 0.06 if spots else 0.0)
        for at, row, look in spots:
            self._key_item(at, self.below - KEY_ROW * (row + 0.5), look)

    def _key_item(self, at: float, y: float, look: Look) -> None:
        high = max(0.012, look.height * 0.19)
        self.figure.add_artist(
            Rectangle(
                (at / self.width, (y - high / 2) / self.high),
                0.26 / self.width,
                high / self.high,
                fc="none" if look.hatch else look.colour,
                ec=look.colour,
                hatch=look.hatch or None,
                lw=0.8,
                transform=self.figure.transFigure,
            )
        )
        self.figure.text(
            (at + 0.34) / self.width,
            y / self.high,
            look.words,
            fontsize=8,
            va="center",
            color=self.colours["ink"],
        )

    def remark(self, text: str) -> None:
        """A note at the end of the axis."""
        self.axes.annotate(
            text,
            (1, 0),
            (0, -24),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="right",
            fontsize=SMALL,
            color=self.colours["dim"],
            parse_math=False,
        )
