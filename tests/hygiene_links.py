"""Finds links of notebooks that lead nowhere."""

import re
from pathlib import Path
from urllib.parse import unquote

from nbformat import NotebookNode

from helpers.notebook_files import read_notebook

__all__ = ["headings", "link_problems", "targets", "without_code"]

FENCED = re.compile(
    r"^( {0,3}|> ?)(`{3,}|~{3,}).*?^( {0,3}|> ?)\2`*~*\s*$", re.MULTILINE | re.DOTALL
)
INLINE_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
MARKDOWN_LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
HTML_LINK = re.compile(r"(?:href|src)=[\"']([^\"']+)[\"']")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
ELSEWHERE = ("https://", "http://", "mailto:", "attachment:")


def without_code(markdown: str) -> str:
    """Return `markdown` without its fenced blocks and code spans."""
    return INLINE_CODE.sub("", FENCED.sub("", markdown))


def targets(markdown: str) -> list[str]:
    """Return the addresses that `markdown` links to, pictures included."""
    text = without_code(markdown)
    return MARKDOWN_LINK.findall(text) + HTML_LINK.findall(text)


def headings(markdown: str) -> set[str]:
    """Return the anchors of the headings of `markdown`, as JupyterLab makes them.

    JupyterLab joins the words of a heading with hyphens and keeps their case.
    """
    found = HEADING.findall(FENCED.sub("", markdown))
    return {re.sub(r"[`*]", "", heading).replace(" ", "-") for heading in found}


def link_problems(notebook: NotebookNode, path: Path, root: Path) -> list[str]:
    """Return a line for each link of the notebook at `path` that leads nowhere or out of `root`."""
    return [
        f"cell {cell.id}: the link {target!r} {problem}"
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for target in targets(cell.source)
        if not target.startswith(ELSEWHERE) and (problem := _problem(target, notebook, path, root))
    ]


def _problem(target: str, notebook: NotebookNode, path: Path, root: Path) -> str:
    """Say what is wrong with one relative link, or nothing."""
    name, _, anchor = unquote(target).partition("#")
    file = (path.parent / name).resolve() if name else path
    if not file.is_relative_to(root.resolve()):
        return "leads out of the course"
    if name and not file.exists():
        return "leads to no file"
    if anchor and anchor not in _anchors(file, notebook if file == path else None):
        return "leads to no heading; write it as JupyterLab does: #The-words-of-the-heading"
    return ""


def _anchors(file: Path, notebook: NotebookNode | None) -> set[str]:
    """Return the anchors of a Markdown file or notebook; there, `cell-id=…` leads to a cell."""
    if file.suffix == ".md":
        return {anchor.lower() for anchor in headings(file.read_text(encoding="utf-8"))}
    if file.suffix != ".ipynb":
        return set()
    cells = (notebook or read_notebook(file)).cells
    found = {anchor for c in cells if c.cell_type == "markdown" for anchor in headings(c.source)}
    return found | {f"cell-id={cell.id}" for cell in cells}
