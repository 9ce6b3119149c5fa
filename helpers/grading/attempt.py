"""Takes the learner's answer out of the notebook: the source it needs, nothing that runs."""

import ast
import functools
import inspect
import linecache
import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

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
    _refuse_others(answer)
    try:
        shell = get_ipython()  # type: ignore[name-defined]
    except NameError:
        return _take_from_module(answer)
    name = _name_in(shell.user_ns, answer)
    if home := _home(shell.user_ns[name]):
        _refuse_foreign(name, *home)
    history = [shell.transform_cell(cell) for cell in shell.user_ns["In"] if cell]
    return take([*_compiled_cells(), *history], name, shell.user_ns)


def _take_from_module(answer: Any) -> Attempt:
    try:
        source = inspect.getsource(inspect.getmodule(answer))
    except (OSError, TypeError):
        reason = f"the source of {answer.__name__} cannot be found; define it in a cell."
        raise CannotTake(reason) from None
    return take([source], answer.__name__)


def _refuse_others(answer: object) -> None:
    """Raise CannotTake for all but functions and classes, in the words of the usual mistake."""
    if inspect.iscoroutine(answer):
        answer.close()  # it will never be awaited, and must not warn of that
        called = answer.__name__
        raise CannotTake(f"check() got a coroutine; pass the function, without brackets: {called}")
    kind = type(answer).__name__
    if isinstance(answer, functools.partial):
        what = "a functools.partial; write a function with `def` that makes this call"
    elif inspect.ismethod(answer):
        what = f"the method {answer.__name__} of one object; pass the class, or a function"
    elif inspect.isbuiltin(answer):
        what = f"{answer.__name__}, which has no Python source; write a function with `def`"
    elif not (inspect.isfunction(answer) or inspect.isclass(answer)):
        what = f"a result ({kind}); pass the function itself, without brackets"
    elif answer.__name__ == "<lambda>":
        what = "a lambda; give it a name with `def`, then pass that name"
    else:
        return
    raise CannotTake(f"check() got {what}.")


def _name_in(namespace: Mapping[str, Any], answer: Any) -> str:
    """Return the name under which the notebook knows the answer."""
    if namespace.get(answer.__name__) is answer:
        return answer.__name__
    names = [name for name, value in namespace.items() if value is answer and name[0] != "_"]
    if not names:
        reason = f"the notebook has no name for the {answer.__name__} that it passed to check();"
        raise CannotTake(f"{reason} define it at the top of a cell, with `def` or `class`.")
    return names[0]


def _refuse_foreign(name: str, file: str, source: str) -> None:
    """Raise CannotTake for what was defined elsewhere than in a cell."""
    if source and file.startswith(_cells_folder()):
        return
    if os.path.exists(file):
        raise CannotTake(f"{name} comes from {os.path.basename(file)}; write it in a cell.")
    raise CannotTake(f"{name} has no source: define it in a cell without a %%magic or exec().")


def _home(value: Any) -> tuple[str, str] | None:
    """Return the file, and its source, in which a function or class was defined, if it can be told.

    The file of a notebook's cell exists only in memory.
    """
    if inspect.isclass(value):
        own = [part for part in vars(value).values() if inspect.isfunction(part)]
        value = next((f for f in own if f.__qualname__.startswith(value.__qualname__)), None)
    value = inspect.unwrap(value) if callable(value) else value
    if not inspect.isfunction(value):
        return None
    file = value.__code__.co_filename
    return file, "".join(linecache.getlines(file))


def _cells_folder() -> str:
    from ipykernel.compiler import get_tmp_directory

    return get_tmp_directory()


def _compiled_cells() -> list[str]:
    """Return the source of every cell that this kernel ever compiled, first compiled first.

    A client may run cells without storing them in the history, as nbval does; these are found here.
    """
    folder = _cells_folder()
    entries = [entry for name, entry in linecache.cache.items() if name.startswith(folder)]
    return ["".join(entry[2]) for entry in entries if len(entry) == 4]


def take(cells: Sequence[str], name: str, live: Mapping[str, Any] | None = None) -> Attempt:
    """Collect what `name` needs from `cells`, the cells in the order in which they were run.

    Of each name the newest definition counts; if `live`, the notebook's variables, shows that an
    older one is in force, since its cell was run again or the newer one failed, the older one.
    Of a needed cell only definitions, imports and assignments are kept; calls, awaits and
    everything else that would run are left out.

    Raises:
        CannotTake: no cell defines `name`.
    """
    statements = _Statements(cells, live or {})
    definition = statements.binder.get(name)
    if definition is None or not isinstance(definition.node, Definition):
        raise CannotTake(f"no cell defines {name}; write it as `def`, `async def` or `class`.")
    source = "\n\n".join(statement.text for statement in statements.closure(name))
    return Attempt(name, source, _has_stub(definition.node))


class _Statement(NamedTuple):
    node: ast.stmt
    text: str  # as the learner wrote it, so that a message can quote the line
    cell: str


class _Statements:
    """The top-level statements of all cells, and which of them last bound a name."""

    def __init__(self, cells: Sequence[str], live: Mapping[str, Any]) -> None:
        self.ordered = [statement for cell in cells for statement in _parse(cell)]
        binders: dict[str, list[_Statement]] = {}
        for statement in self.ordered:
            for name in _bound_by(statement.node):
                binders.setdefault(name, []).insert(0, statement)
        self.binder = {name: _in_force(found, name, live) for name, found in binders.items()}

    def closure(self, name: str) -> list[_Statement]:
        """Return the statements that `name` needs, directly or through others, in order."""
        needed, names = {}, [name, "*"]
        while names:
            statement = self.binder.get(names.pop())
            if statement is not None and id(statement) not in needed:
                needed[id(statement)] = statement
                names += _read_by(statement.node)
        return self._sorted([s for s in self.ordered if id(s) in needed])

    def _sorted(self, needed: list[_Statement]) -> list[_Statement]:
        """Put before each statement what it needs at once; keep the order otherwise.

        The order of the cells need not do: a cell may have been run again after a later one.
        """
        done: dict[int, _Statement] = {}
        begun: set[int] = set()

        def put(statement: _Statement) -> None:
            if id(statement) in begun:
                return
            begun.add(id(statement))
            before = {id(self.binder.get(name)) for name in _needed_at_once(statement.node)}
            for other in needed:
                if id(other) in before:
                    put(other)
            done[id(statement)] = statement

        for statement in needed:
            put(statement)
        return list(done.values())


def _in_force(newest_first: list[_Statement], name: str, live: Mapping[str, Any]) -> _Statement:
    """Return the newest of the statements that may have made the notebook's present value."""
    if name not in live:
        return newest_first[0]
    value, home = live[name], _home(live[name])
    return next((s for s in newest_first if _may_have_made(s, value, home)), newest_first[0])


def _may_have_made(statement: _Statement, value: Any, home: tuple[str, str] | None) -> bool:
    if isinstance(statement.node, Definition):
        return home is None or statement.cell == home[1]
    if isinstance(statement.node, ast.Assign) and len(statement.node.targets) == 1:
        try:
            return bool(ast.literal_eval(statement.node.value) == value)
        except Exception:  # no literal, or one that cannot be compared
            return True
    return True


def _parse(cell: str) -> list[_Statement]:
    try:
        nodes = ast.parse(cell).body
    except (SyntaxError, ValueError):  # the kernel showed it when the cell ran; it defined nothing
        return []
    lines = cell.splitlines(keepends=True)
    return [_Statement(node, _text(node, lines), cell) for node in nodes]


def _text(node: ast.stmt, lines: list[str]) -> str:
    """Return the node's own lines, decorators included."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    whole = lines[first - 1 : node.end_lineno]
    # Columns count bytes of UTF-8; a line may hold several statements.
    last = whole[-1].encode()[: node.end_col_offset].decode()
    text = "".join([*whole[:-1], last])
    return text if decorators else text.encode()[node.col_offset :].decode()


def _bound_by(node: ast.stmt) -> list[str]:
    """Return the names that a top-level statement defines, if it is of a kind that may be taken."""
    if isinstance(node, Definition):
        return [node.name]
    if isinstance(node, ast.ImportFrom) and node.module == "helpers.grading":
        return []  # of the set-up cell; a `load` in an answer is a name of the learner's own
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    if isinstance(node, ast.If | ast.Try):
        return _bound_in_branches(node)
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and not _awaits(node):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [leaf.id for target in targets for leaf in ast.walk(target) if _is_stored(leaf)]
    return []


def _bound_in_branches(node: ast.If | ast.Try) -> list[str]:
    """Return what an `if` or `try` defines that does nothing but define, as around an import."""
    branches = [*node.body, *node.orelse, *getattr(node, "finalbody", [])]
    branches += [inner for handler in getattr(node, "handlers", []) for inner in handler.body]
    bound = [(_bound_by(inner), inner) for inner in branches]
    if any(not names and not isinstance(inner, ast.Pass) for names, inner in bound):
        return []
    return [name for names, _ in bound for name in names]


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _awaits(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Await) for inner in ast.walk(node))


def _read_by(node: ast.AST) -> list[str]:
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]


def _needed_at_once(node: ast.stmt) -> list[str]:
    """Return the names that a statement reads when it runs: not those in a function's body."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return [name for part in (*node.decorator_list, node.args) for name in _read_by(part)]
    if isinstance(node, ast.ClassDef):
        parts = [*node.decorator_list, *node.bases, *node.keywords]
        at_once = [name for part in parts for name in _read_by(part)]
        return at_once + [name for inner in node.body for name in _needed_at_once(inner)]
    return _read_by(node)


def _has_stub(definition: Definition) -> bool:
    """Is its body, or that of a function in it, still only `...`, as the exercise gave it?"""
    functions = [n for n in ast.walk(definition) if isinstance(n, Definition)]
    return _is_stub(definition) or any(
        _is_stub(function) for function in functions if not isinstance(function, ast.ClassDef)
    )


def _is_stub(definition: Definition) -> bool:
    return all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for node in definition.body
    )
