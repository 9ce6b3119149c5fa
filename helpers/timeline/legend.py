"""The language of the pictures on one page, drawn with what draws the pictures themselves."""

from __future__ import annotations

from helpers.picture import Picture, colours_of
from helpers.timeline.marks import draw_bars, draw_ends
from helpers.timeline.model import Lane, Span
from helpers.timeline.paper import SMALL, Paper
from helpers.timeline.states import ENDS, MEANINGS, STATES

__all__ = ["Legend", "legend"]

WIDE, LONG = 10.0, 1.6  # the paper, and a bar on it


class Legend(Picture):
    """What each state and each end of a lane looks like, and what it means.

    `rows` are (words, meaning), top to bottom.
    """

    def __init__(self, paper: Paper, rows: list[tuple[str, str]]) -> None:
        said = "\n".join(f"{words}: {meaning}" for words, meaning in rows)
        super().__init__(paper.figure, f"legend: {len(rows)} signs", said)
        self.rows = rows


def legend(*, theme: str = "light", width: float = 7.0) -> Legend:
    """Draw every state and every end of a lane, each with its words.

    theme: "light" or "dark". width: in inches. Raises ValueError for another theme.
    """
    states = {look.legend.partition(":")[0]: state for state, look in STATES.items()}
    lanes = [Lane(words, "task") for words in states]
    lanes += [Lane(end.legend, "task", end=name, at=LONG) for name, end in ENDS.items()]
    paper = Paper(lanes, (0.0, WIDE), colours_of(theme), width, "")
    spans = [Span(words, state, 0.0, LONG) for words, state in states.items()]
    spans += [Span(end.legend, "waiting", 0.0, LONG - 0.3) for end in ENDS.values()]
    spans += [Span(end.legend, "running", LONG - 0.3, LONG) for end in ENDS.values()]
    draw_bars(paper, spans, tint=False)
    draw_ends(paper, lanes)
    rows = list(zip((lane.name for lane in lanes), MEANINGS.values(), strict=True))
    for row, (_, meaning) in enumerate(rows):
        paper.axes.text(
            LONG + 0.6, row, meaning, fontsize=SMALL, va="center", color=paper.colours["ink"]
        )
    paper.axes.grid(False)
    paper.axes.set(xticks=[], xlabel="")
    return Legend(paper, rows)
