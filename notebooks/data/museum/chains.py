"""Draws who waits for whom in the exhibits of lesson 12: a row for each, a box for each waiter."""

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers.picture import Picture

NOBODY = "nobody"
# Each waits for the next one. A chain that ends at one of its own names is a circle.
CHAINS = {
    "own_loop": ("MainThread", "fetch", "MainThread"),
    "own_pool": ("MainThread", "pool_0", "part", "pool_0"),
    "two_locks": ("MainThread", "bob", "payer", "ada", "MainThread"),
    "across_await": ("MainThread", "lock", "first save", "MainThread"),
    "two_tasks": ("cook", "shop", "cook"),
    "dead_producer": ("MainThread", "an item", NOBODY),
    "one_short": ("MainThread", "runner 0 and 1", "a third", NOBODY),
    "idle_loop": ("MainThread", "fetch", "the loop", NOBODY),
    "other_loop": ("MainThread", "loop", "a wake-up", NOBODY),
    "unstopped_loop": ("MainThread", "loop", "a wake-up", NOBODY),
    "in_handler": ("MainThread", "lock", "MainThread"),
    "settings": ("MainThread", "reader", "the import", "MainThread"),
    "at_exit": ("MainThread", "worker", "an item", NOBODY),
    "forked": ("MainThread", "the child", "lock", NOBODY),
}
INK, DIM, PAPER, BLUE, RED = "#1B1F24", "#57606A", "#FFFFFF", "#0072B2", "#B3261E"
WIDE, ROW, BOX, LEFT, STEP = 8.4, 0.95, 0.42, 1.55, 1.75  # inches


def chain(name):
    """Return who waits for whom as text, `a → b → a`."""
    return " → ".join(CHAINS[name])


def draw_chains(*names):
    """Return a picture with a row for each of these exhibits."""
    high = ROW * len(names) + 0.1
    figure = Figure(figsize=(WIDE, high), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDE), ylim=(high, 0))
    axes.set_axis_off()
    for row, name in enumerate(names):
        draw_row(axes, 0.05 + ROW * (row + 0.4), name)
    words = f"who waits for whom in {', '.join(names)}"
    return Picture(figure, words, "\n".join(f"{name}: {chain(name)}" for name in names))


def draw_row(axes, y, name):
    """A row: boxes from left to right, and an arrow back below them if it is a circle."""
    axes.text(0.1, y, name, fontsize=10, weight="bold", color=INK, va="center")
    boxes = list(dict.fromkeys(CHAINS[name]))
    places = {box: LEFT + STEP * number for number, box in enumerate(boxes)}
    for box, x in places.items():
        draw_box(axes, x, y, box)
    for start, end in zip(CHAINS[name], CHAINS[name][1:], strict=False):
        if places[end] > places[start]:
            ends = (places[start] + STEP - 0.45, y), (places[end], y)
            draw_arrow(axes, *ends, "arc3")
        else:
            low = y + BOX / 2
            ends = (places[start] + 0.65, low), (places[end] + 0.65, low)
            draw_arrow(axes, *ends, "arc3,rad=-0.12")


def draw_box(axes, x, y, text):
    """A box with a name; that of nobody is red and dashed."""
    colour, style = (RED, "--") if text == NOBODY else (BLUE, "-")
    shape = FancyBboxPatch(
        (x, y - BOX / 2), STEP - 0.45, BOX, boxstyle="round,pad=0,rounding_size=0.08"
    )
    shape.set(fc=PAPER, ec=colour, lw=1.8, linestyle=style)
    axes.add_patch(shape)
    middle = x + (STEP - 0.45) / 2
    axes.text(middle, y, text, fontsize=9.5, color=INK, ha="center", va="center")


def draw_arrow(axes, start, end, bend):
    """An arrow from a waiter to what it waits for."""
    shape = FancyArrowPatch(start, end, connectionstyle=bend, arrowstyle="-|>", mutation_scale=13)
    shape.set(color=DIM, lw=1.5)
    axes.add_patch(shape)
