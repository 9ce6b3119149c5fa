"""Finds the cells that have to be run before others, since they define what those use."""

import ast
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from helpers.authoring.workshop.lessons import Lesson
from helpers.grading.names import names_of

__all__ = ["to_run"]

SET_UP = "set-up"  # makes the Stop button work, and every notebook has it


def to_run(lesson: Lesson, shown: Iterable[str], done: Collection[str] = ()) -> list[str]:
    """Return the ids of the code cells to run so that those of `shown` run, in the lesson's order.

    A name is taken from the last cell before the one that uses it, among all cells of the lesson.

    Args:
        shown: ids of cells of any kind.
        done: the ids of cells that have been run already, which are not run again.
    """
    wanted, open_ids = set(done), [i for i in (SET_UP, *shown) if _is_code(lesson, i)]
    while open_ids:
        identity = open_ids.pop()
        if identity not in wanted:
            wanted.add(identity)
            open_ids += _before(lesson, identity)
    return sorted(wanted - set(done), key=lesson.places.__getitem__)


def _is_code(lesson: Lesson, identity: str) -> bool:
    return lesson.cell(identity).cell_type == "code"


def _before(lesson: Lesson, identity: str) -> Iterator[str]:
    """Yield the cells from which a cell takes its names."""
    place = lesson.places[identity]
    for name in _read(lesson.cell(identity).source):
        for cell in reversed(lesson.cells[:place]):
            if cell.cell_type == "code" and name in _bound(cell.source):
                yield cell.id
                break


@cache
def _bound(source: str) -> frozenset[str]:
    """The names that a cell gives a value, at its top level or by what it imports."""
    return frozenset(name for node in _top(source) for name in _bound_by(node))


@cache
def _read(source: str) -> frozenset[str]:
    """The names that a cell takes from cells before it; perhaps a few too many."""
    wanted: set[str] = set()
    known: set[str] = set()
    for node in _top(source):
        own = set(_bound_by(node))
        changes = isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        wanted |= set(_read_by(node)) - known - (set() if changes else own)
        known |= own
    return frozenset(wanted)


def _read_by(node: ast.stmt) -> Iterator[str]:
    """The global names that a statement reads, or that a function in it does."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        names = names_of(ast.unparse(node))
        yield from names.read | names.perhaps
    else:  # it may have an `await` of its own, which the symbol table refuses
        loaded = (n for n in ast.walk(node) if isinstance(n, ast.Name))
        yield from (n.id for n in loaded if isinstance(n.ctx, ast.Load))


def _top(source: str) -> list[ast.stmt]:
    return [] if source.startswith("%") else ast.parse(source).body


def _bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif not isinstance(node, ast.Lambda):
        for inner in ast.iter_child_nodes(node):
            yield from _bound_by(inner)
