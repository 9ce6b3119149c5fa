"""Writes the index of errors as a notebook, from the entries of `helpers.error_index`."""

import re

import nbformat
from nbformat import NotebookNode

from helpers.error_index import Area, Entry, areas, entries
from helpers.notebook_files import Course, canonical_text, read_notebook, write_text

__all__ = ["FILE", "error_cells", "write_errors"]

FILE = "errors.ipynb"
TITLE = """\
# Look up an error

{number} messages and symptoms of asyncio and threads. Each entry has the words as Python prints
them, a program that reproduces them, why it happens, and a way to mend it. In a terminal,
`python -m helpers explain "words of the error"` finds an entry by some of its words, by a question
in a sentence, or by the name that a check gives to a mistake.

In a message, … stands for a name, a number or an address, which is another one in your program. A
cell that begins with `%%program` runs as a program in a process of its own, as if it stood in a
file; one that hangs is stopped. Of what such a program prints as an error, the cell shows the
entry's words, once they were found there."""
SET_UP = """\
import asyncio

from helpers import enable_stop
from helpers.error_index.programs import enable_programs

enable_stop()
enable_programs()"""


def error_cells() -> list[NotebookNode]:
    """The cells of the notebook, as yet without outputs."""
    cells = [
        _text("title", TITLE.format(number=len(entries()))),
        _text("contents", _contents()),
        _code("set-up", SET_UP),
    ]
    for area in areas():
        cells.append(_text(f"area-{area.name.replace('_', '-')}", f"## {area.title}"))
        cells += [cell for entry in area.entries for cell in _entry_cells(entry)]
    return cells


def _text(identity: str, source: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(source, id=identity)


def _code(identity: str, source: str) -> NotebookNode:
    return nbformat.v4.new_code_cell(source, id=identity)


def _contents() -> str:
    return "\n\n".join(["## Contents", *map(_contents_of, areas())])


def _contents_of(area: Area) -> str:
    lines = [f"- [{_marked(e)}](#cell-id={e.id})" for e in area.entries]
    return "\n".join([f"**{area.title}**", "", *lines])


def _marked(entry: Entry) -> str:
    """An entry's heading in Markdown: the words of a message are code."""
    return f"`{entry.heading}`" if entry.words else entry.heading


def _anchor(heading: str) -> str:
    """The address of a heading, as JupyterLab makes it."""
    return re.sub(r"[`*]", "", heading).replace(" ", "-")


def _entry_cells(entry: Entry) -> list[NotebookNode]:
    program = entry.program if entry.in_kernel else f"%%program {entry.id}\n{entry.program}"
    heading = "\n\n".join([f"### {_marked(entry)}", *_forms(entry), *_also(entry)])
    return [
        _text(entry.id, heading),
        _code(f"{entry.id}-program", program),
        _text(f"{entry.id}-why", _explanation(entry)),
    ]


def _forms(entry: Entry) -> list[str]:
    """The forms of a message, if Pythons differ."""
    if all(words.is_of_every_python for words in entry.words):
        return []
    return ["\n".join(f"- `{words.text}`{str(words)[len(words.text) :]}" for words in entry.words)]


def _also(entry: Entry) -> list[str]:
    """What people call it, for those who search the page; folded, since it is long."""
    if not entry.also:
        return []
    words = " · ".join(f"`{text}`" for text in entry.also)
    return [f"<details><summary>Also</summary>\n\n{words}\n\n</details>"]


def _explanation(entry: Entry) -> str:
    parts = [entry.why, f"**Mend.** {entry.mend}", f"```python\n{entry.mended}\n```"]
    if entry.places:
        parts.append("Read: " + ", ".join(_link(*place) for place in entry.places) + ".")
    if entry.codes:
        parts.append("A check names it " + " or ".join(f"`{code}`" for code in entry.codes) + ".")
    return "\n\n".join(parts)


def _link(file: str, heading: str) -> str:
    name, anchor = (f", {heading}", f"#{_anchor(heading)}") if heading else ("", "")
    return f"[{file[:2]}{name}]({file}{anchor})"


def write_errors(course: Course) -> str:
    """Store the notebook beside the lessons; return what was done.

    The outputs of cells that are as before are kept; `outputs` runs the others.
    """
    path = course.folder("notebooks") / FILE
    cells = error_cells()
    before = {cell.id: cell for cell in read_notebook(path).cells} if path.is_file() else {}
    code = [cell for cell in cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        old = before.get(cell.id)
        if old is not None and old.cell_type == "code" and old.source == cell.source:
            count = number if old.execution_count else None
            cell.update(outputs=old.outputs, execution_count=count)
    text = canonical_text(nbformat.v4.new_notebook(cells=cells))
    return "written" if write_text(path, text) else "unchanged"
