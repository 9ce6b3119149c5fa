"""Sees every read and write of shared data, through calls that the rewritten functions make."""

from __future__ import annotations

import array
import collections
import contextlib
import functools
import operator
import re
import sys
import types
from collections.abc import Callable, Collection
from typing import Any

from helpers.interleavings.deadlock import parts
from helpers.interleavings.primitives import Lock, reader
from helpers.interleavings.repeatable import Numbers
from helpers.interleavings.scheduler import HERE, Scheduler, controlling, is_library

__all__ = ["Hooks", "register"]

# Kinds of objects, as tuples: a union `a | b` would be made anew each time that it is asked for.
CONTAINERS = (list, dict, set, collections.deque, bytearray, array.array)
CALLABLES = (types.FunctionType, types.MethodType, functools.partial)
SIMPLE = (bool, int, float, str)
WRAPPERS = (staticmethod, classmethod)
VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
PLAIN = (
    *(int, float, complex, str, bytes, tuple, frozenset, range, type(None), type, Lock),
    *(types.ModuleType, types.FunctionType, types.MethodType, types.BuiltinFunctionType),
)
READING = {
    *("get", "keys", "values", "items", "copy", "index", "count", "issubset", "issuperset"),
    *("isdisjoint", "union", "intersection", "difference", "symmetric_difference", "most_common"),
}
READERS = (
    *(len, sum, sorted, min, max, any, all, print, repr, isinstance, id, hash, callable, format),
    *(iter, issubclass, dir, ascii),
)
INPLACE = {
    "Add": operator.iadd,
    "Sub": operator.isub,
    "Mult": operator.imul,
    "MatMult": operator.imatmul,
    "Div": operator.itruediv,
    "FloorDiv": operator.ifloordiv,
    "Mod": operator.imod,
    "Pow": operator.ipow,
    "LShift": operator.ilshift,
    "RShift": operator.irshift,
    "BitOr": operator.ior,
    "BitXor": operator.ixor,
    "BitAnd": operator.iand,
}
MISSING = object()
MOST = 5_000  # objects of one state that are told apart


def register(scheduler: Scheduler, roots: list[tuple[str, object]]) -> None:
    """Others can get at these objects, and at all that they hold: give each a key.

    The key is the way to the object from a root, and so the same in every run.
    """
    keys, level = scheduler.keys, roots
    while level and len(keys) < MOST:
        below = []
        for name, thing in level:
            if isinstance(thing, CALLABLES):
                below += held_by(name, thing)
            elif isinstance(thing, tuple):
                below += parts(name, thing)
            elif not isinstance(thing, PLAIN) and id(thing) not in keys:
                keys[id(thing)] = (name, thing)
                below += parts(name, thing)
        level = below


def held_by(name: str, function: Callable[..., Any]) -> list[tuple[str, object]]:
    """What a function brings along."""
    if isinstance(function, types.MethodType):
        return [(f"{name}.__self__", function.__self__)]
    if isinstance(function, functools.partial):
        return [(name, function.func), (name, function.args), (name, function.keywords)]
    names = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    held = []
    for variable, cell in names:
        with contextlib.suppress(ValueError):
            held.append((f"{name}<{variable}>", cell.cell_contents))
    return held


def key_of(scheduler: Scheduler, thing: Any):
    """The key of an object; one that is new gets the key of its place in its thread's run."""
    if isinstance(thing, type):
        return f"class {thing.__qualname__}"
    known = scheduler.keys.get(id(thing))
    if known is None:
        known = scheduler.keys[id(thing)] = (scheduler.new_key(), thing)
    return known[0]


def passes_on(thing: Any) -> bool:
    """Whether the methods of `thing` only enter and leave what the reader gives them."""
    return type(thing).__module__ == "contextlib"


def private(scheduler: Scheduler, thing: Any) -> bool:
    """Whether only the thread that made `thing` can know it."""
    return id(thing) not in scheduler.keys and not isinstance(thing, type)


def changeable(thing: Any) -> bool:
    """Whether another thread could change what `thing` holds."""
    return not isinstance(thing, PLAIN)


def has_parts(thing: Any) -> bool:
    """Whether `thing` is a container of the language, or a view of one."""
    return isinstance(thing, CONTAINERS) or isinstance(thing, VIEWS)


def is_shared(scheduler: Scheduler, thing: Any) -> bool:
    """Whether `thing` is a container that other threads can get at."""
    return has_parts(thing) and id(thing) in scheduler.keys


def shown(value: Any) -> str:
    """A value for the table, if it is short and the same on every run."""
    simple = value is None or isinstance(value, SIMPLE)
    return repr(value) if simple and len(repr(value)) <= 16 else ""


def of_reader(function: Any) -> bool:
    """Whether calling `function` runs code of the reader, which announces its own accesses."""
    if isinstance(function, type):
        module = sys.modules.get(function.__module__)
        return not is_library(getattr(module, "__file__", None) or "") and (
            function.__module__ != "builtins" and module is not None
        )
    function = getattr(function, "__func__", function)
    function = getattr(function, "__wrapped__", function)  # as of a generator in contextmanager
    code = getattr(function, "__code__", None)
    return code is not None and not is_library(code.co_filename)


def access(scheduler: Scheduler, how: str, text: str, *keys: tuple) -> None:
    """The calling thread is about to read or write; by access, that is a step."""
    if scheduler.kind == "access":
        scheduler.point(HERE.index, (*reader(scheduler), text))
    for key in keys:
        scheduler.touch(key, how)


def add_result(scheduler: Scheduler, value: Any) -> None:
    """Show what was read in the step that is being made."""
    if scheduler.kind != "access" or scheduler.ending:
        return
    if text := shown(value):
        code, line, what = scheduler.steps[-1]
        scheduler.steps[-1] = (code, line, f"{what} → {text}")


class Hooks:
    """What rewritten functions call; each does nothing special in a thread that is not controlled.

    text: the source of the expression, for the table.
    """

    def get(self, thing: Any, name: str, text: str) -> Any:
        """thing.name"""
        scheduler = controlling()
        if scheduler is None or isinstance(thing, types.ModuleType):
            return getattr(thing, name)
        keys = data_keys(scheduler, thing, name)
        if keys is None:
            return getattr(thing, name)
        if scheduler.kind == "line" or is_waiting_type(type(getattr(thing, name, None))):
            for key in keys:
                scheduler.touch(key, "read")
            return getattr(thing, name)
        access(scheduler, "read", f"read {text}", *keys)
        value = getattr(thing, name)
        add_result(scheduler, value)
        return value

    def set(self, thing: Any, name: str, value: Any, text: str) -> None:
        """thing.name = value"""
        scheduler = controlling()
        keys = data_keys(scheduler, thing, name) if scheduler else None
        if keys is not None:
            self._published(scheduler, value)
            access(scheduler, "write", written(text, value), keys[0])
        setattr(thing, name, value)

    def delete(self, thing: Any, name: str, text: str) -> None:
        """del thing.name"""
        if (scheduler := controlling()) and not private(scheduler, thing):
            access(scheduler, "write", f"delete {text}", (key_of(scheduler, thing), name))
        delattr(thing, name)

    def target(self, thing: Any, text: str) -> Any:
        """The object whose attribute or item is assigned, deleted, or changed in place."""
        return thing if controlling() is None else Target(self, thing, text)

    def source(self, thing: Any, text: str) -> Any:
        """The object of which an item is read."""
        scheduler = controlling()
        return Target(self, thing, text) if scheduler and is_shared(scheduler, thing) else thing

    def whole(self, thing: Any, text: str, how: str = "read") -> Any:
        """A container that is looked at as a whole: for its truth, its length, a comparison."""
        if (scheduler := controlling()) and is_shared(scheduler, thing):
            key = (key_of(scheduler, thing), None)
            access(scheduler, how, f"{'look into' if how == 'read' else 'change'} {text}", key)
        return thing

    def entered(self, thing: Any, text: str) -> Any:
        """What a `with` statement enters: a condition or semaphore is acquired by the library."""
        if (
            (scheduler := controlling())
            and is_waiting_type(type(thing))
            and not isinstance(thing, Lock)
        ):
            access(scheduler, "write", f"enter {text}", (key_of(scheduler, thing), None))
        return thing

    def each(self, thing: Any, text: str) -> Any:
        """The iterable of a loop."""
        scheduler = controlling()
        return self._items(thing, text) if scheduler and is_shared(scheduler, thing) else thing

    def _items(self, thing: Any, text: str):
        items = iter(thing)
        while True:
            access(controlling(), "read", f"next of {text}", (key_of(controlling(), thing), None))
            value = next(items, MISSING)
            if value is MISSING:
                return
            yield value

    def method(self, thing: Any, name: str, text: str) -> Any:
        """What is called in thing.name(...)"""
        scheduler = controlling()
        if scheduler is None:
            return getattr(thing, name)
        if isinstance(thing, types.ModuleType):
            return self.call(getattr(thing, name), text)
        if isinstance(thing, super):
            return self._inherited(getattr(thing, name), thing.__self__, text, scheduler)
        found = static_attribute(thing, name)
        if not changeable(thing) or of_reader(found) or passes_on(thing):
            return getattr(thing, name)
        if has_parts(thing) and private(scheduler, thing):
            return getattr(thing, name)
        if found is MISSING or not callable(found):
            return self.get(thing, name, text.removesuffix("()"))
        how = "read" if has_parts(thing) and name in READING else "write"
        return lambda *args, **kwargs: self._call(
            getattr(thing, name), args, kwargs, text, how, (thing,), scheduler
        )

    def _inherited(self, function: Callable[..., Any], thing: Any, text: str, scheduler: Scheduler):
        if of_reader(function) or not is_shared(scheduler, thing):
            return function
        return lambda *args, **kwargs: self._call(
            function, args, kwargs, text, "write", (thing,), scheduler
        )

    def call(self, function: Any, text: str) -> Callable[..., Any]:
        """What is called in function(...)"""
        scheduler = controlling()
        if scheduler is None or of_reader(function) or isinstance(function, Lock | Numbers):
            return function
        if getattr(function, "__module__", None) == "contextlib":
            return function
        if function in (getattr, setattr, delattr):
            return {getattr: self._getattr, setattr: self._setattr, delattr: self._delattr}[
                function
            ]
        reads = isinstance(function, type) or function in READERS

        def called(*args: Any, **kwargs: Any):
            touched = [a for a in (*args, *kwargs.values()) if has_parts(a) or not reads]
            touched = [a for a in touched if changeable(a) and not callable(a)]
            touched = [a for a in touched if not private(scheduler, a)]
            how = "read" if reads else "write"
            return self._call(function, args, kwargs, text, how, touched, scheduler)

        return called

    def _call(
        self,
        function: Callable[..., Any],
        args: tuple,
        kwargs: dict[str, Any],
        text: str,
        how: str,
        touched: Collection[Any],
        scheduler: Scheduler,
    ):
        for argument in (*args, *kwargs.values()):
            self._published(scheduler, argument)
        keys = [(key_of(scheduler, thing), None) for thing in touched]
        if not keys:
            return function(*args, **kwargs)
        access(scheduler, how, text, *keys)
        before = scheduler.holding.get(HERE.index, ())
        scheduler.holding[HERE.index] = (*before, *keys)  # again when it goes on after a wait
        try:
            value = function(*args, **kwargs)
        finally:
            scheduler.holding[HERE.index] = before
        if isinstance(value, VIEWS) and touched:
            scheduler.keys[id(value)] = (key_of(scheduler, touched[0]), value)
        return value

    def _getattr(self, thing: Any, name: str, *default: Any):
        try:
            return self.get(thing, name, f"{type(thing).__name__}.{name}")
        except AttributeError:
            if default:
                return default[0]
            raise

    def _setattr(self, thing: Any, name: str, value: Any):
        self.set(thing, name, value, f"{type(thing).__name__}.{name}")

    def _delattr(self, thing: Any, name: str):
        self.delete(thing, name, f"{type(thing).__name__}.{name}")

    def read_name(self, name: str) -> None:
        """A global or nonlocal name that some function rebinds is about to be read."""
        if scheduler := controlling():
            access(scheduler, "read", f"read {name}", (f"name {name}", None))

    def write_names(self, names: tuple, value: Any) -> Any:
        """... or bound to value."""
        if scheduler := controlling():
            self._published(scheduler, value)
            keys = [(f"name {name}", None) for name in names]
            access(scheduler, "write", written(", ".join(names), value), *keys)
        return value

    def in_place(self, operation: str, left: Any, right: Any) -> Any:
        """left += right, for names."""
        return INPLACE[operation](left, right)

    def _published(self, scheduler: Scheduler, value: Any) -> None:
        """Others may get at `value` now: name it while it is known who made it."""
        if value is None or isinstance(value, SIMPLE) or id(value) in scheduler.keys:
            return
        register(scheduler, [(str(scheduler.new_key()), value)])


class Target:
    """Stands before an object in `thing.name = ...`, `thing[key] += ...` and the like."""

    __slots__ = ("_hooks", "_text", "_thing")

    def __init__(self, hooks: Hooks, thing: Any, text: str) -> None:
        object.__setattr__(self, "_hooks", hooks)
        object.__setattr__(self, "_thing", thing)
        object.__setattr__(self, "_text", text)

    def __getattribute__(self, name: str) -> Any:
        hooks, thing, text = unpacked(self)
        return changed_in_place(hooks.get(thing, name, attribute_text(text, name)))

    def __setattr__(self, name: str, value: Any) -> None:
        hooks, thing, text = unpacked(self)
        hooks.set(thing, name, value, attribute_text(text, name))

    def __delattr__(self, name: str) -> None:
        hooks, thing, text = unpacked(self)
        hooks.delete(thing, name, attribute_text(text, name))

    def __getitem__(self, key: object) -> Any:
        _hooks, thing, text = unpacked(self)
        scheduler, how = controlling(), "read"
        if not is_shared(controlling(), thing):
            return thing[key]
        if isinstance(thing, collections.defaultdict) and key not in thing:
            how = "write"
        access(scheduler, how, f"read {text}[{key_text(key)}]", item_key(scheduler, thing, key))
        value = thing[key]
        add_result(scheduler, value)
        return value

    def __setitem__(self, key: object, value: Any) -> None:
        hooks, thing, text = unpacked(self)
        if is_shared(controlling(), thing):
            scheduler = controlling()
            hooks._published(scheduler, value)
            place = f"{text}[{key_text(key)}]"
            access(scheduler, "write", written(place, value), item_key(scheduler, thing, key))
        thing[key] = value

    def __delitem__(self, key: object) -> None:
        _, thing, text = unpacked(self)
        if is_shared(controlling(), thing):
            scheduler = controlling()
            place = (key_of(scheduler, thing), None)
            access(scheduler, "write", f"delete {text}[{key_text(key)}]", place)
        del thing[key]


def unpacked(target: Target) -> tuple:
    """What a Target stands for."""
    part = object.__getattribute__
    return part(target, "_hooks"), part(target, "_thing"), part(target, "_text")


def attribute_text(text: str, name: str) -> str:
    """The attribute as the reader wrote it: `self.__x` in class C is called `_C__x`."""
    written = name[0] == "_" and re.fullmatch(r"_[A-Za-z0-9]\w*?(__\w*[^_])", name)
    return f"{text}.{written[1] if written else name}"


def changed_in_place(value: Any):
    """In `thing.name += ...` a container is changed in place, in the step that reads it."""
    if (scheduler := controlling()) and is_shared(scheduler, value):
        scheduler.touch((key_of(scheduler, value), None), "write")
    return value


def key_text(key: object) -> str:
    """An index in the table."""
    return shown(key) or "…"


def item_key(scheduler: Scheduler, thing: Any, key: object) -> tuple:
    """The place that thing[key] is; for a new key of a dict, the whole: its length changes."""
    if isinstance(thing, dict):
        return key_of(scheduler, thing), ("item", repr(key)) if key in thing else None
    return key_of(scheduler, thing), None


def written(text: str, value: Any) -> str:
    """The words for a write."""
    value = shown(value)
    return f"write {text} = {value}" if value else f"write {text}"


def static_attribute(thing: Any, name: str):
    """What the type of `thing` says about an attribute, or MISSING."""
    for cls in (thing, *thing.__mro__) if isinstance(thing, type) else type(thing).__mro__:
        if name in vars(cls):
            found = vars(cls)[name]
            return found.__func__ if isinstance(found, WRAPPERS) else found
    return MISSING


def data_keys(scheduler: Scheduler, thing: Any, name: str) -> list | None:
    """The places that thing.name is read from; None if it is private, or no data."""
    known = scheduler.keys.get(id(thing))
    if known is None and not isinstance(thing, type):
        return None
    key = known[0] if known else key_of(scheduler, thing)
    kind = scheduler.kinds.get((type(thing), name))
    if kind is None or isinstance(thing, type):
        kind = scheduler.kinds[type(thing), name] = kind_of(thing, name)
    if kind == "own":
        return [(key, name)]
    if kind == "code":
        return None
    owner = next(c for c in (thing, *type(thing).__mro__) if name in getattr(c, "__dict__", ()))
    return [(key, name)] if owner is thing else [(key, name), (key_of(scheduler, owner), name)]


def kind_of(thing: Any, name: str) -> str:
    """What an attribute is: the object's "own", of its "class", or "code" such as a method."""
    found = static_attribute(thing, name)
    if isinstance(found, types.MemberDescriptorType) or found is MISSING:
        return "own"
    return "code" if hasattr(type(found), "__get__") else "class"


@functools.cache
def is_waiting_type(cls: type) -> bool:
    """Whether objects of a class are locks or built on them: the name of one is no shared data."""
    return issubclass(cls, Lock) or cls.__module__ in (
        "threading",
        "queue",
        "concurrent.futures.thread",
    )
