"""Pictures of an exploration: a column a schedule, a square a step, read from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.interleavings.search import LETTERS
from helpers.picture import Picture, colours_of

if TYPE_CHECKING:
    from helpers.interleavings.report import Report

__all__ = ["SchedulesPicture", "draw_schedules", "sample"]

# Okabe and Ito's colours, told apart with any colour vision; each square has its letter too.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"]
DARK = {"#0072B2", "#D55E00", "#009E73"}  # on which white letters can be read
RIGHT, WRONG = "#009E73", "#D55E00"
SQUARE = 0.26  # inches
GAP = 0.5  # squares between the right schedules and the wrong ones
DEEPEST = 40  # rows; longer schedules are cut


class SchedulesPicture(Picture):
    """Drawn schedules.

    columns: (schedule as letters, whether it goes wrong) of what is drawn, from left to right.
    """

    def __init__(self, figure: Figure, columns: list[tuple[str, bool]], said: str) -> None:
        super().__init__(figure, f"picture of {len(columns)} schedules", said)
        self.columns = columns


def sample(runs: list[tuple[str, bool]], most: int) -> list[tuple[str, bool]]:
    """At most `most` of the runs: right ones first, evenly spread; the rarer kind has a quarter."""
    right = sorted(run for run in runs if not run[1])
    wrong = sorted(run for run in runs if run[1])
    if len(runs) <= most:
        return right + wrong
    rarer = min(len(right), len(wrong), most // 4)  # room for the rarer kind
    share = rarer if len(right) <= len(wrong) else most - rarer
    return spread(right, share) + spread(wrong, most - share)


def spread(things: list, count: int) -> list:
    """`count` of the things, evenly spread."""
    if count >= len(things):
        return things
    return [things[i * len(things) // count] for i in range(count)]


def draw_schedules(
    report: Report, *, title: str = "", most: int = 48, theme: str = "light"
) -> SchedulesPicture:
    """Draw a report; see Report.draw."""
    if most < 2:
        raise ValueError(f"most is the number of columns, at least 2, not {most}")
    columns, ground = sample(report.runs, most), colours_of(theme)
    deep = min(DEEPEST, max((len(order) for order, _ in columns), default=1))
    deep = max(deep, 1)
    wide = max((len(columns) + GAP) * SQUARE + 0.7, 6.2)
    figure = Figure(figsize=(wide, deep * SQUARE + 1.55), facecolor=ground["card"])
    axes = figure.add_axes((0, 0, 1, 1), facecolor=ground["card"])
    axes.set_axis_off()
    axes.set_xlim(-0.55 / SQUARE, (wide - 0.55) / SQUARE)
    axes.set_ylim(deep + 3.6, -2.9)
    gap = GAP if {wrong for _, wrong in columns} == {True, False} else 0
    for x, (order, wrong) in enumerate(columns):
        draw_column(axes, x + gap * wrong, order, wrong, deep, ground)
    draw_words(axes, report, len(columns), title or report.heading(), deep, ground)
    return SchedulesPicture(
        figure, columns, f"{report.heading()}\n{subtitle(report, len(columns))}"
    )


def draw_column(
    axes: Axes, x: float, order: str, wrong: bool, deep: int, ground: dict[str, str]
) -> None:
    """One schedule, and below it whether it goes wrong."""
    edge = {"ec": ground["dim"], "lw": 0.6}  # yellow alone would hardly stand out from white
    for y, letter in enumerate(order[:deep]):
        colour = COLOURS[LETTERS.index(letter) % len(COLOURS)]
        axes.add_patch(Rectangle((x + 0.04, y + 0.04), 0.92, 0.92, fc=colour, **edge))
        ink = "white" if colour in DARK else "black"
        text = "⋮" if y == deep - 1 and len(order) > deep else letter
        axes.text(x + 0.5, y + 0.53, text, ha="center", va="center", fontsize=9, color=ink)
    sign, colour = ("✗", WRONG) if wrong else ("✓", RIGHT)
    axes.text(
        x + 0.5,
        deep + 0.75,
        sign,
        ha="center",
        va="center",
        fontsize=10,
        weight="bold",
        color=colour,
    )


def draw_words(
    axes: Axes, report: Report, drawn: int, title: str, deep: int, ground: dict[str, str]
) -> None:
    """Title, the arrow of time, which letter is which thread, and what a sample leaves out."""
    ink, dim = ground["ink"], ground["dim"]
    edge = {"ec": dim, "lw": 0.6}
    axes.text(0, -1.75, title, fontsize=10.5, weight="bold", color=ink, va="center")
    axes.text(0, -0.72, subtitle(report, drawn), fontsize=9, color=dim, va="center")
    arrow = {"arrowstyle": "->", "color": dim}
    axes.annotate("", (-0.5, deep), (-0.5, 0), arrowprops=arrow)
    axes.text(-1.25, deep / 2, "time", rotation=90, ha="center", va="center", fontsize=9, color=dim)
    x = 0.0
    for index, name in enumerate(report.names):
        colour = COLOURS[index % len(COLOURS)]
        axes.add_patch(Rectangle((x, deep + 2.0), 0.92, 0.92, fc=colour, **edge))
        on_it = {"ha": "center", "color": "white" if colour in DARK else "black"}
        axes.text(x + 0.46, deep + 2.49, LETTERS[index], va="center", fontsize=9, **on_it)
        axes.text(x + 1.25, deep + 2.49, name, va="center", fontsize=9, color=ink)
        x += 2.4 + 0.30 * len(name)
    axes.text(x, deep + 2.49, "✓ right   ✗ wrong", va="center", fontsize=9, color=ink)


def subtitle(report: Report, drawn: int) -> str:
    """What a column stands for."""
    each = "one column a schedule, one square a step"
    if drawn < len(report.runs):
        each += f"; {drawn} of {len(report.runs):,} are drawn, some of each kind"
    if report.executions and report.schedules != report.executions and not report.dictated:
        each = each.replace(
            "a schedule", "an execution; it stands for all that swap independent steps"
        )
    return each
