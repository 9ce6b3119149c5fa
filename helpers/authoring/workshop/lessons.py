"""Lessons as a plan sees them: their cells by id, sections, and the minutes that cells take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode

from helpers.notebook_files import Course, NotebookError, read_notebook

__all__ = [
    "PREDICTION",
    "Lesson",
    "minutes_of",
    "minutes_of_reading",
    "minutes_of_text",
    "task_minutes",
    "title_of",
]

WORDS_A_MINUTE, A_LINE, A_PREDICTION, A_PICTURE = 180, 0.1, 1.0, 0.5
PREDICTION = "**Predict.**"
TASK_MINUTES = re.compile(r"(\d+) minutes")
TARGET = re.compile(r"\]\([^)]*\)")
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TAGS = re.compile(r"</?(?:details|dfn|summary)>")
FIRST_WORDS = 6
A_SHORT_TASK = 5.0  # where a statement names no minutes


@dataclass(frozen=True)
class Lesson:
    """One notebook of the course; `name` is such as "06_races_and_locks"."""

    name: str
    cells: tuple[NotebookNode, ...]

    @classmethod
    def read(cls, course: Course, name: str, folder: str = "notebooks") -> Lesson:
        """Read a lesson, or an exercise; raise NotebookError if there is none of this name."""
        path = course.folder(folder) / f"{name}.ipynb"
        if not path.is_file():
            raise NotebookError(f"a plan names {folder}/{name}.ipynb, which does not exist")
        return cls(name, tuple(read_notebook(path).cells))

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each cell, by its id."""
        return {cell.id: place for place, cell in enumerate(self.cells)}

    @property
    def number(self) -> str:
        """The number of the lesson, as it is spoken of: "06"."""
        return self.name[:2]

    def cell(self, identity: str) -> NotebookNode:
        """Return the cell of this id; raise NotebookError if there is none."""
        return self.cells[self._place(identity)]

    def chosen(self, text: str) -> list[str]:
        """Return the ids that a plan's words mean.

        text: the id of a cell; two joined by dots, "heart..hole", for all from one to the other; or
            one before dots, "hole..", for its section: as far as the next heading of that level.
        """
        first, dots, last = text.partition("..")
        begin = self._place(first)
        end = self._place(last or first) if last or not dots else self._last_of_section(begin)
        if end < begin:
            raise NotebookError(f"{self.name}: in {text!r} the last cell comes before the first")
        return [cell.id for cell in self.cells[begin : end + 1]]

    def section(self, identity: str) -> str:
        """Return the title of the section in which a cell stands; raise NotebookError for none."""
        for cell in reversed(self.cells[: self._place(identity) + 1]):
            if cell.cell_type == "markdown" and re.match("##? ", cell.source):
                return title_of(cell.source)
        raise NotebookError(f"{self.name}: the cell {identity!r} stands below no heading")

    def begins(self, identity: str) -> str:
        """Return how a cell begins, in Markdown, so that it is found where no ids are shown.

        A heading is given as it is, other text by its first words, and code by its first line.
        """
        cell = self.cell(identity)
        lines = [line for line in cell.source.splitlines() if line.strip()]
        if cell.cell_type == "code":
            return f"`{lines[0].strip()}`"
        if cell.source.startswith("#"):
            return f"*{title_of(cell.source)}*"
        words = TAGS.sub("", cell.source.replace("</summary>", ":")).replace("*", "").split()
        lengths = range(FIRST_WORDS, len(words))
        whole = (n for n in lengths if " ".join(words[:n]).count("`") % 2 == 0)  # no cut code
        return f"*{' '.join(words[: next(whole, len(words))])} …*"

    def _place(self, identity: str) -> int:
        if identity not in self.places:
            raise NotebookError(f"{self.name} has no cell {identity!r}, which a plan names")
        return self.places[identity]

    def _last_of_section(self, begin: int) -> int:
        for place in range(begin + 1, len(self.cells)):
            cell = self.cells[place]
            if cell.cell_type == "markdown" and re.match(r"##? ", cell.source):
                return place - 1
        return len(self.cells) - 1


def title_of(source: str) -> str:
    """Return the words of the first heading of a text."""
    return source.lstrip().splitlines()[0].lstrip("# ").strip()


def minutes_of(cell: NotebookNode) -> float:
    """Return the minutes that a cell takes, by the formula of the lessons' own minutes.

    180 words a minute, a tenth of a minute a line of code, a minute for a prediction, half a minute
    for a picture.
    """
    source = cell.source
    if cell.cell_type == "code":
        pictures = any(_is_picture(output.get("data", {})) for output in cell.outputs)
        return A_LINE * len(source.splitlines()) + A_PICTURE * pictures
    read = len(source.split()) / WORDS_A_MINUTE
    return read + A_PREDICTION * source.count(PREDICTION) + A_PICTURE * source.count("![")


def minutes_of_reading(cell: NotebookNode) -> float:
    """Return the minutes for who only reads a cell, and what it printed, ten lines a minute.

    Neither a prediction nor an empty line takes any.
    """
    minutes = minutes_of(cell)
    if cell.cell_type == "markdown":
        return minutes - A_PREDICTION * cell.source.count(PREDICTION)
    printed = "".join(map(_printed, cell.outputs))
    lines = len(printed.splitlines()) - _empty_lines(printed) - _empty_lines(cell.source)
    return minutes + A_LINE * lines


def _printed(output: NotebookNode) -> str:
    """The text of an output, with its end; a picture has none."""
    data = output.get("data", {})
    if _is_picture(data):
        return ""
    traceback = "\n".join(output.get("traceback", ()))
    return (output.get("text") or traceback or data.get("text/plain", "")).rstrip() + "\n"


def _empty_lines(source: str) -> int:
    return sum(not line.strip() for line in source.splitlines())


def minutes_of_text(markdown: str) -> float:
    """Return the minutes for reading a page, by the same formula.

    Neither a link's target nor what is folded takes any: who reads does not open that.
    """
    text = TARGET.sub("]", FOLDED.sub("", markdown))
    code = "".join(FENCED.findall(text))
    words = len(FENCED.sub("", text).replace("|", " ").split())
    lines = len(code.splitlines()) - _empty_lines(code)
    return words / WORDS_A_MINUTE + A_LINE * lines


def _is_picture(data: dict) -> bool:
    return "image/png" in data or "<img" in data.get("text/html", "")


def task_minutes(exercise: Lesson, letter: str) -> float:
    """Return the minutes that a task's statement names, or those of a short one."""
    found = TASK_MINUTES.search(exercise.cell(f"{letter}-task").source.splitlines()[0])
    return float(found[1]) if found else A_SHORT_TASK
