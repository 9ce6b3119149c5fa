"""Looks into coroutines that are suspended: what they wait for, and whose code they are."""

from __future__ import annotations

import functools
import gc
import inspect
from types import AsyncGeneratorType, CodeType, CoroutineType, GeneratorType
from typing import Any

from helpers.timeline.places import locals_of
from helpers.whose_code import is_users

__all__ = ["coroutine_name", "frame_of", "is_readers", "look_into"]

_KINDS = {
    CoroutineType: ("cr_code", "cr_frame", "cr_await"),
    AsyncGeneratorType: ("ag_code", "ag_frame", "ag_await"),
    GeneratorType: ("gi_code", "gi_frame", "gi_yieldfrom"),
}
_DEPTH = 4  # objects between one coroutine and the next: a wrapper, the object's dictionary
_WRAPPERS = ("_wrap_awaitable",)  # asyncio's coroutine round an awaitable that is none


def look_into(coro: Any) -> tuple[CodeType | None, Any]:
    """The code of a suspended coroutine or generator, and what it is suspended in.

    Some awaitables say of themselves what they wait for; of the iterators in between, such as that
    of an `async for`, only the garbage collector knows: they have no code.
    """
    kind = type(coro)
    if kind.__name__ == "FutureIter":  # the end: asyncio's own future
        return None, None
    if (attributes := _attributes(coro)) is None:
        return None, _coroutine_in(coro)
    return getattr(coro, attributes[0]), getattr(coro, attributes[2])


def frame_of(coro: Any) -> Any:
    """The frame of a coroutine or generator; None if it has ended."""
    return getattr(coro, _attributes(coro)[1])


def _attributes(coro: Any) -> tuple[str, str, str] | None:
    kind = type(coro)
    if (names := _KINDS.get(kind)) is not None:
        return names
    # Cython's coroutines have the same attributes.
    return next((names for names in _KINDS.values() if hasattr(kind, names[0])), None)


def _coroutine_in(awaitable: Any) -> Any:
    """The nearest coroutine or generator that an object refers to; None if there is none."""
    seen, level = {id(awaitable)}, [awaitable]
    for _ in range(_DEPTH):
        level = [
            inner
            for inner in gc.get_referents(*level)
            if id(inner) not in seen and not seen.add(id(inner)) and _may_hold(inner)
        ]
        for inner in level:
            if _attributes(inner) is not None:
                return inner
    return None


def _may_hold(inner: Any) -> bool:
    if isinstance(inner, dict):
        return "__builtins__" not in inner
    return not (
        isinstance(inner, (type, str, tuple, list, set)) or inspect.isroutine(inner)
    ) and not hasattr(type(inner), "get_loop")


def coroutine_name(coro: Any) -> str:
    """What to call a task: the name of its coroutine, or of the class whose object it awaits."""
    name = getattr(coro, "__name__", "")
    if name in _WRAPPERS and (frame := frame_of(coro)) is not None:
        return coroutine_name(locals_of(frame).get("awaitable"))
    if not name and (inner := _coroutine_in(coro)) is not None:
        name = inner.__name__
    return name or type(coro).__name__


def is_readers(callback: Any) -> bool:
    """Whether the reader wrote the coroutine, function or method."""
    while isinstance(callback, functools.partial):
        callback = callback.func
    if (attributes := _attributes(callback)) is not None:
        code = getattr(callback, attributes[0])
    else:
        code = getattr(getattr(callback, "__func__", callback), "__code__", None)
    return code is not None and is_users(code.co_filename)
