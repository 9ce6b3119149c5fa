"""Where in the reader's own code something happened, and what the reader calls an object."""

from __future__ import annotations

import ast
import asyncio.locks
import asyncio.mixins
import inspect
import itertools
import linecache
import os
import queue
import sys
import threading
from asyncio import events
from types import FrameType
from typing import Any

from helpers.whose_code import CELLS, JUDGED, PACKAGE, is_users

__all__ = [
    "call_at",
    "call_node",
    "called_by_user",
    "locals_of",
    "name_of",
    "place",
    "step_frame",
    "users_frame",
    "where",
]

_LOCKS = tuple(m.__file__ for m in (asyncio.locks, asyncio.mixins, queue, threading))


_STEP = events.Handle._run.__code__  # whoever started the loop is not to blame for what it calls


def users_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of the reader's own code, going outwards from `frame`; None if none.

    Inside a step of a loop the search ends where the loop calls it.
    """
    while frame is not None and not is_users(frame.f_code.co_filename):
        frame = None if frame.f_code is _STEP else frame.f_back
    return frame


def step_frame(frame: FrameType | None) -> FrameType | None:
    """The frame to blame for a long step: of the reader's code; without any the step's first."""
    reader, first = users_frame(frame), None
    while reader is None and frame is not None and frame.f_code is not _STEP:
        first, frame = frame, frame.f_back
    return reader or (first if frame is not None else None)


def where(frame: FrameType | None) -> str:
    """The line of the reader's own code that `frame` was called from, in words; "" if none."""
    frame = users_frame(frame)
    return place(frame.f_code.co_filename, frame.f_lineno) if frame else ""


def call_at(frame: FrameType) -> str:
    """What a frame calls just now, as its source writes it: `requests.get`; "" if unknown."""
    names, call = [], call_node(frame)
    called = call.func if call is not None else None
    while isinstance(called, ast.Attribute):
        names.append(called.attr)
        called = called.value
    return ".".join(reversed([*names, called.id] if isinstance(called, ast.Name) else names[:1]))


def call_node(frame: FrameType) -> ast.Call | None:
    """The call that a frame makes just now, as its source writes it; None if that is unknown."""
    spot = itertools.islice(frame.f_code.co_positions(), frame.f_lasti // 2, None)
    first, last, start, end = next(spot, (None,) * 4)
    if None in (first, last, start, end):
        return None
    lines = [
        line.encode() for line in linecache.getlines(frame.f_code.co_filename)[first - 1 : last]
    ]
    if not lines:
        return None
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    try:
        called = ast.parse(b"".join(lines), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return called if isinstance(called, ast.Call) else None


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
    while frame is not None:
        if is_users(frame.f_code.co_filename):
            if name := _named(thing, locals_of(frame)) or _named(thing, frame.f_globals):
                return name
        frame = frame.f_back
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
