"""Gives locks that were made before the exploration, such as a global of the cell, stand-ins."""

from __future__ import annotations

import contextlib
import functools
import operator
import threading
import types
from collections.abc import Callable, Iterator
from typing import Any

from helpers.interleavings.primitives import LOCK, REAL, RLOCK, Lock, RLock, SimpleQueue
from helpers.interleavings.rewrite import codes_of, of_library

__all__ = ["adopted"]

BUILT_ON_LOCKS = {"threading", "queue"}  # modules whose objects hold locks
MOST = 10_000  # objects that are looked at


class Adoption:
    """Finds real locks in what functions can reach, and puts stand-ins in their places.

    undo: calls that put the real ones back.
    """

    def __init__(self) -> None:
        self.undo: list = []
        self.stand_ins: dict = {}  # id of a real lock -> (its stand-in, the real lock)
        self.seen: dict = {}

    def stand_in(self, value: Any):
        """What to put in the place of value, or None."""
        if isinstance(value, types.BuiltinMethodType):
            lock = self.stand_in(value.__self__)
            return getattr(lock, value.__name__, None) if lock is not None else None
        if type(value) is tuple:
            parts = [self.stand_in(part) for part in value]
            pairs = zip(parts, value, strict=True)
            return tuple(o if n is None else n for n, o in pairs) if any(parts) else None
        if type(value) not in (LOCK, RLOCK, REAL["simple_queue"]):
            return None
        if id(value) not in self.stand_ins:
            self.stand_ins[id(value)] = (self.make(value), value)
        return self.stand_ins[id(value)][0]

    def make(self, value: Any):
        """A new stand-in."""
        if type(value) is REAL["simple_queue"]:
            return SimpleQueue.around(REAL["simple_queue"]())
        new = Lock.around(REAL["lock"]()) if type(value) is LOCK else RLock.around(REAL["rlock"]())
        new.key = f"outer lock {len(self.stand_ins)}"
        return new

    def look_at(self, function: types.FunctionType) -> None:
        """All that a function names."""
        for cell in function.__closure__ or ():
            with contextlib.suppress(ValueError):
                self.place(cell.cell_contents, functools.partial(setattr, cell, "cell_contents"))
        for name in ("__defaults__", "__kwdefaults__"):
            self.place(getattr(function, name), functools.partial(setattr, function, name))
        space = function.__globals__
        for name in {n for code in codes_of(function.__code__) for n in code.co_names}:
            if name in space:
                self.place(space[name], functools.partial(operator.setitem, space, name))

    def place(self, value: Any, put: Callable[[Any], object]) -> None:
        """Replace `value` with put(stand-in), or look into it."""
        new = self.stand_in(value)
        if new is not None:
            put(new)
            self.undo.append(functools.partial(put, value))
            if type(value) is not tuple:
                return
        if id(value) not in self.seen and len(self.seen) < MOST:
            self.seen[id(value)] = value
            for part, put_part in self.parts(value):
                self.place(part, put_part)

    def parts(self, thing: Any) -> list[tuple]:
        """(part, how to replace it) of a container, or of an object that may hold a lock."""
        if isinstance(thing, dict):
            return [(v, functools.partial(operator.setitem, thing, k)) for k, v in [*thing.items()]]
        if isinstance(thing, list):
            return [(v, functools.partial(operator.setitem, thing, i)) for i, v in enumerate(thing)]
        if isinstance(thing, tuple):
            return [(part, None) for part in thing if self.stand_in(part) is None]
        if self.may_hold_locks(thing):
            return [(v, functools.partial(setattr, thing, k)) for k, v in [*vars(thing).items()]]
        return []

    def may_hold_locks(self, thing: Any) -> bool:
        """Whether `thing` is of the reader's making, or a condition, event, queue and the like."""
        if isinstance(thing, type):
            return not of_library(thing)
        if isinstance(thing, threading.Thread | types.ModuleType) or not hasattr(thing, "__dict__"):
            return False
        return not of_library(type(thing)) or type(thing).__module__ in BUILT_ON_LOCKS


@contextlib.contextmanager
def adopted(functions: list[types.FunctionType]) -> Iterator[None]:
    """While the block runs, the real locks that the functions can reach are stand-ins."""
    adoption = Adoption()
    try:
        for function in functions:
            adoption.look_at(function)
        yield
    finally:
        for put_back in reversed(adoption.undo):
            put_back()
