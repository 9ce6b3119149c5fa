"""The usual mistakes of a task, from the rules of its check and the stored wrong answers."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.authoring.workshop.stored_answers import Cell, answer_cells
from helpers.grading.general import GENERAL
from helpers.grading.registry import find
from helpers.grading.verdict import Rule
from helpers.notebook_files import Course, NotebookError

__all__ = ["Mistake", "likely", "mistakes_of", "rules_of", "said_of"]

WORDS = Path(__file__).with_name("mistakes.toml")


class Mistake(NamedTuple):
    """One mistake, with the shortest stored answer that makes it."""

    rule: Rule
    example: Cell


def rules_of(name: str, letter: str) -> dict[str, Rule]:
    """Return the rules of a task by their codes, but for those that every task has."""
    return {rule.code: rule for rule in find(name, letter).rules if rule not in GENERAL}


def mistakes_of(course: Course, name: str, letter: str) -> list[Mistake]:
    """Return the mistakes of a task, first those that take the most forms in the stored answers."""
    rules = rules_of(name, letter)
    cells = answer_cells(course.root / "tests" / "answers" / name / f"{letter}.py")
    wrong = [cell for cell in cells if cell.kind == "wrong" and cell.code in rules]
    forms = Counter(cell.code for cell in wrong)
    order = sorted(forms, key=lambda code: (-forms[code], list(rules).index(code)))
    return [Mistake(rules[code], _shortest(wrong, code)) for code in order]


def likely(course: Course, name: str, letter: str, most: int) -> list[Rule]:
    """Return the mistakes of a task to wait for in a room.

    They are those that mistakes.toml chooses for it, by judgement; where it chooses none, those
    `most` that take the most forms. Raises NotebookError for a chosen one that no check knows.
    """
    chosen = _words()["likely"].get(f"{name[:2]}.{letter}")
    if chosen is None:
        return [rule for rule, _ in mistakes_of(course, name, letter)[:most]]
    rules = rules_of(name, letter)
    if odd := [code for code in chosen if code not in rules]:
        raise NotebookError(f"{name}: mistakes.toml names {odd}, which task {letter} does not know")
    return [rules[code] for code in chosen]


def _shortest(wrong: list[Cell], code: str) -> Cell:
    return min((cell for cell in wrong if cell.code == code), key=lambda cell: len(cell.text))


def said_of(rule: Rule, letter: str) -> tuple[str, str]:
    """Return what a learner who makes a mistake believes, and what to ask or say then.

    A mistake that mistakes.toml does not tell of gets no belief, but the promise that it breaks,
    and the words in which its check says what to do next.
    """
    words = _words().get(rule.code)
    if words is None:
        first = rule.hints[0] if "{" in rule.next else rule.next  # a fact that only a run can name
        return f"Breaks the promise *{rule.promise}*.", f"Say: {first}"
    asked = words["ask"].replace("@LETTER@", letter)
    return f"Believes {words['believes']}", f"Ask: {asked}"


@cache
def _words() -> dict[str, dict]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
