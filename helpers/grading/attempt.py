"""Takes the learner's answer out of the notebook: the source it needs, nothing that runs."""

import ast
import builtins
import functools
import inspect
import linecache
import os
import warnings
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from helpers.grading.nesting import line_that_nests
from helpers.grading.registry import SOLUTIONS
from helpers.grading.statements import Definition, Statement, Statements, home_of
from helpers.quick_import import without_grammar

__all__ = ["Attempt", "CannotTake", "asked_of", "stubs_in", "take", "take_from_kernel"]


class CannotTake(Exception):
    """The answer cannot be taken; the message says why and what to pass to `check` instead."""


class Attempt(NamedTuple):
    """An answer: `source` defines `name`.

    `untouched` names a function or method whose body is still the `...` that the exercise gave: a
    verdict would only tell what is not written yet. A `...` of the learner's own, as of an abstract
    method, and `pass` or a docstring are an answer. `nests` is the line that changes asyncio.
    """

    name: str
    source: str
    untouched: str = ""
    nests: str = ""


def take_from_kernel(answer: object, asked: Collection[str] | None = None) -> Attempt:
    """Take the function or class `answer` from the running notebook; `asked` as for `take`.

    Raises:
        CannotTake: it is no function or class, or no cell defines it.
    """
    _refuse_others(answer)
    try:
        shell = get_ipython()  # type: ignore[name-defined]
    except NameError:
        return _take_from_module(answer, asked)
    name = _name_in(shell.user_ns, answer)
    if home := home_of(shell.user_ns[name]):
        _refuse_foreign(name, *home)
    history = [shell.transform_cell(cell) for cell in shell.user_ns["In"] if cell]
    return take([*_compiled_cells(), *history], name, shell.user_ns, asked)


def _take_from_module(answer: Any, asked: Collection[str] | None) -> Attempt:
    try:
        source = inspect.getsource(inspect.getmodule(answer))
    except (OSError, TypeError):
        reason = f"the source of {answer.__name__} cannot be found; define it in a cell."
        raise CannotTake(reason) from None
    return take([source], answer.__name__, asked=asked)


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


def take(
    cells: Sequence[str],
    name: str,
    live: Mapping[str, Any] | None = None,
    asked: Collection[str] | None = None,
) -> Attempt:
    """Collect what `name` needs from `cells`, the cells in the order in which they were run.

    Of each name the newest definition counts; if `live`, the notebook's variables, shows that an
    older one is in force, the older one. Of a needed cell only definitions, imports and assignments
    are kept, and of these none that runs something.

    Args:
        live: the notebook's variables, where there is a notebook.
        asked: what the exercise gave as a stub, see `stubs_in`; None means any stub.

    Raises:
        CannotTake: no cell defines `name`, or it reads a name whose line is left out.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel showed them when the cells ran
        return _taken(Statements(cells, live or {}), name, asked, in_kernel=live is not None)


def _taken(
    statements: Statements, name: str, asked: Collection[str] | None, in_kernel: bool
) -> Attempt:
    definition = statements.binder.get(name)
    if definition is None or not isinstance(definition.node, Definition):
        raise CannotTake(f"no cell defines {name}; write it as `def`, `async def` or `class`.")
    needed = statements.closure(name)
    _refuse_left_out(needed, statements)
    stubs = stubs_in(definition.node)
    as_given = [f"{name}.{stub}".rstrip(".") for stub in stubs if asked is None or stub in asked]
    untouched = next(iter(as_given), "")
    source = "\n\n".join(statement.text for statement in needed)
    nests = line_that_nests(statements.ordered, needed, in_kernel)
    return Attempt(name, source, untouched, nests)


def _refuse_left_out(needed: Sequence[Statement], statements: Statements) -> None:
    """Raise CannotTake if a needed statement reads a name that only a line left out defines."""
    for statement in needed:
        for name in sorted(statement.names.read - statements.binder.keys()):
            if name in statements.left_out and not hasattr(builtins, name):
                line = statements.left_out[name].first_line
                who = next(iter(statement.names.bound), "")
                raise CannotTake(
                    f"{who} reads {name}, which the notebook has from\n{line}\n"
                    "The check takes definitions, imports and plain values from the cells, and "
                    f"runs nothing else of them. Make {name} where {who} needs it."
                )


def stubs_in(definition: Definition) -> list[str]:
    """Return what in a function or class has only `...` as its body, behind a docstring or not.

    The definition itself is "", a method of it "stop", a function in that "stop.inner".
    """
    stubs = [""] if _is_stub(definition) else []
    for node in definition.body:
        if isinstance(node, Definition):
            stubs += [f"{node.name}.{stub}".rstrip(".") for stub in stubs_in(node)]
    return stubs


def _is_stub(definition: Definition) -> bool:
    body = definition.body
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        body = body[1:] if isinstance(first.value.value, str) else body
    return len(body) == 1 and _is_ellipsis(body[0])


def _is_ellipsis(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.value.value is ...
    )


@functools.cache
def asked_of(exercise: str, letter: str) -> frozenset[str] | None:
    """Return the names of the stubs in a task's attempt cell, as `stubs_in` names them.

    None, if it cannot be told since the notebook in solutions/ was changed, or is not there.
    """
    with without_grammar():  # and late: it takes a while to load
        from helpers.notebook_files import NotebookError

    try:
        text = _given_sources(SOLUTIONS / f"{exercise}.ipynb").get(f"{letter}-attempt", "")
        nodes = [node for node in ast.parse(text).body if isinstance(node, Definition)]
    except (NotebookError, OSError, SyntaxError):
        return None
    return frozenset(stub for node in nodes for stub in stubs_in(node)) or None


@functools.cache
def _given_sources(solution: Path) -> dict[str, str]:
    """Return the sources of an exercise's cells as they were given, by id."""
    with without_grammar():  # and late: reading notebooks takes a while to load
        from helpers.exercise_form import given_by
        from helpers.notebook_files import read_notebook

    return {cell.id: cell.source for cell in given_by(read_notebook(solution)).cells}
