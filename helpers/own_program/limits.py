"""Finds threads that wait with a time limit: such a wait ends by itself, so it is no hang."""

from __future__ import annotations

import ast
import socket
import threading
from types import FrameType
from typing import Any

from helpers.timeline.locks import SeenLock
from helpers.timeline.places import call_node, locals_of
from helpers.whose_code import PACKAGE, is_standard, is_users

__all__ = ["ends_by_itself"]

SLEEP, ACQUIRE = "time.sleep", SeenLock.acquire.__code__


def ends_by_itself(frame: FrameType | None) -> bool:
    """Whether a thread that stands in `frame`, its innermost one, will go on after some time.

    It does if it sleeps, or waits for a lock, an event, a queue, a thread, a future or, as a loop
    does for its next timer, for a selector, and gave a time limit. Limits that are given to code
    in C without the word timeout are not seen.
    """
    while frame is not None and not is_users(frame.f_code.co_filename):
        known = _known(frame)
        if known is not None:
            return known  # whatever its callers have to say: this is the wait
        frame = frame.f_back
    return frame is not None and _written(frame)


def _known(frame: FrameType) -> bool | None:
    """Whether the wait in this frame of a library's has a limit; None if that cannot be told."""
    file, names = frame.f_code.co_filename, locals_of(frame)
    if is_standard(file):
        return _is_limit(names["timeout"]) if "timeout" in names else None
    if file.startswith(PACKAGE) and "args" in names:
        return _seen_by_recorder(frame, names)
    return None


def _is_limit(limit: Any) -> bool:
    """Whether it is a number of seconds, and not one of the ways to say: without a limit."""
    return isinstance(limit, int | float) and 0 <= limit < threading.TIMEOUT_MAX


def _seen_by_recorder(frame: FrameType, names: dict[str, Any]) -> bool | None:
    """The same of a frame of the recorder's, around a sleep or a wait for a lock or a socket."""
    args, kwargs = names["args"], names.get("kwargs", {})
    if frame.f_code is ACQUIRE:
        return _is_limit(kwargs.get("timeout", args[1] if len(args) > 1 else None))
    if names.get("name") == SLEEP:
        return True
    if args and isinstance(args[0], socket.socket):
        return _is_limit(args[0].gettimeout())
    return None


def _written(frame: FrameType) -> bool:
    """Whether the reader's own line calls something with `timeout=`, such as SimpleQueue.get."""
    call = call_node(frame)
    limits = [each.value for each in call.keywords if each.arg == "timeout"] if call else []
    return any(ast.unparse(limit) not in ("None", "-1") for limit in limits)
