"""The child's side of the board: takes answers out of a pack's cells. It runs none of them.

A hostile source can take minutes or the whole stack to be parsed, so that is done in a process with
limits, too: what comes back has been parsed there in every way in which the board parses it again.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from typing import Any

from helpers.grading.attempt import Attempt, CannotTake, take
from helpers.grading.guard import reaching
from helpers.grading.registry import given_cells
from helpers.grading.statements import Definition, given_lines

__all__ = ["taken"]

MOST_CHARACTERS = 100_000  # of one answer: the board parses it as well, between other work
Cells = Sequence[tuple[str, str, bool]]  # id, source, added


Asked = tuple[str, str, str, Sequence[str] | None]


def taken(answers: Sequence[Asked], notebooks: dict[str, Cells]) -> list[dict[str, Any]]:
    """Return of each answer its attempt's parts and an `example`, or why it is `refused`.

    Args:
        answers: of each its exercise, its letter, the name that its check is given, and what the
            exercise gave as stubs, as `asked_of` tells it.
        notebooks: of each exercise its code cells, as a pack has them.
    """
    warnings.simplefilter("ignore")  # its learner saw those on the source
    return [_one(*answer, notebooks.get(answer[0], ())) for answer in answers]


def _one(
    exercise: str, letter: str, name: str, asked: Sequence[str] | None, cells: Cells
) -> dict[str, Any]:
    try:
        attempt = take(_ordered(cells, f"{letter}-check"), name, asked=asked)
        if len(attempt.source) > MOST_CHARACTERS:
            return {"refused": f"its source has more than {MOST_CHARACTERS} characters"}
        reaching(attempt.source)
        lines = given_lines(attempt.source, given_cells(exercise))
    except CannotTake as reason:
        return {"refused": str(reason)}
    except (RecursionError, MemoryError, ValueError) as error:
        return {"refused": f"its source cannot be read ({type(error).__name__})"}
    return {**attempt._asdict(), "example": _example(attempt, set(lines))}


def _ordered(cells: Cells, check: str) -> list[str]:
    """Return the sources as they were run before the check, as far as that can be told.

    Of a name, the last definition before the check counts; of the cells behind it only those count
    that the learner has added, and come first: other tasks may use a name for something else.
    """
    ids = [identity for identity, _, _ in cells]
    end = ids.index(check) if check in ids else len(ids)
    later = [source for _, source, added in cells[end + 1 :] if added]
    return later + [source for _, source, _ in cells[:end]]


def _example(attempt: Attempt, given: set[int]) -> str:
    """Return what the learner wrote of the answer, without comments and docstrings.

    Those may name their author, and the answer is shown to others without a name.
    """
    tree = ast.parse(attempt.source)
    own = [node for node in tree.body if node.lineno not in given]
    own = [node for node in own if not isinstance(node, ast.Import | ast.ImportFrom)]
    for node in (inner for statement in own for inner in ast.walk(statement)):
        if isinstance(node, Definition) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    try:
        return "\n\n".join(ast.unparse(node) for node in own)
    except RecursionError:  # deeper than an example should be
        return ""
