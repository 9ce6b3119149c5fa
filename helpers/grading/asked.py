"""Tells which functions and methods an exercise gave as a stub, for the learner to write."""

import ast
import functools

from helpers.grading.attempt import stubs_in
from helpers.grading.registry import SOLUTIONS
from helpers.grading.statements import Definition

__all__ = ["asked_of"]


@functools.cache
def asked_of(exercise: str, letter: str) -> frozenset[str] | None:
    """Return the names of the stubs in a task's attempt cell, as `stubs_in` names them.

    None, if it cannot be told since the notebook in solutions/ was changed.
    """
    from helpers.exercise_form import exercise_from  # late: reading notebooks takes a while to load
    from helpers.notebook_files import NotebookError, read_notebook

    try:
        given = exercise_from(read_notebook(SOLUTIONS / f"{exercise}.ipynb"))
        text = next((c.source for c in given.cells if c.id == f"{letter}-attempt"), "")
        nodes = [node for node in ast.parse(text).body if isinstance(node, Definition)]
    except (NotebookError, OSError, SyntaxError):
        return None
    return frozenset(stub for node in nodes for stub in stubs_in(node)) or None
