"""Makes pages for the website from what the course stores: notebooks, README, glossary, scripts."""

import copy
import re
from collections.abc import Iterable

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from helpers.notebook_files import tags

__all__ = [
    "anchor",
    "front_page",
    "page_of_exercise",
    "page_of_lesson",
    "page_of_markdown",
    "page_of_script",
]

PREDICT = "**Predict.**"
HIDDEN = "hide-output"
# What JupyterLab understands as the address of a cell.
CELL_LINK = re.compile(r"\(([^()\s#]*)#cell-id=([a-z0-9-]+)\)")
SCRIPT_LINK = re.compile(r"(\]\((?!\w+:)[^()\s#]+)\.py\)")
FENCED = re.compile(r"^( {0,3}|> ?)(`{3,}|~{3,}).*?^( {0,3}|> ?)\2[`~]*\s*$", re.M | re.S)
CLOSED = re.compile(r"^</details>\n(?=.)", re.MULTILINE)
# A picture that has no words of its own.
PLOT = "A plot, drawn by the code above. The text below it says what it shows."
TO_SOLVE = """```{admonition} To solve it
:class: note

This page is for reading. To solve the tasks, with checks, hints and solutions, open this exercise
in JupyterLab: [the front page](../index.md) says how to get the course.
```"""


def anchor(heading: str) -> str:
    """Return the anchor of a heading's text as JupyterLab makes it: its words joined by hyphens."""
    return re.sub(r"[`*]", "", heading).replace(" ", "-")


def page_of_lesson(lesson: NotebookNode, stem: str, after: Iterable[str] = ()) -> NotebookNode:
    """Return the page of a lesson, with outputs that follow a prediction behind a click.

    stem: the file's name without its suffix.
    after: names, relative to the lesson, of the pages that come below it in the contents.
    """
    page = _page(lesson, stem)
    _hide_predicted(page.cells)
    if after := list(after):
        page.cells.append(_markdown("pages-below", _contents("", after)))
    return page


def page_of_exercise(exercise: NotebookNode, stem: str) -> NotebookNode:
    """Return the page of an exercise, with a note, below its title, on how to solve it."""
    page = _page(exercise, stem)
    page.cells.insert(1, _markdown("to-solve", TO_SOLVE))
    return page


def page_of_markdown(text: str, stem: str) -> str:
    """Return the page of a text in Markdown, such as the glossary."""
    return _relinked(text, stem)


def page_of_script(name: str, text: str) -> str:
    """Return the page that shows a Python file."""
    return f"# `{name}`\n\n`````python\n{text.rstrip()}\n`````\n"


def front_page(readme: str, contents: dict[str, list[str]]) -> str:
    """Return the first page: the README, with the contents of the whole site.

    contents: by caption, names of pages, each as `words <name>` or as the name alone.
    """
    return "\n".join(
        [_relinked(readme, "index"), *(_contents(c, names) for c, names in contents.items())]
    )


def _contents(caption: str, names: Iterable[str]) -> str:
    head = ["```{toctree}", ":hidden:", *([f":caption: {caption}"] if caption else []), ""]
    return "\n".join([*head, *names, "```", ""])


def _markdown(identity: str, text: str) -> NotebookNode:
    return new_markdown_cell(text, id=identity)


def _page(notebook: NotebookNode, stem: str) -> NotebookNode:
    """Return a copy whose links lead to pages, and whose cells can be linked to by their ids."""
    page = copy.deepcopy(notebook)
    linked = {c.id for c in page.cells if any(f"#cell-id={c.id})" in o.source for o in page.cells)}
    for cell in page.cells:
        if cell.cell_type == "markdown":
            cell.source = _relinked(cell.source, stem)
            if cell.id in linked:
                cell.source = f"({stem}.{cell.id})=\n\n{cell.source}"
        else:
            cell.metadata.setdefault("mystnb", {})["image"] = {"alt": PLOT}
    return page


def _relinked(markdown: str, stem: str) -> str:
    """Return `markdown` with links to scripts and cells as links to pages; code stays as it is."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    text = CLOSED.sub("</details>\n\n", FENCED.sub(keep, markdown))
    text = SCRIPT_LINK.sub(r"\1_py.md)", text)
    text = CELL_LINK.sub(lambda m: f"(#{_stem(m[1]) or stem}.{m[2]})", text)
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], text)


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
