"""Draws the two pictures of lesson 01: an event loop that another thread calls, asleep and woken.

Run it as a script; it writes loop_asleep.png and loop_woken.png beside itself.
"""

from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from helpers.picture import Picture, colours_of

__all__ = ["MOMENTS", "Moment", "draw", "main"]

COLOURS = colours_of("light")
LINE, LIVE = COLOURS["ink"], "#0B62A8"  # what moves is blue; its number says the same in words
LARGE, SMALL = 11, 10  # pt


@dataclass(frozen=True)
class Moment:
    """What a picture shows of a loop; `woken` says whether the call sends a byte."""

    title: str
    call: str
    queue: str
    selector: str
    pipe: str
    woken: bool


MOMENTS = {
    "loop_asleep": Moment(
        "After call_soon by another thread: the loop sleeps on",
        "call_soon(f)",
        "f",
        "sleeps until 1.2 s",
        "no byte",
        woken=False,
    ),
    "loop_woken": Moment(
        "call_soon_threadsafe by another thread: the loop wakes",
        "call_soon_threadsafe(f)",
        "f, called now",
        "slept until 1.2 s, wakes",
        "one byte",
        woken=True,
    ),
}


def draw(moment: Moment) -> Picture:
    """Return the drawing of a loop at that moment: its thread, and the thread that calls it."""
    figure = Figure(figsize=(9.2, 3.5), facecolor=COLOURS["card"])
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 92), ylim=(0, 35))
    axes.set_axis_off()
    axes.text(2, 32.5, moment.title, size=LARGE + 1, color=LINE, weight="bold", va="center")
    _box(axes, 2, 1.5, 55, 28, COLOURS["band"])
    _text(axes, 4, 27.3, "the loop's thread", COLOURS["dim"])
    _box(axes, 66, 1.5, 24, 28, COLOURS["band"])
    _text(axes, 68, 27.3, "another thread", COLOURS["dim"])
    _row(axes, 21, "ready queue", moment.queue, live=True)
    _row(axes, 13, "heap of timers", "1.2 s: stop", live=False)
    _row(axes, 5, "selector", moment.selector, live=moment.woken)
    _text(axes, 78, 23, moment.call, LIVE, "center")
    _arrow(axes, (67.5, 21), (44.5, 21), LIVE)
    _text(axes, 61.5, 22.5, "append", LIVE, "center")
    _box(axes, 44.6, 4, 34.4, 2, COLOURS["card"], COLOURS["dim"])
    _text(axes, 61.5, 2.6, "self-pipe", COLOURS["dim"], "center")
    _text(axes, 61.5, 7.4, moment.pipe, LIVE if moment.woken else LINE, "center")
    if moment.woken:
        _steps(axes)
    return Picture(figure, moment.title)


def main() -> None:
    """Write both pictures beside this file."""
    for name, moment in MOMENTS.items():
        (Path(__file__).parent / f"{name}.png").write_bytes(draw(moment).png)


def _steps(axes: Axes) -> None:
    """Add the byte's way, and number the steps in the order in which they happen."""
    _arrow(axes, (78, 21.5), (78, 6.2), LIVE)
    _text(axes, 79.5, 13, 'send(b"\\0")', LIVE)
    _arrow(axes, (77.5, 5), (45.2, 5), LIVE)
    _arrow(axes, (20, 7.6), (20, 18.4), LIVE)
    for number, place in enumerate(((52, 21), (78, 16.5), (52, 5), (20, 13)), start=1):
        axes.text(
            *place,
            number,
            size=SMALL,
            color=COLOURS["card"],
            weight="bold",
            ha="center",
            va="center",
            bbox={"boxstyle": "circle,pad=0.25", "facecolor": LIVE, "edgecolor": LIVE},
        )


def _row(axes: Axes, y: float, name: str, held: str, *, live: bool) -> None:
    """Draw one part of the loop: its name, and what it holds in a box."""
    _text(axes, 4, y, name, LINE)
    _box(axes, 22, y - 2.4, 22, 4.8, COLOURS["card"], LIVE if live else LINE)
    _text(axes, 33, y, held, LIVE if live else LINE, "center")


def _box(
    axes: Axes, x: float, y: float, wide: float, high: float, fill: str, edge: str = LINE
) -> None:
    shape = FancyBboxPatch(
        (x, y), wide, high, "round,pad=0,rounding_size=0.8", facecolor=fill, edgecolor=edge
    )
    axes.add_patch(shape)


def _text(axes: Axes, x: float, y: float, words: str, colour: str, side: str = "left") -> None:
    axes.text(x, y, words, size=SMALL, color=colour, ha=side, va="center")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops=style)


if __name__ == "__main__":
    main()
