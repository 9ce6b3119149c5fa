"""A chart that a lesson draws with matplotlib, with its numbers as the text alternative."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from matplotlib.axes import Axes
from matplotlib.collections import EventCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.picture import Picture

__all__ = ["chart"]

MOST_POINTS = 12  # of a line; of a longer one the ends are said


def chart(figure: Figure) -> Picture:
    """Return the figure as a picture that says its numbers to those who do not see it.

    figure: with lines, bars or events; pyplot, if it made the figure, lets go of it.
    """
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    said = [figure.get_suptitle(), *(line for axes in figure.axes for line in _said(axes))]
    return Picture(figure, "chart", "\n".join(filter(None, said)))


def _said(axes: Axes) -> Iterator[str]:
    """Say the labels of the axes, then each line, each group of bars and each row of events."""
    labels = [axes.get_title(), axes.get_xlabel(), axes.get_ylabel()]
    yield "; ".join(filter(None, labels))
    for line in axes.get_lines():
        yield f"{line.get_label()}: {_points(line.get_xdata(), line.get_ydata())}"
    groups = [each for each in axes.containers if isinstance(each, BarContainer)]
    if groups:
        yield from _bars(axes, chain(*groups))
    rows = [each for each in axes.collections if isinstance(each, EventCollection)]
    for name, row in zip(axes.get_yticklabels(), rows, strict=False):
        yield f"{name.get_text()}: {_events(sorted(row.get_positions()))}"


def _points(xs: Iterable[float], ys: Iterable[float]) -> str:
    """Say where a line changes; if that is too often, where it begins and ends."""
    points = list(zip(xs, ys, strict=True))
    changes = points[:1] + [new for old, new in pairwise(points) if new[1] != old[1]]
    if len(changes) <= MOST_POINTS:
        return ", ".join(f"{y:g} from {x:g}" for x, y in changes)
    (first, low), (last, high) = points[0], points[-1]
    return f"{len(points)} points, from {low:g} at {first:g} to {high:g} at {last:g}"


def _bars(axes: Axes, bars: Iterable[Rectangle]) -> Iterator[str]:
    """Say how long the bars at each tick are, in the order in which they were drawn."""
    found: dict[str, list[str]] = {name: [] for name in _names(axes).values()}
    for bar in bars:
        place = bar.get_y() + bar.get_height() / 2
        nearest = min(_names(axes), key=lambda tick: abs(tick - place))
        found[_names(axes)[nearest]].append(f"{bar.get_width():g}")
    return (f"{name}: {', '.join(lengths)}" for name, lengths in found.items())


def _names(axes: Axes) -> dict[float, str]:
    """Return the ticks of the rows and their labels, which one of several axes may have for all."""
    for each in axes.get_shared_y_axes().get_siblings(axes):
        labels = [label.get_text() for label in each.get_yticklabels()]
        if any(labels):
            return dict(zip(each.get_yticks(), labels, strict=True))
    return {0.0: ""}


def _events(times: list[float]) -> str:
    """Say how many events there are, and the longest gap between two of them."""
    if len(times) == 1:
        return "1 event"
    gap, since = max((after - before, before) for before, after in pairwise(times))
    return (
        f"{len(times)} events from {times[0]:g} to {times[-1]:g}, none for {gap:g} after {since:g}"
    )
