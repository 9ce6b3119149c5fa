"""Finds the line of a notebook that changes asyncio itself: a call of nest_asyncio.apply()."""

import ast
import asyncio
from collections.abc import Iterable, Iterator, Sequence

from helpers.grading.statements import Statement, outside_functions

__all__ = ["line_that_nests"]

PACKAGES = ("nest_asyncio", "nest_asyncio2")
APPLY = frozenset(f"{package}.apply" for package in PACKAGES)
APPLIED = "_nest_patched"  # what both packages set on asyncio, so as not to change it twice


def line_that_nests(
    ordered: Sequence[Statement], needed: Sequence[Statement], in_kernel: bool
) -> str:
    """Return the line that applies nest_asyncio, "" if there is none.

    Once a cell has run it, it holds for every loop of the notebook until the kernel ends; so any of
    the statements `ordered` counts, and of those that are `needed` also what is in functions.
    `in_kernel`: they were run in this process, so it is known whether a call has succeeded.
    """
    if not any(PACKAGES[0] in statement.cell for statement in ordered):
        return ""  # both packages' names begin so
    known: dict[str, str] = {}
    mine = {id(statement) for statement in needed}
    applied = in_kernel and hasattr(asyncio, APPLIED)
    for statement in ordered:
        whole, at_once = ast.walk(statement.node), list(outside_functions(statement.node))
        for name in statement.names.bound:
            known.pop(name, None)  # by now it means something else
        known |= _imported(at_once)
        nodes = list(whole) if applied or id(statement) in mine else [] if in_kernel else at_once
        names = known | _imported(nodes)
        for node in nodes:
            if isinstance(node, ast.Call) and _path(node.func, names) in APPLY:
                return statement.cell.splitlines()[node.lineno - 1].strip()
    return ""


def _imported(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """Return the names that imports give to these packages, or to their `apply`."""
    return {name: path for node in nodes for name, path in _imported_by(node)}


def _imported_by(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name in PACKAGES:
                yield alias.asname or alias.name, alias.name
    elif isinstance(node, ast.ImportFrom) and node.module in PACKAGES:
        for alias in node.names:
            if alias.name in ("apply", "*"):
                yield alias.asname or "apply", f"{node.module}.apply"


def _path(node: ast.AST, known: dict[str, str]) -> str:
    """Return "package.apply" for what is called, by whatever name the notebook knows it."""
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    if isinstance(node, ast.Attribute):
        return f"{_path(node.value, known)}.{node.attr}"
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        return str(node.args[0].value)  # __import__("nest_asyncio")
    return ""
