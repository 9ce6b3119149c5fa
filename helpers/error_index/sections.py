"""Finds the sections of the lessons that speak of what is asked, where no entry was meant."""

import functools
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.error_index.entries import LESSONS
from helpers.error_index.stems import stem_list, stems

__all__ = ["Section", "find_sections", "sections"]

SATURATION, BY_LENGTH = 1.2, 0.75  # the usual constants of BM25, k1 and b
OF_A_HEADING = 4  # a word of a heading counts as often as so many in the text below it
LEAST = 0.35  # a section holds at least this part of what is asked, by the weight of its words
TWO = 2  # one common word is chance
SUBJECT = stems(  # a question with none of these words is about something else
    """
    aiohttp anyio async asyncio await block callback cancel compute condition context coroutine
    ctrl daemon deadlock endpoint event fastapi future generator gil hang jupyter lock loop
    nest_asyncio parallel pool process queue race semaphore shutdown signal sync task thread
    timeout tkinter uvicorn uvloop websocket window worker
    """
)
NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")  # as to_thread, whose parts say less than the whole


class Section(NamedTuple):
    """What stands below a heading of a lesson, up to the next heading."""

    file: str
    heading: str
    text: str


@functools.cache
def sections() -> tuple[Section, ...]:
    """The sections of all lessons that this copy of the course has, in their order."""
    return tuple(one for path in sorted(LESSONS.glob("[0-9]*.ipynb")) for one in _sections(path))


def _sections(path: Path) -> Iterator[Section]:
    heading, lines = "", []
    for line in _lines(path):
        if line.startswith("#"):
            if heading:
                yield Section(path.name, heading, "\n".join(lines))
            heading, lines = line.lstrip("# "), []
        else:
            lines.append(line)
    yield Section(path.name, heading, "\n".join(lines))


def _lines(path: Path) -> Iterator[str]:
    """The lines of a notebook's sources; a comment of a program is no heading."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        in_code = cell["cell_type"] == "code"
        for line in "".join(cell["source"]).splitlines():
            if line.startswith("```"):
                in_code = not in_code
            yield f" {line}" if in_code else line


def find_sections(text: str) -> list[Section]:
    """The sections that speak of `text`, best first, by the measure BM25.

    Before all others come those whose heading has every word that is asked.

    Source: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
    2009.
    """
    weights = _weights()
    asked = frozenset(_words(text))
    if not asked & SUBJECT:
        return []
    asked &= weights.keys()
    least = LEAST * sum(weights[stem] for stem in asked)
    scored = []
    for section, counted in _counted().items():
        common = asked & counted.keys()
        if len(common) >= TWO and sum(weights[stem] for stem in common) >= least:
            named = asked <= stems(section.heading)
            scored.append((named, _score(common, counted), section))
    return [section for *_, section in sorted(scored, key=lambda found: found[:2], reverse=True)]


def _score(common: frozenset[str], counted: Counter[str]) -> float:
    weights = _weights()
    longer = 1 - BY_LENGTH + BY_LENGTH * counted.total() / _mean_length()
    return sum(
        weights[stem] * counted[stem] * (1 + SATURATION) / (counted[stem] + SATURATION * longer)
        for stem in common
    )


def _words(text: str) -> list[str]:
    """The stems of a text, and the names in it that are made of several words."""
    return stem_list(text) + NAME.findall(text.lower())


@functools.cache
def _counted() -> dict[Section, Counter[str]]:
    return {
        section: Counter(_words(f"{section.heading}\n" * OF_A_HEADING + section.text))
        for section in sections()
    }


@functools.cache
def _mean_length() -> float:
    return sum(counted.total() for counted in _counted().values()) / len(_counted())


@functools.cache
def _weights() -> dict[str, float]:
    """The weight of each stem that stands in a lesson: the rarer, the more."""
    number = len(_counted())
    often = Counter(stem for counted in _counted().values() for stem in counted)
    return {stem: math.log(1 + (number - n + 0.5) / (n + 0.5)) for stem, n in often.items()}
