"""What a bridge refuses to do, because it could never return, and how it says so."""

from __future__ import annotations

import inspect
import os
import sys
import threading
import traceback
import warnings
from asyncio import AbstractEventLoop
from asyncio import _get_running_loop as running_loop
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from helpers.whose_code import shown_name

if TYPE_CHECKING:
    from helpers.bridge.loop_thread import LoopThread

__all__ = [
    "LoopThreadClosed",
    "WouldDeadlock",
    "blocking",
    "name_of",
    "refuse_deadlock",
    "refuse_foreign_loop",
    "refuse_unusable",
    "running_loop",
    "where",
]

# The LoopThread that a loop's thread waits for at this moment.
blocking: dict[AbstractEventLoop, LoopThread] = {}


class LoopThreadClosed(RuntimeError):
    """The loop is gone: closed, dead, or left behind in the parent process."""


class WouldDeadlock(RuntimeError):
    """The call was refused, because it could never have returned."""


def name_of(func: Any) -> str:
    """The name of a callable, for messages and tasks."""
    return getattr(func, "__qualname__", None) or repr(func)


def where(thread: threading.Thread) -> str:
    """The stack of a thread, as tracebacks show it, but with the same names in every run."""
    frame = sys._current_frames().get(thread.ident)
    if frame is None:
        return "its end"
    stack = traceback.extract_stack(frame, limit=10)
    for entry in stack:
        entry.filename = shown_name(entry.filename)
    return "".join(stack.format())


def refuse_unusable(bridge: LoopThread, func: Any) -> None:
    """Raise if the bridge can run nothing, or if `func` is a coroutine and no function."""
    if isinstance(func, Coroutine):
        func.close()  # else Python warns that it was never awaited
        raise TypeError(
            "pass the function and its arguments, call(f, x), not the coroutine that it "
            f"returns, call(f(x)): got {func!r}"
        )
    if bridge.pid != os.getpid():
        raise LoopThreadClosed(
            f"loop thread {bridge.name!r} does not exist in this process, which was forked; "
            f"make a new LoopThread here, and call {name_of(func)} with that"
        )
    if bridge.closed_because:
        raise bridge.closed_error(f"cannot call {name_of(func)}")


def refuse_foreign_loop(bridge: LoopThread, func: Any) -> None:
    """Warn or raise, as the bridge was told, where a call would stop another event loop."""
    if bridge.foreign_loop == "allow":
        return
    message = (
        f"call({name_of(func)}) blocks the event loop that runs in this thread; use "
        f"'await call_async({name_of(func)}, ...)', or LoopThread(foreign_loop='allow')"
    )
    if bridge.foreign_loop == "raise":
        raise RuntimeError(message)
    caller = inspect.currentframe().f_back.f_back
    filename, names = shown_name(caller.f_code.co_filename), caller.f_globals
    registry = names.setdefault("__warningregistry__", {})
    module = names.get("__name__")
    warnings.warn_explicit(message, RuntimeWarning, filename, caller.f_lineno, module, registry)


def refuse_deadlock(bridge: LoopThread, func: Any, here: AbstractEventLoop) -> None:
    """Raise if a call would wait for itself; `here` is the loop of the calling thread.

    Seen are loop threads that block in each other. A wait that goes through a task, a pool or a
    lock is not seen: the bridge reports it when `stall_after` has passed.
    """
    name = name_of(func)
    if here is bridge.loop:
        raise WouldDeadlock(
            f"call({name}) from the own loop thread of {bridge.name!r} would wait for itself; "
            f"use 'await {name}(...)'"
        )
    # Publish that this loop waits, THEN look: of two threads that close a cycle at the same
    # moment at least one sees it.
    blocking[here] = other = bridge
    while other := blocking.get(other.loop):
        if other.loop is here:
            raise WouldDeadlock(
                f"call({name}) would close a circle: {bridge.name!r} is itself waiting for the "
                f"loop in this thread; use 'await call_async({name}, ...)'"
            )
