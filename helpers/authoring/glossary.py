"""Writes the glossary from the lessons: each term with the sentence that defines it there."""

import re
from pathlib import Path
from typing import NamedTuple

from helpers.notebook_files import Course, NotebookError, read_notebook, write_text

__all__ = ["FILE", "Term", "glossary", "terms", "write_glossary"]

FILE = "GLOSSARY.md"
DEFINED = re.compile(r"<dfn>(.+?)</dfn>", re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
# A sentence begins at the paragraph's start or after the end of another, and ends likewise.
SENTENCE = re.compile(r"(?<=[.:?])\s+(?=[A-Z`*<\[])")
TITLE = """# Glossary

Each term with the sentence that defines it, and the place in the lessons where that stands.
"""


class Term(NamedTuple):
    """A term, the sentence that defines it, and where: the lesson's file and a heading in it."""

    name: str
    sentence: str
    lesson: str
    heading: str


def terms(course: Course) -> list[Term]:
    """The terms that lessons define: those between `<dfn>` and `</dfn>`, in alphabetical order.

    Raises NotebookError if a term is defined twice.
    """
    found: dict[str, Term] = {}
    for path in course.notebooks("notebooks"):
        for term in _of_lesson(path):
            key = term.name.lower()
            if key in found:
                places = f"{found[key].lesson} and {term.lesson}"
                raise NotebookError(f"{term.name!r} is defined twice, in {places}: keep the first")
            found[key] = term
    return [found[key] for key in sorted(found)]


def _of_lesson(path: Path) -> list[Term]:
    found, heading = [], ""
    for cell in read_notebook(path).cells:
        if cell.cell_type != "markdown":
            continue
        for paragraph in re.split(r"\n\s*\n", cell.source):
            heading = (HEADING.findall(paragraph) or [heading])[-1]
            text = " ".join(HEADING.sub("", paragraph).split())
            for sentence in SENTENCE.split(text):
                said = DEFINED.sub(r"**\1**", sentence)
                for name in DEFINED.findall(sentence):
                    found.append(Term(_in_a_sentence(name), said, path.name, heading))
    return found


def _in_a_sentence(name: str) -> str:
    """A term as inside of a sentence: `virtual time`, but `GIL` and `Little's law` as they are."""
    proper = name[1:2].isupper() or name.partition(" ")[0].endswith("'s")
    return name if proper else name[:1].lower() + name[1:]


def glossary(course: Course) -> str:
    """The glossary's text, in Markdown."""
    lines = []
    for name, sentence, lesson, heading in terms(course):
        anchor = re.sub(r"[`*]", "", heading).replace(" ", "-")
        place = f"[{lesson[:2]}, {heading}]({lesson}#{anchor})"
        lines.append(f"- **{name}**: {sentence} ({place})")
    return "\n".join([TITLE, *lines]) + "\n"


def write_glossary(course: Course) -> str:
    """Store the glossary beside the lessons; return what was done."""
    path = course.folder("notebooks") / FILE
    return "written" if write_text(path, glossary(course)) else "unchanged"
