"""Where in the reader's own code something happened, and what the reader calls an object."""

from __future__ import annotations

import asyncio.locks
import asyncio.mixins
import inspect
import linecache
import os
import queue
import sys
import threading
from types import FrameType
from typing import Any

from helpers.whose_code import CELLS, JUDGED, PACKAGE, is_users

__all__ = ["called_by_user", "locals_of", "name_of", "place", "users_frame"]

_LOCKS = tuple(m.__file__ for m in (asyncio.locks, asyncio.mixins, queue, threading))


def users_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of the reader's own code, going outwards from `frame`; None if none."""
    while frame is not None and not is_users(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def place(filename: str, line: int) -> str:
    """Say where a line is: `cell line 7` in a notebook, `prices.py line 7` in a script.

    A line of an answer that is being judged is quoted: its number is not that of the cell.
    """
    if filename == JUDGED:
        return linecache.getline(filename, line).strip()
    if filename.startswith(CELLS):
        return f"cell line {line}"
    return f"{os.path.basename(filename)} line {line}"


def called_by_user(frame: FrameType | None) -> bool:
    """Whether the reader's code made the call in `frame`, at most by way of a lock's own module."""
    while frame is not None and frame.f_code.co_filename.startswith((*_LOCKS, PACKAGE)):
        frame = frame.f_back
    return frame is not None and is_users(frame.f_code.co_filename)


def name_of(thing: Any, frame: FrameType | None) -> str:
    """The variable or attribute through which the code in `frame` sees `thing`; "" if none does."""
    frame = users_frame(frame)
    while frame is not None:
        if name := _named(thing, locals_of(frame)) or _named(thing, frame.f_globals):
            return name
        frame = frame.f_back and users_frame(frame.f_back)
    return ""


def locals_of(frame: FrameType) -> dict[str, Any]:
    """The local variables of a frame, without a trace of having looked.

    Before Python 3.13 a frame keeps the dictionary that it hands out, and with it objects that the
    function itself has let go of. From that of a frame that is traced it takes its variables back.
    """
    found = dict(frame.f_locals)
    is_copy = sys.version_info < (3, 13) and frame.f_code.co_flags & inspect.CO_OPTIMIZED
    if is_copy and frame.f_trace is None:
        frame.f_locals.clear()  # a copy, in a function; in a module it is the real thing
    return found


def _named(thing: Any, scope: dict[str, Any]) -> str:
    for name, value in list(scope.items()):
        if value is thing and not name.startswith("_"):
            return name
    for name, value in list(scope.items()):  # one level down: self.lock, a condition's own lock
        for inner, held in list(getattr(value, "__dict__", {}).items()) if _plain(value) else ():
            if held is thing:
                standard = type(value).__module__.startswith(("asyncio", "threading", "queue"))
                return name if standard else inner.lstrip("_")
    return ""


def _plain(value: Any) -> bool:
    return not isinstance(value, type) and type(value).__module__ not in ("builtins", "types")
