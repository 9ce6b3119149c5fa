"""Finds what a program holds from before the run: `from time import sleep`, locks, simple queues.

The search starts at the coroutine and at the modules that are neither the standard library nor
installed packages. It follows functions, classes, their instances and plain containers. What lies
elsewhere (inside objects of installed packages, in sets, in C) is not found.
"""

from __future__ import annotations

import builtins
import collections
import ctypes
import functools
import queue
import sys
import threading
import types
from collections.abc import Callable, Iterable, MutableSequence
from itertools import islice
from types import CoroutineType
from typing import Any

from helpers.patching import Likeness
from helpers.virtual_time.locks import VirtualLock, VirtualRLock, VirtualSimpleQueue
from helpers.whose_code import is_users

__all__ = ["References"]

LIMIT = 20_000  # objects looked at, so that large data does not make a run slow
ELEMENTS = 1_000  # of one container

_KINDS = {
    type(threading.Lock()): VirtualLock,
    type(threading.RLock()): VirtualRLock,
    queue.SimpleQueue: VirtualSimpleQueue,
}
_PLAIN = (str, bytes, int, float, bool, complex, type(None), types.ModuleType, range)
# Their objects hold locks on behalf of the program; those of threads are the interpreter's own.
_OPENED = ("threading", "queue")
_THREAD_FIELDS = ("_target", "_args", "_kwargs")
_thread_internals = frozenset(vars(threading.Thread())) - frozenset(_THREAD_FIELDS)


_known: dict[str, tuple[types.ModuleType, bool]] = {}  # whether a module is the author's, by name


def _is_users(module_name: str) -> bool:
    """Does the program's author, and nobody else, own this module?"""
    module = sys.modules.get(module_name)
    if module is None or module_name == "__main__":
        return True
    known = _known.get(module_name)
    if known is None or known[0] is not module:
        known = _known[module_name] = module, _is_users_own(module)
    return known[1]


def _is_users_own(module: types.ModuleType) -> bool:
    if getattr(module, "__spec__", None) is not None and not hasattr(module, "__file__"):
        return False  # built in
    filename = getattr(module, "__file__", None)
    return filename is None or is_users(filename)


def _users_modules() -> list[types.ModuleType]:
    """Those of the program; of the others, which are many, nearly all are known already."""
    is_module = types.ModuleType
    return [
        module
        for name, module in sys.modules.copy().items()
        if ((known := _known.get(name)) is None or known[0] is not module or known[1])
        and isinstance(module, is_module)
        and _is_users(name)
    ]


class References:
    """Puts stand-ins where the program refers to real ones, and the real ones back afterwards.

    `swaps` holds pairs (real function, replacement).
    """

    def __init__(self, swaps: Iterable[tuple[Any, Any]]) -> None:
        self._stand_ins = {id(real): (real, virtual) for real, virtual in swaps}
        self._undo: list[tuple[Callable[..., Any], Callable[..., object], tuple, Any, Any]] = []
        # Every module refers to the builtins, of which none is the program's own.
        self._seen: set[int] = {id(vars(builtins))}
        self._queue: collections.deque[Any] = collections.deque()

    def replace(self, coro: CoroutineType[Any, Any, Any]) -> None:
        """Search from `coro` and from the user's modules."""
        self._queue.append(coro)
        self._queue.extend(map(vars, _users_modules()))
        while self._queue and len(self._seen) < LIMIT:
            value = self._queue.popleft()
            if id(value) not in self._seen:
                self._seen.add(id(value))
                self._visit(value)

    def restore(self) -> None:
        """Put the real ones back, where the program has not put something else."""
        while self._undo:
            get, put, where, real, virtual = self._undo.pop()
            if get(*where) is virtual:
                put(*where, real)

    # --- replacing ------------------------------------------------------------------------

    def _stand_in(self, value: Any) -> Any:
        """What replaces `value`; `value` itself if nothing does."""
        if id(value) in self._stand_ins:
            return self._stand_ins[id(value)][1]
        if (kind := _KINDS.get(type(value))) is not None:
            self._stand_ins[id(value)] = value, kind.around(value)
            return self._stand_ins[id(value)][1]
        if type(value) is tuple and len(value) <= ELEMENTS:
            changed = tuple(map(self._stand_in, value))
            if any(new is not old for new, old in zip(changed, value, strict=True)):
                self._stand_ins[id(value)] = value, changed
                return changed
        return value

    def _swap(
        self, value: Any, get: Callable[..., Any], put: Callable[..., object], *where: Any
    ) -> None:
        """Replace what get(*where) reads and put(*where, new) sets, or follow it."""
        if isinstance(value, _PLAIN):
            return
        virtual = self._stand_in(value)
        if virtual is not value:
            put(*where, virtual)
            self._undo.append((get, put, where, value, virtual))
        if id(virtual) not in self._seen:
            self._queue.append(virtual)

    def _items(self, space: dict[Any, Any], keys: Iterable[Any] | None = None) -> None:
        for key in islice(list(space) if keys is None else keys, ELEMENTS):
            if key in space:
                self._swap(space[key], space.get, space.__setitem__, key)

    def _elements(self, sequence: MutableSequence[Any]) -> None:
        for index, value in enumerate(islice(list(sequence), ELEMENTS)):
            get = functools.partial(_element, sequence)
            self._swap(value, get, sequence.__setitem__, index)

    def _attributes(self, owner: Any, names: Iterable[str]) -> None:
        for name in names:
            value = owner.__dict__.get(name) if isinstance(owner, type) else None
            value = getattr(owner, name, None) if value is None else value
            self._swap(value, _attribute, setattr, owner, name)

    # --- following ------------------------------------------------------------------------

    def _visit(self, value: Any) -> None:
        visit = _VISITS.get(type(value)) or next(
            (visit for kind, visit in _VISITS.items() if isinstance(value, kind)),
            References._visit_instance,
        )
        visit(self, value)

    def _visit_tuple(self, value: tuple[Any, ...]) -> None:
        self._queue.extend(islice((v for v in value if not isinstance(v, _PLAIN)), ELEMENTS))

    def _visit_function(self, function: types.FunctionType) -> None:
        if not _is_users(function.__module__ or ""):
            return
        for cell in function.__closure__ or ():
            self._attributes(cell, ["cell_contents"] if _is_filled(cell) else [])
        self._attributes(function, ["__defaults__"])
        self._queue.extend(filter(None, (function.__kwdefaults__, function.__dict__)))
        self._queue.append(function.__globals__)

    def _visit_method(self, method: Any) -> None:
        self._queue.extend((method.__func__, getattr(method, "__self__", None)))

    def _visit_property(self, value: property) -> None:
        self._queue.extend(filter(None, (value.fget, value.fset)))

    def _visit_partial(self, value: functools.partial[Any]) -> None:
        args = self._stand_in(value.args)
        if args is not value.args:
            state = (value.func, value.args, value.keywords, value.__dict__)
            value.__setstate__((value.func, args, value.keywords, value.__dict__))
            self._undo.append((lambda: args, value.__setstate__, (), state, args))
        self._queue.extend((value.func, args, value.keywords))

    def _visit_class(self, value: type) -> None:
        if _is_users(value.__module__):
            self._attributes(value, [name for name in vars(value) if not name.startswith("__")])
            self._queue.extend(v for n, v in vars(value).items() if n in ("__init__", "__call__"))

    def _visit_coroutine(self, coro: CoroutineType[Any, Any, Any]) -> None:
        frame = coro.cr_frame
        if frame is None:
            return
        for name, value in list(frame.f_locals.items()):
            virtual = self._stand_in(value)
            if virtual is not value:
                _set_local(frame, name, virtual)
            self._queue.append(virtual)
        self._queue.append(frame.f_globals)

    def _visit_likeness(self, value: Likeness) -> None:
        """Another instrument's lock: what it stands in front of, unless that is one of ours."""
        if type(value) not in _KINDS.values():
            self._attributes(value, ["_real"])

    def _visit_condition(self, condition: threading.Condition) -> None:
        """A condition also keeps methods of its lock: take them from a new one."""
        lock = condition._lock
        virtual = self._stand_in(lock)
        if virtual is lock:
            self._queue.append(lock)
            return
        space = vars(condition)
        for name, value in vars(threading.Condition(virtual)).items():
            if name != "_waiters":
                self._undo.append((space.get, space.__setitem__, (name,), space[name], value))
                space[name] = value

    def _visit_thread(self, thread: threading.Thread) -> None:
        self._items(vars(thread), [n for n in vars(thread) if n not in _thread_internals])

    def _visit_instance(self, value: Any) -> None:
        owner = type(value)
        if owner.__module__ not in _OPENED and not _is_users(owner.__module__):
            return
        self._queue.append(owner)
        if isinstance(getattr(value, "__dict__", None), dict):
            self._items(vars(value))
        for each in owner.__mro__:
            slots = vars(each).get("__slots__", ())
            self._attributes(value, (slots,) if isinstance(slots, str) else slots)


def _element(sequence: MutableSequence[Any], index: int) -> Any:
    return sequence[index] if index < len(sequence) else None


def _attribute(owner: Any, name: str) -> Any:
    return getattr(owner, name, None)


def _is_filled(cell: types.CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True


def _set_local(frame: types.FrameType, name: str, value: Any) -> None:
    """Set an argument of a coroutine that has not started."""
    frame.f_locals[name] = value
    if sys.version_info < (3, 13):  # f_locals was a copy before PEP 667
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))


_VISITS = {
    Likeness: References._visit_likeness,
    dict: References._items,
    list: References._elements,
    collections.deque: References._elements,
    tuple: References._visit_tuple,
    types.FunctionType: References._visit_function,
    types.MethodType: References._visit_method,
    staticmethod: References._visit_method,
    classmethod: References._visit_method,
    property: References._visit_property,
    functools.partial: References._visit_partial,
    type: References._visit_class,
    types.CoroutineType: References._visit_coroutine,
    threading.Condition: References._visit_condition,
    threading.Thread: References._visit_thread,
}
