"""Turns a target and its arguments into the request that the child process reads."""

from __future__ import annotations

import inspect
import json
import os
import re
import sys
from collections.abc import Callable
from typing import Any

__all__ = ["request_for"]

_NAME = re.compile(r"[^\W\d][\w.]*:[^\W\d][\w.]*")
SCRIPT = "<watched>"  # the file name that a source text gets


def request_for(target: str | Callable[..., Any], args: tuple[Any, ...]) -> dict[str, Any]:
    """Return the JSON data from which the child runs `target(*args)`.

    Raises TypeError or ValueError, in plain words, for a target or arguments that cannot be sent.
    """
    try:
        json.dumps(args)
    except (TypeError, ValueError, RecursionError) as error:
        raise TypeError(
            f"The arguments must be JSON data ({error}); pass numbers, text, True, False, None, "
            "or lists and dicts of them."
        ) from None
    return {**_target(target), "args": list(args), "path": _search_path()}


def _target(target: str | Callable[..., Any]) -> dict[str, Any]:
    if isinstance(target, str):
        if not target.strip():
            raise ValueError("The target is empty; pass 'module:function', source, or a function.")
        if _NAME.fullmatch(target):
            module, function = target.split(":")
            return {"module": module, "function": function}
        return {"source": target, "file": SCRIPT, "function": None}
    if not callable(target):
        raise TypeError(
            f"The target is a {type(target).__name__}; "
            "pass a function, 'module:function', or source text."
        )
    if _is_importable(target):
        return {"module": target.__module__, "function": target.__qualname__}
    return _from_source(target)


def _is_importable(function: Callable[..., Any]) -> bool:
    """Tell whether importing the function's module in another process finds this function."""
    found: Any = sys.modules.get(getattr(function, "__module__", None) or "")
    if found is None or found.__name__ == "__main__" or getattr(found, "__spec__", None) is None:
        return False
    for name in getattr(function, "__qualname__", "<none>").split("."):
        found = getattr(found, name, None)
    return found is function


def _from_source(function: Callable[..., Any]) -> dict[str, Any]:
    if not inspect.isfunction(function):
        raise TypeError(f"{function!r} cannot be sent to another process; pass a plain function.")
    name = function.__name__
    if name == "<lambda>":
        raise ValueError("A lambda cannot be sent to another process; write it as a def.")
    if free := function.__code__.co_freevars:
        names = ", ".join(free)
        raise ValueError(
            f"{name}() uses {names} of the function around it, which cannot be sent to another "
            "process; pass them as arguments."
        )
    try:
        lines, first = inspect.getsourcelines(function)
    except (OSError, TypeError):
        raise ValueError(
            f"The source of {name}() cannot be found; define it in a file or a notebook cell, "
            "or pass its source as text."
        ) from None
    return {"source": _at_line(lines, first), "file": _file(function), "function": name}


def _at_line(lines: list[str], first: int) -> str:
    """Return the source with empty lines before it, so that its line numbers stay true."""
    source = "".join(lines)
    if lines[0][:1].isspace():  # indented: put it under a statement of its own
        return "\n" * (first - 2) + "if True:\n" + source
    return "\n" * (first - 1) + source


def _file(function: Callable[..., Any]) -> str:
    return inspect.getsourcefile(function) or function.__code__.co_filename


def _search_path() -> list[str]:
    """Return this process's import path; an empty entry means the present folder."""
    return [entry or os.getcwd() for entry in sys.path if isinstance(entry, str)]
