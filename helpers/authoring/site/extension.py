"""What the website adds to Sphinx: `<details>` as parts of a page, and the anchors of JupyterLab.

As parts, and no raw HTML, explanations are found by translators and by the search.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from helpers.authoring.site.pages import anchor

__all__ = ["add_to", "details", "summary"]

OPENED = re.compile(r"<details>\s*<summary>(.*?)</summary>\s*", re.DOTALL)
CLOSED = "</details>"
TAG = re.compile(r"<[^>]*>")


class details(nodes.General, nodes.Element):
    """A part of a page that a click opens; its first child is a `summary`."""


class summary(nodes.General, nodes.TextElement):
    """The words that stand there while the part is closed."""


class FoldDetails(SphinxTransform):
    """Turns raw `<details>`, what follows, and raw `</details>` into one node."""

    default_priority = 5  # before Sphinx looks up translations

    def apply(self, **_options: Any) -> None:
        """Fold all parts of the document."""
        for opening in list(self.document.findall(nodes.raw)):
            if opened := OPENED.fullmatch(opening.astext()):
                self._fold(opening, opened[1])

    def _fold(self, opening: nodes.raw, words: str) -> None:
        parent, part = opening.parent, details()
        at = parent.index(opening)
        head = summary(words, TAG.sub("", words))
        head.source, head.line = opening.source, opening.line
        part += head
        inside = parent[at + 1 :]
        ends = [n for n, node in enumerate(inside) if _closes(node)]
        if ends:
            part.extend(inside[: ends[0]])
            parent[at : at + ends[0] + 2] = [part]


def _closes(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and node.astext().strip() == CLOSED


def _open_tag(tag: str) -> Any:
    return lambda translator, node: translator.body.append(translator.starttag(node, tag))


def _close_tag(tag: str) -> Any:
    return lambda translator, node: translator.body.append(f"</{tag}>\n")


def _nothing(_translator: Any, _node: nodes.Node) -> None:
    """Other builders, such as that of messages, show the words alone."""


def _add_anchors(_app: Any, doctree: nodes.document) -> None:
    """Give each heading the anchor by which JupyterLab knows it, beside Sphinx's own."""
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        name = anchor(title.astext()) if title else ""
        if name and name not in doctree.ids:
            section["ids"].append(name)
            doctree.ids[name] = section


def add_to(app: Any) -> None:
    """Add the parts, the transform and the anchors to a Sphinx application."""
    for node, tag in ((details, "details"), (summary, "summary")):
        app.add_node(node, html=(_open_tag(tag), _close_tag(tag)), text=(_nothing, _nothing))
    app.add_transform(FoldDetails)
    app.connect("doctree-read", _add_anchors)
