"""Finds the answers under tests/answers/ and judges them as the notebook would."""

import ast
import contextlib
import functools
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import nbformat
from nbformat import NotebookNode

from helpers.authoring.workshop.stored_answers import answer_cells
from helpers.grading.attempt import Attempt, take
from helpers.grading.parent import facts_of
from helpers.grading.registry import find, solution_of
from helpers.grading.verdict import PASS, Verdict, decide

ROOT = Path(__file__).resolve().parents[2]
ONE_IN = 3  # of the first wrong answers for each exercise and code; a third of a second each


class StoredAnswer(NamedTuple):
    """One cell of a file in tests/answers/: what a learner might write in the attempt cell."""

    exercise: str
    letter: str
    name: str
    expected: str
    source: str


def _files() -> list[tuple[str, str, Path]]:
    paths = sorted((ROOT / "tests" / "answers").glob("*/?.py"))
    return [(path.parent.name, path.stem, path) for path in paths]


def stored_answers() -> Iterator[StoredAnswer]:
    """Yield each stored answer, and each solution as it stands in solutions/."""
    for exercise, letter, path in _files():
        for kind, code, special, text in answer_cells(path):
            if kind == "right":
                yield StoredAnswer(exercise, letter, f"right: {special}", PASS, text)
            elif kind == "wrong":
                name = f"wrong {code}: {special}".removesuffix(": ")
                yield StoredAnswer(exercise, letter, name, code, text)
        source = solution_of(exercise, letter)
        yield StoredAnswer(exercise, letter, "solution", PASS, source)


def equivalent(exercise: str, letter: str) -> dict[str, str]:
    """Return the mutants that are right answers as well, and why: lines of `# name | reason`."""
    path = next(path for *task, path in _files() if task == [exercise, letter])
    found = [text for kind, *_, text in answer_cells(path) if kind == "equivalent mutants"]
    pairs = (line.removeprefix("# ").rpartition(" | ") for line in "".join(found).splitlines())
    return {name.strip(): reason.strip() for name, _, reason in pairs if reason}


def some_answers() -> list[StoredAnswer]:
    """Return the first right answer of each task, and wrong ones: see `ONE_IN`."""
    right: dict[tuple[str, str], StoredAnswer] = {}
    wrong: dict[tuple[str, str], StoredAnswer] = {}
    for answer in stored_answers():
        if answer.expected == PASS:
            right.setdefault((answer.exercise, answer.letter), answer)
        else:
            wrong.setdefault((answer.exercise, answer.expected), answer)
    return [*right.values(), *list(wrong.values())[::ONE_IN]]


@functools.cache
def _cells_of(exercise: str) -> list[NotebookNode]:
    return nbformat.read(ROOT / "solutions" / f"{exercise}.ipynb", as_version=4).cells


def attempt_of(answer: StoredAnswer) -> Attempt:
    """Take the answer as `check` does: from the notebook's cells, with it in the attempt cell."""
    cells, name = [], ""
    for cell in _cells_of(answer.exercise):
        if cell.id == f"{answer.letter}-attempt":
            cells.append(answer.source)
        elif cell.cell_type == "code":
            cells.append(cell.source)
        if cell.id == f"{answer.letter}-check":
            name = cell.source.split("check(")[1].split(")")[0]
            break
    return take(cells, name)


@contextlib.contextmanager
def parsing_in_turn() -> Iterator[None]:
    """Let threads parse one after the other inside the block, so that they can judge at once.

    CPython 3.11 counts the depth of nested nodes for all threads together, and may raise
    SystemError, "AST constructor recursion depth mismatch", when two of them parse at once.
    """
    parse, turn = ast.parse, threading.Lock()

    def in_turn(*args, **kwargs):
        with turn:
            return parse(*args, **kwargs)

    with mock.patch("ast.parse", in_turn):
        yield


def verdict_on(answer: StoredAnswer) -> Verdict:
    """Judge a stored answer from start to end."""
    facts = facts_of(answer.exercise, answer.letter, attempt_of(answer))
    assert not facts.fault, facts.fault
    check = find(answer.exercise, answer.letter)
    return decide(f"{answer.exercise[:2]}.{answer.letter}", facts, check.rules, check.praise)
