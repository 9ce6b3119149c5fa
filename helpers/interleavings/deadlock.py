"""Who waits for what when nobody can go on: the words of a deadlock report."""

from __future__ import annotations

import linecache
import sys
from collections import deque
from collections.abc import Callable, Sequence
from types import CodeType, FrameType
from typing import Any

from helpers.interleavings.primitives import PASS_ON
from helpers.interleavings.scheduler import OURS, Scheduler
from helpers.interleavings.search import LETTERS

__all__ = ["globals_of", "name_in", "roots_of", "waits"]

SEQUENCES = (list, tuple, deque)
DEPTH = 3  # how far from the state a lock is looked for
WAKERS = {
    "Condition": "notify it",
    "Event": "set it",
    "Barrier": "come to it",
    "Future": "finish it",
}


def name_in(roots: list[tuple[str, object]], wanted: object) -> str | None:
    """The expression that leads from a root to `wanted`, such as "bank.locks['a']", or None.

    roots: (name, object) of what the function can reach.
    """
    level, seen = list(roots), set()
    for _ in range(DEPTH + 1):
        below = []
        for name, thing in level:
            if thing is wanted:
                return name
            if id(thing) not in seen:
                seen.add(id(thing))
                below += parts(name, thing)
        level = below
    return None


def parts(name: str, thing: Any) -> list[tuple[str, object]]:
    """(name, object) of what `thing` consists of."""
    if isinstance(thing, dict):
        return [(f"{name}[{key!r}]", value) for key, value in list(thing.items())]
    if isinstance(thing, SEQUENCES):
        return [(f"{name}[{i}]", value) for i, value in enumerate(thing)]
    found = list(vars(thing).items()) if hasattr(thing, "__dict__") else []
    if isinstance(thing, type):
        found = [(key, value) for key, value in found if not key.startswith("__")]
    elif not isinstance(thing, type(sys)):
        slots = [s for cls in type(thing).__mro__ for s in vars(cls).get("__slots__", ())]
        found += [(slot, getattr(thing, slot)) for slot in slots if hasattr(thing, slot)]
    else:
        return []
    return [(f"{name}.{key}", value) for key, value in found]


def roots_of(function: Callable[..., Any], state: object) -> list[tuple[str, object]]:
    """What a function can reach by name: its argument, closure and globals."""
    code = getattr(function, "__code__", None)
    if code is None:
        return [("state", state)]
    names = [(code.co_varnames[0] if code.co_argcount else "state", state)]
    for name, closed in zip(code.co_freevars, function.__closure__ or (), strict=True):
        try:
            names.append((name, closed.cell_contents))
        except ValueError:  # not set yet
            continue
    return names + globals_of(code, function.__globals__)


def globals_of(code: CodeType, space: dict) -> list[tuple[str, object]]:
    """What a code object names among the globals."""
    return [(name, space[name]) for name in code.co_names if name in space]


def waits(
    scheduler: Scheduler, state: object, functions: Sequence[Callable[..., Any]], names: list[str]
) -> list[str]:
    """One sentence for each thread that waits."""
    frames = sys._current_frames()
    lines = []
    for who in sorted(scheduler.blocked):
        if who in scheduler.idle:
            continue
        frame = frames[scheduler.workers[who].ident]
        function = functions[who] if who < len(functions) else functions[0]
        lines.append(
            f"{named(names, who)} {sentence(scheduler, who, frame, function, state, names)}"
        )
    return lines


def sentence(
    scheduler: Scheduler,
    who: int,
    frame: FrameType,
    function: Callable[..., Any],
    state: object,
    names: list[str],
) -> str:
    """What the thread that stands at `frame` waits for."""
    lock, library = scheduler.blocked[who], None
    while frame.f_back is not None and not scheduler.steps_through(frame.f_code):
        filename = frame.f_code.co_filename
        library = library if filename.startswith(OURS) or filename in PASS_ON else frame
        frame = frame.f_back
    source = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
    at = f"at line {frame.f_lineno} ({source})"
    named_here = [*frame.f_locals.items(), *globals_of(frame.f_code, frame.f_globals)]
    roots = [*roots_of(function, state), *named_here]
    obj = lock if lock.word == "thread" else library and library.f_locals.get("self", lock)
    if obj is None or obj is lock:
        what = name_in(roots, lock) or f"a {lock.word}"
        holder = "" if lock.owner is None else f", held by {named(names, lock.owner)}"
        if lock.word == "thread":
            return f"waits {at} for the end of {named(names, lock.owner)}"
        return f"waits {at} for {what}{holder}"
    kind = type(obj).__name__
    what = name_in(roots, obj) or f"a {kind}"
    call = f"{kind}.{library.f_code.co_name}"
    nobody = WAKERS.get(kind, "end this wait")
    return f"waits {at} in {call} for {what}; nobody is left to {nobody}"


def named(names: list[str], who: int) -> str:
    """A thread's name with its letter."""
    return names[who] if who < len(names) else f"thread ({LETTERS[who]})"
