"""Finds the answers under tests/answers/ and judges them as the notebook would."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat

from helpers.grading.attempt import Attempt, take
from helpers.grading.checks import find, solution_of
from helpers.grading.judge import facts_of
from helpers.grading.verdict import PASS, Verdict, decide

ROOT = Path(__file__).resolve().parents[2]


class StoredAnswer(NamedTuple):
    """One file of tests/answers/: what a learner might write in place of the attempt cell."""

    exercise: str
    letter: str
    name: str
    source: str

    @property
    def expected(self) -> str:
        """The code that the file's name promises: wrong_CODE or wrong_CODE_what_is_special.py."""
        if not self.name.startswith("wrong_"):
            return PASS
        words = self.name.removeprefix("wrong_").split("_")
        return "_".join(word for word in words if word.isupper() or word.isdigit())


def stored_answers() -> Iterator[StoredAnswer]:
    """Yield each stored answer, and each solution as it stands in solutions/."""
    for path in sorted((ROOT / "tests" / "answers").glob("*/*/*.py")):
        exercise, letter = path.parts[-3:-1]
        yield StoredAnswer(exercise, letter, path.stem, path.read_text(encoding="utf-8"))
    for folder in sorted((ROOT / "tests" / "answers").glob("*/*")):
        exercise, letter = folder.parts[-2:]
        yield StoredAnswer(exercise, letter, "solution", solution_of(exercise, letter))


def one_of_each_code() -> list[StoredAnswer]:
    """Return the right answers, and of each task and code the first wrong one."""
    found: dict[tuple[str, ...], StoredAnswer] = {}
    for answer in stored_answers():
        kind = answer.name if answer.expected == PASS else answer.expected
        found.setdefault((answer.exercise, answer.letter, kind), answer)
    return list(found.values())


def attempt_of(answer: StoredAnswer) -> Attempt:
    """Take the answer as `check` does: from the notebook's cells, with it in the attempt cell."""
    notebook = nbformat.read(ROOT / "solutions" / f"{answer.exercise}.ipynb", as_version=4)
    cells, name = [], ""
    for cell in notebook.cells:
        if cell.id == f"{answer.letter}-attempt":
            cells.append(answer.source)
        elif cell.cell_type == "code":
            cells.append(cell.source)
        if cell.id == f"{answer.letter}-check":
            name = cell.source.split("check(")[1].split(")")[0]
            break
    return take(cells, name)


def verdict_on(answer: StoredAnswer) -> Verdict:
    """Judge a stored answer from start to end."""
    facts = facts_of(answer.exercise, answer.letter, attempt_of(answer))
    assert not facts.fault, facts.fault
    check = find(answer.exercise, answer.letter)
    return decide(f"{answer.exercise[:2]}.{answer.letter}", facts, check.rules, check.praise)
