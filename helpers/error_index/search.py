"""Finds entries by the words of an error, whole or in part, or by the name of a mistake."""

import functools
import math
import re
from collections import Counter
from typing import NamedTuple

from helpers.error_index.entries import ANY, Entry, entries

__all__ = ["Found", "find"]

LEAST = 0.35  # a likeness below this is none
OF_LINES_ABOVE = 0.95  # the last line of a traceback says what happened
CODE = re.compile(r"^\s*(?:✗ \S+\s+)?([A-Z]+(?:_[A-Z]+)*)\s*$", re.MULTILINE)  # a verdict, too
DIFFERS = re.compile(r"<[^<>]*>|\b0x[0-9a-f]+\b|\d+|" + ANY, re.IGNORECASE)
ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")
FRAME = re.compile(r'\s|-+>|Traceback|File "')


class Found(NamedTuple):
    """An entry, and how like it is to what was asked: from 0 to 1."""

    likeness: float
    entry: Entry


def find(text: str) -> list[Found]:
    """The entries that `text` may be about, best first.

    `text` is an entry's id, the name that a check gives to a mistake, some words of a message or
    of a symptom, or all that was printed; case, punctuation, numbers and addresses do not matter.
    """
    named = [entry for entry in entries() if text.strip() == entry.id]
    codes = set(CODE.findall(text))
    named = named or [entry for entry in entries() if codes.intersection(entry.codes)]
    if named:
        return [Found(1.0, entry) for entry in named]
    lines = [stems for line in _lines(text) if (stems := _stems(line))]
    found = [Found(_likeness(lines, entry), entry) for entry in entries()]
    return sorted((f for f in found if f.likeness >= LEAST), key=lambda f: -f.likeness)


def _lines(text: str) -> list[str]:
    """The lines that may be a message; all of them if none looks so."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [line for line in lines if not FRAME.match(line)] or lines


def _likeness(lines: list[frozenset[str]], entry: Entry) -> float:
    best = 0.0
    for number, line in enumerate(reversed(lines)):
        factor = OF_LINES_ABOVE if number else 1.0
        best = max(best, *(factor * _alike(line, form) for form in _forms(entry)))
    return best


def _alike(asked: frozenset[str], known: frozenset[str]) -> float:
    """How much of both is common to both, where rare words count for more than usual ones."""
    common = _weight(asked & known)
    return 2 * common / (_weight(asked) + _weight(known))


def _weight(stems: frozenset[str]) -> float:
    weights, rare = _weights()
    return sum(weights.get(stem, rare) for stem in stems)


@functools.cache
def _forms(entry: Entry) -> tuple[frozenset[str], ...]:
    texts = [*(words.text for words in entry.words), entry.symptom, *entry.also]
    return tuple(stems for text in texts if (stems := _stems(text)))


@functools.cache
def _weights() -> tuple[dict[str, float], float]:
    """The weight of each stem, and that of one which stands in no entry: a name, most often."""
    count = Counter(stem for entry in entries() for stem in frozenset().union(*_forms(entry)))
    number = len(entries())
    return {stem: math.log(1 + number / often) for stem, often in count.items()}, 1.0


def _stems(text: str) -> frozenset[str]:
    """The words of a text, in small letters and without endings, and without what differs."""
    before = ""
    while text != before:  # what stands in angle brackets may hold some itself
        before, text = text, DIFFERS.sub(" ", text)
    return frozenset(ENDING.sub("", word) for word in re.findall(r"[^\W\d_]+", text.lower()))
