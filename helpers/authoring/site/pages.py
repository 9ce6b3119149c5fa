"""Makes pages for the website from what the course stores: notebooks, README, glossary, scripts."""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from helpers.notebook_files import tags

__all__ = [
    "Links",
    "anchor",
    "front_page",
    "links",
    "page_of_exercise",
    "page_of_folder",
    "page_of_lesson",
    "page_of_markdown",
    "page_of_script",
    "texts",
]

PREDICT = "**Predict.**"
HIDDEN = "hide-output"
# A long line of a message is broken into several, one of a table or a drawing is not.
WRAPPED, LONG, DRAWN = "wrap-output", 95, re.compile(r" [|│] | {3,}")
# What JupyterLab understands as the address of a cell.
CELL_LINK = re.compile(r"\(([^()\s#]*)#cell-id=([a-z0-9-]+)\)")
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!\w+:)([^()\s#]+)(#[^()\s]*)?\)")
FENCED = re.compile(r"^( {0,3}|> ?)(`{3,}|~{3,}).*?^( {0,3}|> ?)\2[`~]*\s*$", re.M | re.S)
CLOSED = re.compile(r"^</details>\n(?=.)", re.MULTILINE)
# A picture that has no words of its own.
PLOT = "A plot, drawn by the code above. The text below it says what it shows."
TO_SOLVE = """```{admonition} To solve it
:class: note

This page is for reading. To solve the tasks, with checks, hints and solutions, open this exercise
in JupyterLab: [the front page](../index.md) says how to get the course.
```"""


@dataclass
class Links:
    """Links of a text that need another target on its page than in the course.

    folders: those to folders of scripts. left_out: those to what is no part of the website.
    """

    folders: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)


def links(markdown: str) -> list[str]:
    """Return the files that `markdown` links to, relative to its own; pictures, too."""
    return [target for _, target, _ in LINK.findall(FENCED.sub("", markdown))]


def texts(notebook: NotebookNode) -> str:
    """Return the whole text of a notebook's Markdown cells."""
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def anchor(heading: str) -> str:
    """Return the anchor of a heading's text as JupyterLab makes it: its words joined by hyphens."""
    return re.sub(r"[`*]", "", heading).replace(" ", "-")


def page_of_lesson(
    lesson: NotebookNode, stem: str, to: Links, after: Iterable[str] = ()
) -> NotebookNode:
    """Return the page of a lesson, with outputs that follow a prediction behind a click.

    stem: the file's name without its suffix. to: the links that need to be changed.
    after: names, relative to the lesson, of the pages that come below it in the contents.
    """
    page = _page(lesson, stem, to)
    _hide_predicted(page.cells)
    if after := list(after):
        page.cells.append(_markdown("pages-below", _contents("", after)))
    return page


def page_of_exercise(exercise: NotebookNode, stem: str, to: Links) -> NotebookNode:
    """Return the page of an exercise, with a note, below its title, on how to solve it."""
    page = _page(exercise, stem, to)
    page.cells.insert(1, _markdown("to-solve", TO_SOLVE))
    return page


def page_of_markdown(text: str, stem: str, to: Links) -> str:
    """Return the page of a text in Markdown, such as the glossary."""
    return _relinked(text, stem, to)


def page_of_script(name: str, text: str) -> str:
    """Return the page that shows a Python file."""
    return f"# `{name}`\n\n`````python\n{text.rstrip()}\n`````\n"


def page_of_folder(name: str, scripts: Iterable[str]) -> str:
    """Return the page that lists the Python files of a folder."""
    lines = [f"- [`{script}`]({script.removesuffix('.py')}_py.md)" for script in scripts]
    return "\n".join([f"# `{name}`", "", *lines, ""])


def front_page(readme: str, to: Links, contents: dict[str, list[str]]) -> str:
    """Return the first page: the README, with the contents of the whole site.

    contents: by caption, names of pages, each as `words <name>` or as the name alone.
    """
    parts = [_contents(caption, names) for caption, names in contents.items()]
    return "\n".join([_relinked(readme, "index", to), *parts])


def _contents(caption: str, names: Iterable[str]) -> str:
    head = ["```{toctree}", ":hidden:", *([f":caption: {caption}"] if caption else []), ""]
    return "\n".join([*head, *names, "```", ""])


def _markdown(identity: str, text: str) -> NotebookNode:
    return new_markdown_cell(text, id=identity)


def _page(notebook: NotebookNode, stem: str, to: Links) -> NotebookNode:
    """Return a copy whose links lead to pages, and whose cells can be linked to by their ids."""
    page = copy.deepcopy(notebook)
    linked = {c.id for c in page.cells if any(f"#cell-id={c.id})" in o.source for o in page.cells)}
    for cell in page.cells:
        if cell.cell_type == "markdown":
            cell.source = _relinked(cell.source, stem, to)
            if cell.id in linked:
                cell.source = f"({stem}.{cell.id})=\n\n{cell.source}"
        else:
            cell.metadata.setdefault("mystnb", {})["image"] = {"alt": PLOT}
            if _has_long_lines(cell):
                cell.metadata["tags"] = [*tags(cell), WRAPPED]
    return page


def _has_long_lines(cell: NotebookNode) -> bool:
    """Say whether a cell has printed messages that are wider than the page."""
    printed = [output.get("text", "") for output in cell.outputs]
    printed += ["\n".join(output.get("traceback", [])) for output in cell.outputs]
    lines = [line.strip() for text in printed for line in text.splitlines()]
    return any(len(line) > LONG and not DRAWN.search(line) for line in lines)


def _relinked(markdown: str, stem: str, to: Links) -> str:
    """Return `markdown` with its links as links to pages; code stays as it is."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    def link(match: re.Match[str]) -> str:
        words, target, place = match.groups(default="")
        if target in to.left_out:
            return words
        if target in to.folders:
            target = f"{target.rstrip('/')}/index.md"
        target = re.sub(r"\.py$", "_py.md", target)
        return f"[{words}]({target}{place})"

    text = CLOSED.sub("</details>\n\n", FENCED.sub(keep, markdown))
    text = CELL_LINK.sub(lambda m: f"(#{_stem(m[1]) or stem}.{m[2]})", text)
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], LINK.sub(link, text))


def _stem(target: str) -> str:
    return target.rpartition("/")[2].removesuffix(".ipynb")


def _hide_predicted(cells: list[NotebookNode]) -> None:
    """Put outputs behind a click from a prediction on, until text, the explanation, follows."""
    predicted = False
    for cell in cells:
        if cell.cell_type == "markdown":
            predicted = PREDICT in cell.source
        elif predicted and cell.outputs:
            cell.metadata["tags"] = [*tags(cell), HIDDEN]
