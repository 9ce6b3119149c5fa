"""A drawing that a notebook shows once, as a small PNG: what every instrument draws is one."""

import base64
import functools
import html
import io
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

__all__ = ["DPI", "MOST_BYTES", "SCREEN", "THEMES", "Picture", "colours_of"]

DPI, SCREEN = 144, 96  # drawn finer than it is shown, so that it is crisp on every screen
MOST_BYTES = 100_000
# The ground is opaque, so that a picture of either theme can be read on any page.
THEMES = {
    "light": {"card": "#FFFFFF", "band": "#F2F4F7", "ink": "#1B1F24", "dim": "#57606A"},
    "dark": {"card": "#15191E", "band": "#1F252C", "ink": "#E8ECF0", "dim": "#A3AEB9"},
}


def colours_of(theme: str) -> dict[str, str]:
    """The colours of ground, bands, text and lesser text; ValueError for an unknown theme."""
    if theme not in THEMES:
        raise ValueError(f"theme must be one of {', '.join(THEMES)}, not {theme!r}")
    return THEMES[theme]


class Picture:
    """A figure, drawn without pyplot, so that no state is shared and nothing is shown twice.

    `words` name what it shows, and `said` tells it in sentences, both the same on every run. A
    notebook stores the words as text, and the sentences as the picture's alternative. It shows
    HTML, because neither JupyterLab nor its pages for export give a plain PNG an alternative.
    """

    def __init__(self, figure: Figure, words: str, said: str = "") -> None:
        self.figure, self.words, self.said = figure, words, said or words
        FigureCanvasAgg(figure)

    @functools.cached_property
    def png(self) -> bytes:
        """The picture as a PNG file, drawn less finely if it would be larger than MOST_BYTES."""
        for dpi in (DPI, 120, SCREEN):
            raw = io.BytesIO()
            self.figure.savefig(raw, format="png", dpi=dpi, metadata={"Software": None})
            data = self._smaller(raw)
            if len(data) <= MOST_BYTES:
                break
        return data

    def _smaller(self, png: io.BytesIO) -> bytes:
        """Return the PNG file in fewer bytes, where a subclass knows how."""
        return png.getvalue()

    def savefig(self, target: Any, **options: Any) -> None:
        """Save the figure; see `matplotlib.figure.Figure.savefig`."""
        self.figure.savefig(target, **options)

    def _repr_html_(self) -> str:
        wide, high = (round(inches * SCREEN) for inches in self.figure.get_size_inches())
        alt = html.escape(self.said).replace("\n", "&#10;")
        data = base64.b64encode(self.png).decode()
        size = f'width="{wide}" height="{high}"'
        return f'<img alt="{alt}" {size} src="data:image/png;base64,{data}">'

    def __repr__(self) -> str:
        return f"<{self.words}>"
