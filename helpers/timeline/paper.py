"""The paper of a picture: figure and axes, laid out by hand in inches so that no label is cut."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Sequence

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from helpers.picture import DPI, SCREEN, colours_of
from helpers.timeline.model import Lane

__all__ = ["PLAIN", "SMALL", "Paper"]

UNITS = (("seconds", 1.0, 1.0), ("milliseconds", 1e-3, 1e3), ("µs", 1e-6, 1e6))
SMALL, PLAIN = 9.4, 9.8  # points: of labels, and of the lanes' names
ROW, ROW_OF_MANY = 0.38, 0.32  # inches from lane to lane
MARGIN, HEAD, AXIS, KEY_ROW = 0.12, 0.30, 0.48, 0.23  # inches


class Paper:
    """Figure and axes with a row for each lane, and the measures that drawing on them needs.

    `y` gives the row of a lane, `x` the place of a second, `hair` a width that can just be seen.
    """

    def __init__(
        self,
        lanes: Sequence[Lane],
        window: tuple[float, float],
        colours: dict[str, str],
        width: float,
        title: str,
    ) -> None:
        self._lanes, self.colours, self.width = lanes, colours, width
        self.dark = colours == colours_of("dark")
        self.start, self.end = window
        self.y = {lane.name: row for row, lane in enumerate(lanes)}
        long = self.end - self.start
        self.unit, _, self.scale = next((u for u in UNITS if long >= 0.9995 * u[1]), UNITS[-1])
        self.row = ROW if len(lanes) <= 20 else ROW_OF_MANY
        self.figure = Figure(figsize=(width, 1), dpi=DPI, facecolor=colours["card"])
        self._renderer = FigureCanvasAgg(self.figure).get_renderer()
        self.names = {lane.name: self.cut(lane.name, PLAIN, width * 0.24) for lane in lanes}
        widest = max((self.inches(n, PLAIN, True) for n in self.names.values()), default=0)
        self.left, self.right = MARGIN * 2 + widest, width - 0.34
        self._head = HEAD + 0.08 if title else 0.10
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self._resize(0)
        self._axis()
        if title:
            self._write_title(title)
        self._write_names()

    # ---- measures
    @functools.cache  # noqa: B019 — lives as long as the picture is drawn
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

    def inside(self, seconds: float) -> float:
        """The same, of a time before or after the window that of its edge."""
        return self.x(min(max(seconds, self.start), self.end))

    @property
    def per_inch(self) -> float:
        """How much time one inch is, in the unit of the axis."""
        return self.x(self.end - self.start) / (self.right - self.left)

    @property
    def hair(self) -> float:
        """As much time as one pixel is on the screen, in the unit of the axis."""
        return self.per_inch / SCREEN

    def colour(self, look: object) -> str:
        """The colour of a state or an end on this paper's ground."""
        return look.dark if self.dark else look.light

    def _resize(self, below: float) -> None:
        rows = self.row * max(1, len(self._lanes))
        high = self._head + rows + AXIS + below
        self.figure.set_size_inches(self.width, high)
        left, bottom = self.left / self.width, (AXIS + below) / high
        wide = (self.right - self.left) / self.width
        self.axes.set_position((left, bottom, wide, rows / high))
        self._high, self._below = high, below

    # ---- what stands on the paper before anything is drawn
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
        axes, dim = self.axes, self.colours["dim"]
        edge = 0.06 * self.per_inch
        axes.set_xlim(self.x(self.start) - edge, self.x(self.end) + edge)
        axes.set_ylim(max(1, len(self._lanes)) - 0.5, -0.5)
        axes.set_facecolor(self.colours["card"])
        axes.set_yticks([])
        axes.tick_params(colors=dim, labelsize=SMALL, length=0, pad=4)
        axes.grid(axis="x", color=dim, alpha=0.22, lw=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel(self.unit, color=dim, fontsize=SMALL, labelpad=2)
        for spine in axes.spines.values():
            spine.set_visible(False)

    def _write_names(self) -> None:
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

    # ---- what stands below the axis
    def below(self, widths: Sequence[float], texts: Sequence[str]) -> list[tuple[float, float]]:
        """Make room for items that are so many inches wide, and for sentences, and write these.

        Returned are the places of the items: inches from the left and from the bottom.
        """
        spots, at, row = [], self.left, 0
        for wide in widths:
            if at + wide > self.width and at > self.left:
                at, row = self.left, row + 1
            spots.append((at, row))
            at += wide
        room = (self.width - self.left - MARGIN) / self.inches("n", SMALL)
        lines = [line for text in texts for line in textwrap.wrap(text, int(room))]
        rows = row + 1 if spots else 0
        self._resize(KEY_ROW * (rows + len(lines)) + 0.06 * bool(rows or lines))
        for number, line in enumerate(lines):
            self.write(line, self.left, self._below - KEY_ROW * (rows + number + 0.5), "dim")
        return [(at, self._below - KEY_ROW * (row + 0.5)) for at, row in spots]

    def write(self, text: str, left: float, up: float, colour: str = "ink") -> None:
        """Write a text below the axis, so many inches from the left and from the bottom."""
        self.figure.text(
            left / self.width,
            up / self._high,
            text,
            fontsize=SMALL,
            va="center",
            color=self.colours.get(colour, colour),
            parse_math=False,
        )

    def place(self, left: float, up: float, wide: float, high: float) -> tuple[float, ...]:
        """A box below the axis, from inches to the figure's fractions: x, y, width, height."""
        wide, high = wide / self.width, high / self._high
        return left / self.width, up / self._high - high / 2, wide, high
