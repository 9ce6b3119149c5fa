"""Takes the learner's answer out of the notebook: the source it needs, nothing that runs."""

import ast
import inspect
import linecache
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Attempt", "CannotTake", "take", "take_from_kernel"]

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class CannotTake(Exception):
    """The answer cannot be taken; the message says why and what to pass to `check` instead."""


class Attempt(NamedTuple):
    """An answer: `source` defines `name`; `untouched` says that a stub in it stands as given."""

    name: str
    source: str
    untouched: bool


def take_from_kernel(answer: object) -> Attempt:
    """Take the function or class `answer` from the running notebook.

    Raises:
        CannotTake: it is no function or class, or no cell defines it.
    """
    name = _name_of(answer)
    try:
        shell = get_ipython()  # type: ignore[name-defined]
    except NameError:
        return take([inspect.getsource(inspect.getmodule(answer))], name)
    history = [shell.transform_cell(cell) for cell in shell.user_ns["In"] if cell]
    return take([*_compiled_cells(), *history], name)


def _compiled_cells() -> list[str]:
    """Return the source of every cell that this kernel ever compiled, first compiled first.

    A client may run cells without storing them in the history, as nbval does; these are found here.
    """
    from ipykernel.compiler import get_tmp_directory

    folder = get_tmp_directory()
    entries = [entry for name, entry in linecache.cache.items() if name.startswith(folder)]
    return ["".join(entry[2]) for entry in entries if len(entry) == 4]


def take(cells: Sequence[str], name: str) -> Attempt:
    """Collect what `name` needs from `cells`, the cells in the order in which they were run.

    Of each name the newest definition counts. Of a needed cell only definitions, imports and
    assignments are kept; calls, awaits and everything else that would run are left out.

    Raises:
        CannotTake: no cell defines `name`.
    """
    statements = _Statements(cells)
    definition = statements.binder.get(name)
    if definition is None or not isinstance(definition.node, Definition):
        raise CannotTake(f"no cell defines {name}; write it as `def`, `async def` or `class`.")
    source = "\n\n".join(statement.text for statement in statements.closure(name))
    return Attempt(name, source, _has_stub(definition.node))


def _name_of(answer: object) -> str:
    if inspect.iscoroutine(answer):
        answer.close()  # it will never be awaited, and must not warn of that
        called = answer.__name__
        raise CannotTake(f"check() got a coroutine; pass the function, without brackets: {called}")
    if not (inspect.isfunction(answer) or inspect.isclass(answer)):
        kind = type(answer).__name__
        raise CannotTake(
            f"check() got a result ({kind}); pass the function itself, without brackets."
        )
    if answer.__name__ == "<lambda>":
        raise CannotTake("check() got a lambda; give it a name with `def`, then pass that name.")
    return answer.__name__


class _Statement(NamedTuple):
    node: ast.stmt
    text: str  # as the learner wrote it, so that a message can quote the line


class _Statements:
    """The top-level statements of all cells, and which of them last bound a name."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.ordered = [statement for cell in cells for statement in _parse(cell)]
        self.binder = {name: entry for entry in self.ordered for name in _bound_by(entry.node)}

    def closure(self, name: str) -> list[_Statement]:
        """Return the statements that `name` needs, directly or through others, in order."""
        needed, names = [], [name, "*"]
        while names:
            statement = self.binder.get(names.pop())
            if statement is not None and statement not in needed:
                needed.append(statement)
                names += _read_by(statement.node)
        return [statement for statement in self.ordered if statement in needed]


def _parse(cell: str) -> list[_Statement]:
    try:
        nodes = ast.parse(cell).body
    except SyntaxError:  # the kernel showed that error when the cell was run; it defined nothing
        return []
    return [_Statement(node, _text(node, cell)) for node in nodes]


def _text(node: ast.stmt, cell: str) -> str:
    """Return the node's own lines, decorators included (`get_source_segment` leaves them out)."""
    segment = ast.get_source_segment(cell, node) or ast.unparse(node)
    decorators = getattr(node, "decorator_list", [])
    return "\n".join([*(f"@{ast.get_source_segment(cell, d)}" for d in decorators), segment])


def _bound_by(node: ast.stmt) -> list[str]:
    """Return the names that a top-level statement defines, if it is of a kind that may be taken."""
    if isinstance(node, Definition):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    if isinstance(node, ast.Assign | ast.AnnAssign) and not _awaits(node):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [leaf.id for target in targets for leaf in ast.walk(target) if _is_stored(leaf)]
    return []


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _awaits(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Await) for inner in ast.walk(node))


def _read_by(node: ast.stmt) -> list[str]:
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]


def _has_stub(definition: Definition) -> bool:
    """Is there a function in it whose body is still only `...`, as the exercise gave it?"""
    functions = [n for n in ast.walk(definition) if isinstance(n, Definition)]
    return any(
        _is_stub(function) for function in functions if not isinstance(function, ast.ClassDef)
    )


def _is_stub(function: Definition) -> bool:
    return all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for node in function.body
    )
