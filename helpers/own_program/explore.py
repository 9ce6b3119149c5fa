"""Tries every order of the reader's own functions, which are named on the command line."""

from __future__ import annotations

import importlib.util
import inspect
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from typing import Any

from helpers.interleavings import Report, explore, explore_tasks
from helpers.own_program.script import CannotRun

__all__ = ["every_order", "find"]


def find(name: str) -> Callable[..., Any]:
    """Return the function of "module:function" or "file.py:function", from the present folder.

    Raises CannotRun if there is none; errors of the module itself are passed on.
    """
    home, _, path = name.rpartition(":")
    if not home or not path:
        raise CannotRun(f"{name!r} names no function; write module:function or file.py:function.")
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        found = _in_file(home, path) if home.endswith(".py") else pkgutil.resolve_name(name)
    except ModuleNotFoundError as error:
        if error.name is None or not home.startswith(error.name):
            raise
        raise CannotRun(f"there is no module {home} here; was {home}.py meant?") from None
    except AttributeError:
        raise CannotRun(f"{home} has no {path}; check its spelling.") from None
    if not callable(found):
        raise CannotRun(f"{name} is no function, but {found!r:.40}; name a function.")
    return found


def _in_file(file: str, path: str) -> Any:
    """The object `path` in a script, which is read once under its own name."""
    if not os.path.exists(file):
        raise CannotRun(f"there is no file {file}.")
    stem, place = os.path.splitext(os.path.basename(file))[0], os.path.abspath(file)
    module = sys.modules.get(stem)
    if module is None or getattr(module, "__file__", None) != place:
        spec = importlib.util.spec_from_file_location(stem, place)
        module = sys.modules[stem] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    for name in path.split("."):
        module = getattr(module, name)
    return module


def every_order(
    setup: Callable[[], Any],
    functions: Sequence[Callable[..., Any]],
    check: Callable[[Any], Any] | None = None,
    *,
    limit: int = 100_000,
    by_access: bool = False,
) -> Report:
    """Explore functions of threads, or coroutine functions as tasks; return what was found.

    setup: makes the state that each function gets. check: says of a state whether it is right.
    limit: the most executions. by_access: a step is a read or a write, not a line; threads only.
    Raises CannotRun if functions of both kinds are given, or for by_access with tasks.
    """
    kinds = {inspect.iscoroutinefunction(function) for function in functions}
    if len(kinds) > 1:
        raise CannotRun(
            "some of the functions are `async def` and some are not; explore threads or tasks."
        )
    if kinds == {True}:
        if by_access:
            raise CannotRun("--access is for threads: a task can stop at an await only.")
        return explore_tasks(setup, *functions, check=check, limit=limit)
    steps = "access" if by_access else "line"
    return explore(setup, *functions, check=check, limit=limit, steps=steps)
