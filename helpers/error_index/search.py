"""Finds entries by the words of an error, whole or in part, or by the name of a mistake."""

import functools
import math
import re
from collections import Counter
from typing import NamedTuple

from helpers.error_index.entries import Entry, entries
from helpers.error_index.stems import stems

__all__ = ["Found", "find"]

LEAST = 0.33  # a likeness below this is none
ABOUT = 0.59  # the likeness of an entry that only speaks of all that is asked: it is listed
ASIDE = 0.5  # what a word counts that stands in an entry's explanation or program only
TWO = 2  # one common word is chance,
ENOUGH = 16.0  # and words of this weight are enough, however long the question is
A_NAME = 1.0  # the weight of a word that stands in no entry: in a message a name, most often,
IN_A_SENTENCE = 0.3  # and in a question anything
OF_LINES_ABOVE = 0.95  # the last line of a traceback says what happened
CODE = re.compile(r"^\s*(?:✗ \S+\s+)?([A-Z]+(?:_[A-Z]+)*)\s*$", re.MULTILINE)  # a verdict, too
FRAME = re.compile(r'\s|-+>|Traceback|File "')


class Found(NamedTuple):
    """An entry, and how like it is to what was asked: from 0 to 1."""

    likeness: float
    entry: Entry


def find(text: str) -> list[Found]:
    """The entries that `text` may be about, best first.

    `text` is an entry's id, the name that a check gives to a mistake, some words of a message or
    of a symptom, all that was printed, or a question in a sentence; case, punctuation, numbers and
    addresses do not matter.
    """
    named = [entry for entry in entries() if text.strip() == entry.id]
    codes = set(CODE.findall(text))
    named = named or [entry for entry in entries() if codes.intersection(entry.codes)]
    if named:
        return [Found(1.0, entry) for entry in named]
    lines = [line for line in map(stems, _lines(text)) if line]
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
        alike = (factor * _alike(line, form) for form in _forms(entry))
        best = max(best, factor * ABOUT * _speaks_of(entry, line), *alike)
    return best


def _alike(asked: frozenset[str], known: frozenset[str]) -> float:
    """How much of both is common to both, where rare words count for more than usual ones."""
    if len(asked & known) < min(TWO, len(asked), len(known)):
        return 0.0
    common = _weight(asked & known)
    return 2 * common / (_weight(asked) + _weight(known))


def _speaks_of(entry: Entry, asked: frozenset[str]) -> float:
    """How much of what is asked stands somewhere in the entry."""
    said, aside = _vocabulary(entry)
    if len(asked & said) < TWO:
        return 0.0
    common = _weight(asked & said) + ASIDE * _weight(asked & aside)
    return min(1.0, common / min(ENOUGH, _weight(asked, unknown=IN_A_SENTENCE)))


def _weight(words: frozenset[str], unknown: float = A_NAME) -> float:
    weights = _weights()
    return sum(weights.get(stem, unknown) for stem in words)


@functools.cache
def _forms(entry: Entry) -> tuple[frozenset[str], ...]:
    texts = [*(words.text for words in entry.words), entry.symptom, *entry.also]
    return tuple(form for form in map(stems, texts) if form)


@functools.cache
def _vocabulary(entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """The words by which an entry is called, and those that only its other parts have."""
    said = frozenset().union(*_forms(entry))
    return said, stems(f"{entry.why} {entry.mend} {entry.program}") - said


@functools.cache
def _weights() -> dict[str, float]:
    """The weight of each stem that stands in an entry."""
    count = Counter(stem for entry in entries() for part in _vocabulary(entry) for stem in part)
    number = len(entries())
    return {stem: math.log(1 + number / often) for stem, often in count.items()}
