"""Draw a recording: one lane per loop, task, thread, process and lock."""

from __future__ import annotations

import io
from collections.abc import Sequence

from matplotlib.colors import to_rgb
from PIL import Image

from helpers.picture import Picture, colours_of
from helpers.timeline.description import describe
from helpers.timeline.finish import CALLBACKS
from helpers.timeline.folding import fold
from helpers.timeline.marks import Labels, draw_arrows, draw_bars, draw_ends, draw_key
from helpers.timeline.model import Lane, Recording, Span
from helpers.timeline.paper import Paper
from helpers.timeline.states import ENDS, STATES

__all__ = ["TimelinePicture", "draw"]

Colour = tuple[float, ...]
CHORES = frozenset(CALLBACKS.values())


class TimelinePicture(Picture):
    """A drawn recording.

    `data` is the recording, `lanes` are those shown, `window` the seconds from edge to edge.
    """

    def __init__(
        self, paper: Paper, data: Recording, lanes: Sequence[Lane], window: tuple[float, float]
    ) -> None:
        super().__init__(paper.figure, f"timeline: {data.line()}", describe(data, exact=True))
        self.data, self.lanes, self.window = data, tuple(lanes), window
        self.colours, self._looks = paper.colours, {s: paper.colour(v) for s, v in STATES.items()}
        self._dark = paper.dark
        self._marks = [paper.colour(end) for end in ENDS.values()]

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
        card, band, ink, dim = (to_rgb(self.colours[c]) for c in ("card", "band", "ink", "dim"))
        looks = {state: to_rgb(colour) for state, colour in self._looks.items()}
        grounds = [g for c in (card, band) for g in (c, _mix(looks["stalled"], c, 0.1))]
        inks = dict.fromkeys([ink, dim, *looks.values(), *map(to_rgb, self._marks)])
        pairs = [(a, b) for a in inks for b in (card, band)]
        inked = [(state, look.ink) for state, look in STATES.items() if look.ink]
        pairs += [(to_rgb("#000000" if self._dark else on), looks[state]) for state, on in inked]
        blends = [_mix(a, b, part / 5) for a, b in pairs for part in range(6)]
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
    width: float = 7.0,
) -> TimelinePicture:
    """Draw the recording as a picture.

    lanes: the names of the lanes to show, top to bottom; all of them by default. Of many lanes
    those that are alike are folded, and a sentence below the picture says so. between: first and
    last second to show. arrows: where work crosses threads. internals: also the lanes of the
    machinery. theme: "light" or "dark"; the card is opaque, so that either can be read on any page.
    width: in inches. Raises ValueError for a lane, a span of time or a theme that there is not.
    """
    chosen, folded = fold(recording, _choose(recording, lanes, internals))
    paper = Paper(chosen, _window(recording, chosen, between), colours_of(theme), width, title)
    seen = (s for s in recording.spans if s.end >= paper.start and s.start <= paper.end)
    spans = [span for span in seen if span.lane in paper.y and _tells(paper, span)]
    states = draw_bars(paper, spans)
    labels = Labels(paper)
    labels.write(spans)
    labels.write_jobs(j for j in recording.jobs if j.end >= paper.start and j.start <= paper.end)
    if arrows:
        draw_arrows(paper, recording.hops)
    ends = draw_ends(paper, chosen)
    draw_key(paper, states, ends, [*folded, *recording.notes])
    low, high = (x / paper.scale for x in paper.axes.get_xlim())
    return TimelinePicture(paper, recording, chosen, (low, high))


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


def _tells(paper: Paper, span: Span) -> bool:
    """Whether to draw a span: not the loop's own chores that took next to no time."""
    chore = span.state == "callback" and (span.label in CHORES or "._" in f".{span.label}")
    return not chore or paper.x(span.end - span.start) > 2 * paper.hair
