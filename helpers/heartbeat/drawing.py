"""Draws beats as a heartbeat line, and each hole in it with the line that made it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.picture import Picture, colours_of

__all__ = ["HeartbeatPicture", "draw_beats"]

# Okabe and Ito's vermilion and blues, which colour-blind readers can tell apart.
HOLE = "#D55E00"
LINE = {"light": "#0072B2", "dark": "#56B4E9"}
# One beat, with its peak at its time: (share of `every`, height).
SHAPE = (
    *((-0.17, 0.0), (-0.12, 0.12), (-0.07, 0.0), (-0.04, -0.15), (0.0, 1.0)),
    *((0.04, -0.3), (0.08, 0.0), (0.17, 0.0), (0.23, 0.2), (0.30, 0.0)),
)
MOST_LETTERS = 44  # of a label
LETTER = 0.076  # inches that one takes
MOST_BEATS = 60  # in one picture; more would run into each other
MONO = {"family": "monospace", "parse_math": False}
WIDTH, HEIGHT = 7.0, 2.0  # inches


class HeartbeatPicture(Picture):
    """A drawn heartbeat; `beats` and `holes` are the seconds drawn, `said` tells what made them."""

    def __init__(
        self,
        figure: Figure,
        beats: Sequence[float],
        holes: Sequence[tuple[float, float]],
        said: str,
    ) -> None:
        super().__init__(figure, "heartbeat", said)
        self.beats, self.holes = tuple(beats), tuple(holes)


def draw_beats(
    beats: Sequence[float],
    *,
    every: float,
    stall: float | None = None,
    labels: Mapping[float, str] | None = None,
    theme: str = "light",
) -> HeartbeatPicture:
    """Draw beats at their times, in seconds, as a heartbeat line.

    A gap of more than `every + stall` seconds is drawn as a hole; `stall` is `every` if not given.
    `labels` maps the beat at which a hole begins to the words that are written over it. Of many
    beats, those around the longest gap are drawn. Raises ValueError for fewer than 2 beats or an
    unknown theme.
    """
    if len(beats) < 2:
        raise ValueError("There are fewer than 2 beats to draw; let the loop run for longer.")
    colours = colours_of(theme)
    longest = every + (every if stall is None else stall)
    beats = _around_longest_gap(beats)
    holes = [(a, b) for a, b in itertools.pairwise(beats) if b - a > longest]
    figure = Figure(figsize=(WIDTH, HEIGHT), facecolor=colours["card"], layout="constrained")
    axes = figure.add_subplot(facecolor=colours["card"])
    _style(axes, colours, (beats[0] - 0.4 * every, beats[-1] + 0.6 * every))
    x, y = _pulse(beats, every)
    axes.plot(x, y, color=LINE[theme], linewidth=1.6, solid_joinstyle="round")
    causes = [(labels or {}).get(start, "") for start, _ in holes]
    for hole, cause, most in zip(
        holes, causes, _letters(holes, beats[-1] - beats[0] + every), strict=True
    ):
        short = cause if len(cause) <= most else f"{cause[: most - 1]}…"
        _draw_hole(axes, hole, every, colours, short)
    said = [f"A beat is due every {every:g} s."]
    said += [f"None came while this ran: {cause or 'unknown'}." for cause in causes]
    return HeartbeatPicture(figure, beats, holes, "\n".join(said))


def _around_longest_gap(beats: Sequence[float]) -> Sequence[float]:
    if len(beats) <= MOST_BEATS:
        return beats
    widest = max(range(len(beats) - 1), key=lambda i: beats[i + 1] - beats[i])
    first = min(max(0, widest - MOST_BEATS // 2), len(beats) - MOST_BEATS)
    return beats[first : first + MOST_BEATS]


def _letters(holes: Sequence[tuple[float, float]], seconds: float) -> list[int]:
    """How many letters the label of each hole may have, so that it leaves its neighbours be."""
    middles = [-math.inf, *(sum(hole) / 2 for hole in holes), math.inf]
    apart = [b - a for a, b in itertools.pairwise(middles)]
    letters_a_second = WIDTH / LETTER / seconds  # from edge to edge of the picture
    rooms = [min(pair) * letters_a_second for pair in itertools.pairwise(apart)][: len(holes)]
    return [int(max(1, min(MOST_LETTERS, room - 2))) for room in rooms]


def _pulse(beats: Sequence[float], every: float) -> tuple[list[float], list[float]]:
    """Return the points of the line: flat, but for one pulse at each beat."""
    x, y = [beats[0] - 0.4 * every], [0.0]
    for beat in beats:
        points = [(beat + dx * every, height) for dx, height in SHAPE]
        x += [px for px, _ in points]
        y += [height for _, height in points]
    return [*x, beats[-1] + 0.6 * every], [*y, 0.0]


def _draw_hole(
    axes: Axes, hole: tuple[float, float], every: float, colours: Mapping[str, str], label: str
) -> None:
    """Shade a hole, mark the beats that should have come, and write what made it."""
    axes.axvspan(*hole, facecolor=HOLE, alpha=0.16, hatch="///", edgecolor=HOLE, linewidth=0)
    missed = [hole[0] + n * every for n in range(1, math.ceil((hole[1] - hole[0]) / every - 0.25))]
    axes.plot(
        missed,
        [0.0] * len(missed),
        "o",
        markersize=4,
        markerfacecolor=colours["card"],
        markeredgecolor=HOLE,
        zorder=3,
    )
    middle, ink = sum(hole) / 2, colours["ink"]
    words = f"{hole[1] - hole[0]:.2f} s without a beat"
    axes.text(middle, 1.85, words, ha="center", va="center", size=9, weight="bold", color=ink)
    if label:
        box = {"facecolor": colours["card"], "edgecolor": HOLE, "boxstyle": "round,pad=0.3"}
        axes.text(middle, 1.4, label, ha="center", va="center", size=9, color=ink, bbox=box, **MONO)


def _style(axes: Axes, colours: Mapping[str, str], limits: tuple[float, float]) -> None:
    axes.set(xlim=limits, ylim=(-0.5, 2.1), yticks=[])
    axes.set_xlabel("seconds", fontsize=9, color=colours["dim"])
    axes.tick_params(colors=colours["dim"], labelsize=9)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(colours["dim"])
