"""Makes the handout: a picture by hand, and tables that stand in the lessons and the README."""

import html
import re
from pathlib import Path

from helpers.authoring.workshop.lessons import Lesson
from helpers.notebook_files import Course, NotebookError

__all__ = ["handout"]

TEMPLATE = Path(__file__).with_name("handout.html")
START, BRIDGES = "00_start_here", "08_bridging_threads_and_loops"
COMMAND = "| `python -m helpers "
IN_A_CELL = (
    '| `!"{sys.executable}" -m helpers '  # true in the kernels of each system, in any folder
)
LEADERS = "helpers board"  # not for the seats
SIGNS = re.compile(r"^## How to read a check's answer\n+(.+?)\n\n", re.MULTILINE | re.DOTALL)


def handout(course: Course) -> str:
    """Return the handout as HTML. Raises NotebookError if a table that it shows is not there."""
    lesson = Lesson.read(course, BRIDGES)
    readme = (course.root / "README.md").read_text(encoding="utf-8")
    signs = SIGNS.search(readme)
    if signs is None:
        raise NotebookError("README.md does not say any more how to read a check's answer")
    wrong = Lesson.read(course, START).cell("wrong")
    parts = {
        "WAYS": _table(lesson.cell("ways").source),
        "WHICH": _table(lesson.cell("which").source),
        "SEEN": _table(lesson.cell("closing").source),
        "COMMANDS": _table("\n".join(_commands(readme)), head=False),
        "ANSWER": f"<pre>{html.escape(wrong.outputs[0].evalue)}</pre>",
        "SIGNS": _inline(signs[1]),
    }
    page = TEMPLATE.read_text(encoding="utf-8")
    for key, value in parts.items():
        page = page.replace(f"@{key}@", value)
    return page


def _commands(readme: str) -> list[str]:
    """The README's commands, for whoever has a notebook open."""
    lines = [line for line in readme.splitlines() if line.startswith(COMMAND)]
    if not lines:
        raise NotebookError("README.md has no table of commands any more")
    return [line.replace(COMMAND, IN_A_CELL, 1) for line in lines if LEADERS not in line]


def _table(markdown: str, head: bool = True) -> str:
    """The first table of a text, as HTML."""
    found = re.search(r"^\|.*(?:\n\|.*)*", markdown, re.MULTILINE)
    if found is None:
        raise NotebookError("the handout shows a table that is not in its cell any more")
    rows = [line.strip("| ").split(" | ") for line in found[0].splitlines()]
    lines = ["<table>"]
    if head:
        first, _, *rows = rows
        lines.append(_row(first, "th"))
    return "\n".join([*lines, *(_row(row, "td") for row in rows), "</table>"])


def _row(cells: list[str], tag: str) -> str:
    inner = "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in cells)
    return f"<tr>{inner}</tr>"


def _inline(markdown: str) -> str:
    """A line of Markdown as HTML: code, and links by their words alone, since paper has none."""
    text = html.escape(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown), quote=False)
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
