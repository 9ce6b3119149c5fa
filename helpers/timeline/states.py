"""The language of the pictures, in one table: what each state looks like, and is called."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ENDS", "MEANINGS", "STATES", "End", "State", "end_of"]


class State(NamedTuple):
    """How a state is drawn, and what it is called.

    legend: its words in a legend. says: its words in a sentence. light, dark: its colour on a light
    and on a dark card. height: of its bar, in lanes. hatch: of a bar that is not filled. ink: the
    colour of text on the light bar; text on the dark one is black.
    """

    legend: str
    says: str
    light: str
    dark: str
    height: float
    hatch: str = ""
    ink: str = ""


class End(NamedTuple):
    """How a lane ended: the mark that is drawn there, its words, and its colours."""

    mark: str
    legend: str
    light: str
    dark: str


# Hues after Okabe and Ito (jfly.uni-koeln.de/color), which colour-blind readers can tell apart,
# darkened for white pages until each stands out by 3:1 (WCAG 2.2, 1.4.11). States differ by height
# and hatch as well. What comes later is drawn on top.
STATES = {
    "idle": State("idle: nothing to do", "is idle", "#7B848E", "#87919C", 0.05),
    "waiting": State("waiting at an await", "waits for", "#6E7781", "#97A2AD", 0.16),
    "made": State("made, not started", "is made", "#57606A", "#A3AEB9", 0.26, "...."),
    "callback": State("callback", "runs callbacks", "#2F8FC4", "#56B4E9", 0.40, ink="#000000"),
    "held": State("lock held", "is held by", "#00805E", "#1FA97F", 0.56, ink="#FFFFFF"),
    "ready": State("ready: waits its turn", "is ready", "#B07700", "#E69F00", 0.46, "/////"),
    "blocked": State("blocked in a call", "is blocked in", "#B0578A", "#D88AB8", 0.38, "xxxxx"),
    "gil": State("waiting for the GIL", "waits for the GIL", "#7A52A8", "#A98BD4", 0.38, "|||||"),
    "sharing": State(
        "shares the GIL",
        "computes and shares the GIL",
        "#0072B2",
        "#4FA3DB",
        0.62,
        "-----",
    ),
    "nested": State(
        "runs an inner loop", "runs an inner loop in", "#0072B2", "#4FA3DB", 0.62, "\\\\\\"
    ),
    "running": State("running", "runs", "#0072B2", "#4FA3DB", 0.62, ink="#FFFFFF"),
    "stalled": State(
        "loop stalled", "stalls the loop in", "#D55E00", "#F07A24", 0.80, ink="#000000"
    ),
}
ENDS = {
    "returned": End("✓", "returned", "#00805E", "#1FA97F"),
    "raised": End("✗", "raised an error", "#C23B00", "#F07A24"),
    "cancelled": End("⊘", "cancelled", "#57606A", "#A3AEB9"),
}
MEANINGS = {  # in the order of the two tables
    "idle": "a loop with nothing to do, a thread between two jobs",
    "waiting": "a task at an await; the label says for what",
    "made": "a task that is not in its loop's queue yet",
    "callback": "the loop runs a function that is no task's step",
    "held": "a lock; the label says who has it",
    "ready": "a task that could run, but its loop is busy",
    "blocked": "a thread in a call that has not returned",
    "gil": "a thread that could run, but another has the GIL",
    "sharing": "a thread that computes in turn with others",
    "nested": "a step runs the loop once more, from inside",
    "running": "code runs, if only for an instant",
    "stalled": "one step keeps the loop; nobody else has a turn",
    "returned": "the task or thread ended with a result",
    "raised": "it ended with an error, named if there is room",
    "cancelled": "it ended with CancelledError",
}


def end_of(words: str) -> str:
    """Which of ENDS a lane's end is: `raised ValueError` is "raised"; "" for one that goes on."""
    return words.partition(" ")[0]
