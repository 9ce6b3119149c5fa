"""Draws a deadlock: who waits for what, and who holds it. Loads matplotlib, so only at home."""

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers.picture import Picture

__all__ = ["WaitForGraph"]

INK, DIM, PAPER = "#1B1F24", "#57606A", "#FFFFFF"
WHO, WHAT = "#0072B2", "#B07700"  # after Okabe and Ito's: told apart with any colour vision
WIDE = 7  # inches
ROW, BOX = 1.05, 0.62  # inches from row to row, and height of a box
LEFT, RIGHT = (0.15, 4.1), (5.3, 6.85)  # inches: the boxes of tasks and threads, and of locks
HEAD, FOOT = 0.55, 0.15
CUT = 48  # characters of a line that fit into a box


class WaitForGraph(Picture):
    """A picture of a deadlock, which a notebook shows as PNG.

    waits: as `observe` returns them in `deadlock`. at: the second at which everything stood still.
    `edges` are its arrows: (from, "waits for" or "held by", to).
    """

    def __init__(self, waits: list[dict[str, Any]], at: float) -> None:
        self.waits, self.at = waits, at
        self.edges = _edges(waits)
        rows = [wait["text"] for wait in waits]
        super().__init__(_draw(waits, self.edges, at), _title(at), "\n".join([_title(at), *rows]))

    def __repr__(self) -> str:
        rows = [f"  {wait['text']}" for wait in self.waits]
        return "\n".join([_title(self.at), *rows])


def _title(at: float) -> str:
    return f"deadlock at {at:g} s: nobody can ever go on"


def _who(wait: dict[str, Any]) -> str:
    return f"{wait['kind']} {wait['who']!r}"


def _things(waits: list[dict[str, Any]]) -> list[str]:
    """Return what each waits for: the lock, numbered if two have one name, or else the call."""
    names: dict[str, list[int]] = {}
    things = []
    for wait in waits:
        name = wait["subject"] or wait["call"] or "what never comes"
        keys = names.setdefault(name, [])
        if wait["key"] not in keys:
            keys.append(wait["key"])
        number = keys.index(wait["key"])
        things.append(f"{name} #{number + 1}" if number else name)
    return things


def _edges(waits: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    pairs = list(zip(waits, _things(waits), strict=True))
    waiting = [(_who(wait), "waits for", thing) for wait, thing in pairs]
    held = [(thing, "held by", wait["holder"]) for wait, thing in pairs if wait["holder"]]
    return list(dict.fromkeys([*waiting, *held]))


def _draw(waits: list[dict[str, Any]], edges: list[tuple[str, str, str]], at: float) -> Figure:
    lines = {_who(wait): wait["line"] for wait in waits}
    lines.update({end: "" for _, kind, end in edges if kind == "held by" and end not in lines})
    things = list(dict.fromkeys(_things(waits)))
    high = HEAD + FOOT + ROW * max(len(lines), len(things))
    figure = Figure(figsize=(WIDE, high), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDE), ylim=(high, 0))
    axes.set_axis_off()
    axes.text(LEFT[0], 0.3, _title(at), fontsize=11, weight="bold", color=INK, va="center")
    left = {who: HEAD + ROW * (row + 0.5) for row, who in enumerate(lines)}
    right = {what: HEAD + ROW * (row + 0.5) for row, what in enumerate(things)}
    for who, y in left.items():
        _box(axes, LEFT, y, WHO, who, lines[who])
    for what, y in right.items():
        _box(axes, RIGHT, y, WHAT, what, "")
    for start, kind, end in edges:
        waits_for = kind == "waits for"
        _arrow(axes, kind, *((left[start], right[end]) if waits_for else (right[start], left[end])))
    return figure


def _box(
    axes: Any, sides: tuple[float, float], y: float, colour: str, title: str, line: str
) -> None:
    """A box with a name in it, and below that the line at which it waits."""
    corner, wide = (sides[0], y - BOX / 2), sides[1] - sides[0]
    style = "round,pad=0,rounding_size=0.08"
    axes.add_patch(FancyBboxPatch(corner, wide, BOX, boxstyle=style, fc=PAPER, ec=colour, lw=2))
    left, up = sides[0] + 0.15, y - (0.12 if line else 0)
    axes.text(left, up, title, fontsize=9.5, weight="bold", color=INK, va="center")
    text = line if len(line) <= CUT else line[: CUT - 1] + "…"
    axes.text(left, y + 0.14, text, fontsize=9, family="monospace", color=DIM, va="center")


def _arrow(axes: Any, kind: str, start: float, end: float) -> None:
    """An arrow to the right for "waits for", to the left for "held by", with its words on it."""
    x1, x2, colour, line, shift = LEFT[1], RIGHT[0], WHO, "-", -0.1
    if kind == "held by":
        x1, x2, colour, line, shift = x2, x1, WHAT, "--", 0.1
    start, end = start + shift, end + shift  # so that two between the same boxes lie apart
    style = {"arrowstyle": "-|>", "mutation_scale": 14, "lw": 1.8, "shrinkA": 2, "shrinkB": 2}
    shape = FancyArrowPatch((x1, start), (x2, end), color=colour, linestyle=line, **style)
    axes.add_patch(shape)
    part = 0.3  # near its start, where arrows that cross are still apart
    x, y = x1 + part * (x2 - x1), start + part * (end - start)
    plate = {"fc": PAPER, "ec": "none", "pad": 1.0}
    axes.text(x, y, kind, fontsize=9, color=INK, ha="center", va="center", bbox=plate)
