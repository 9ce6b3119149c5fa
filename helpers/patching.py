"""Replaces functions of the standard library for the length of a block; tells what stands for what.

with Patches() as patches:
    patches.replace(time, "sleep", lambda real, seconds: real(seconds / 2))
    stands_for(time.sleep)               # the real one

At the end the attributes are put back, the last one first. One that somebody else has replaced
meanwhile stays theirs; it may call ours, which pass calls straight on once their block is over.
"""

import contextlib
import functools
import pkgutil
import weakref
from collections.abc import Callable
from types import FrameType, FunctionType, MethodType
from typing import Any

__all__ = ["Likeness", "Patches", "StandIn", "stand_in", "stands_for"]

_ABSENT = object()

# By id, since two code objects that differ only in their qualified names are equal.
_functions: weakref.WeakValueDictionary[int, FunctionType] = weakref.WeakValueDictionary()
_outlived: weakref.WeakSet[Any] = weakref.WeakSet()  # stand-ins below what somebody else has put


class StandIn(staticmethod):
    """Is called in the place of a builtin or a class, and like it in all the rest.

    A plain function kept in a class would become a method, and is no type, which annotations and
    `isinstance` ask for. A static method calls its function without a frame of its own.
    """

    @property
    def __stands_for__(self) -> Any:
        return self.__func__.__stands_for__

    def __get__(self, thing: Any, kind: type | None = None) -> "StandIn":
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__stands_for__, name)

    def __repr__(self) -> str:
        return repr(self.__stands_for__)

    def __getitem__(self, item: Any) -> Any:
        return self.__stands_for__[item]

    def __or__(self, other: Any) -> Any:
        return self.__stands_for__ | other

    def __ror__(self, other: Any) -> Any:
        return other | self.__stands_for__

    def __instancecheck__(self, thing: Any) -> bool:
        return isinstance(thing, self.__stands_for__)

    def __subclasscheck__(self, kind: type) -> bool:
        return issubclass(getattr(kind, "__stands_for__", kind), self.__stands_for__)

    def __mro_entries__(self, bases: tuple) -> tuple:
        return (self.__stands_for__,)

    def __copy__(self) -> "StandIn":
        return self

    def __deepcopy__(self, _: dict) -> "StandIn":
        return self

    def __reduce__(self) -> tuple:
        return pkgutil.resolve_name, (f"{self.__module__}:{self.__qualname__}",)


class _Kind(type):
    """The class of a likeness: takes real objects for its own, and makes what the real one does."""

    def __instancecheck__(cls, thing: Any) -> bool:
        real = vars(cls).get("__stands_for__")
        return super().__instancecheck__(thing) if real is None else isinstance(thing, real)

    def __subclasscheck__(cls, kind: type) -> bool:
        real = vars(cls).get("__stands_for__")
        return super().__subclasscheck__(kind) or (real is not None and issubclass(kind, real))

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        real = getattr(cls, "__stands_for__", None)
        thing = super().__call__(*args, **kwargs) if real is None else cls.around(real())
        if real is not None and type(thing) is cls:
            thing.__init__(*args, **kwargs)
        return thing


class Likeness(metaclass=_Kind):
    """An object around a real one, `_real`, that passes for it.

    It lacks nothing that the real one has, and has its class and text. A subclass defines the
    methods that do more than the real ones; `of=` names the real class, for which the subclass then
    passes too: `VirtualLock.around(real)` makes its objects, and a call makes or refuses what a
    call of the real class does, as in `type(lock)()`.
    """

    __slots__ = ("__weakref__", "_real")

    def __init_subclass__(cls, of: type | None = None) -> None:
        if of is not None:
            cls.__stands_for__ = of
            for name in ("__name__", "__qualname__", "__module__", "__doc__"):
                setattr(cls, name, getattr(of, name))

    @classmethod
    def around(cls, real: Any) -> Any:
        """Return a new object around a real one."""
        thing = object.__new__(cls)
        thing._real = real
        return thing

    @property
    def __class__(self) -> type:
        kind = type(self)
        of_program = hasattr(kind, "__stands_for__") and "__stands_for__" not in vars(kind)
        return kind if of_program else self._real.__class__

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        # acquire_lock, release_lock and locked_lock are old names.
        return getattr(self, name[:-5]) if name.endswith("_lock") else found

    def __repr__(self) -> str:
        return repr(self._real)

    def __reduce_ex__(self, protocol: int) -> Any:
        return self._real.__reduce_ex__(protocol)  # a lock says that it cannot be pickled


def stand_in(real: Any, function: FunctionType) -> Any:
    """Return a copy of `function` that passes for `real`, and says that it stands for it.

    It has the name, the module, the documentation and the signature of `real`, also in a stack; it
    becomes a method where `real` would. `stands_for` tells what it stands for.
    """
    code = function.__code__.replace(
        co_name=getattr(real, "__name__", function.__name__),
        co_qualname=getattr(real, "__qualname__", function.__qualname__),
    )
    space, defaults = function.__globals__, function.__defaults__
    made = FunctionType(code, space, code.co_name, defaults, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    functools.update_wrapper(made, real, updated=())
    made.__stands_for__ = real
    _functions[id(made.__code__)] = made
    return made if _becomes_a_method(real) else StandIn(made)


def _becomes_a_method(real: Any) -> bool:
    return hasattr(type(real), "__get__") and not isinstance(real, (StandIn, MethodType))


def stands_for(thing: Any) -> Any:
    """Return what a stand-in, or the stand-in that runs in a frame, stands for.

    thing: a function or a frame. Returns None for one that stands for nothing else, and for any
    other object; for a stand-in on top of another one, that other one.
    """
    if isinstance(thing, StandIn):
        return thing.__stands_for__
    if isinstance(thing, FunctionType):
        code = thing.__code__
    elif isinstance(thing, FrameType):
        code = thing.f_code
    else:
        return None
    made = _functions.get(id(code))
    return made.__stands_for__ if made is not None and made.__code__ is code else None


class Patches(contextlib.ExitStack):
    """What is replaced until the block ends."""

    over = False
    _puts: list[tuple[Any, str, Any, Any]] | None = None  # since the last callback

    def __enter__(self) -> "Patches":
        self.over = False
        return super().__enter__()

    def __exit__(self, *error: Any) -> bool:
        self.over, self._puts = True, None
        return super().__exit__(*error)

    def put(self, owner: Any, name: str, value: Any) -> None:
        """Set an attribute of a module or class, or an item of a dictionary of variables."""
        space = owner if isinstance(owner, dict) else vars(owner)
        if self._puts is None:
            self._puts = []
            super().callback(_put_all_back, self._puts)
        self._puts.append((owner, name, value, space.get(name, _ABSENT)))
        _set(owner, name, value)

    def callback(self, *call: Any, **kwargs: Any) -> Any:
        """Call `call[0](*call[1:], **kwargs)` at the end, before what has been put until now."""
        self._puts = None
        return super().callback(*call, **kwargs)

    def stand(self, owner: Any, name: str, function: FunctionType) -> Any:
        """Let a function stand for `owner.name`; return the stand-in."""
        ours = stand_in(getattr(owner, name), function)
        self.put(owner, name, ours)
        return ours

    def stand_again(
        self,
        owner: Any,
        name: str,
        make: Callable[[Any], FunctionType],
        known: dict[tuple[Any, str], Any],
    ) -> Any:
        """Let `make(real)` stand for `owner.name`; return the stand-in, made once if it can be.

        make: its functions must hold nothing that belongs to one block.
        known: the stand-ins of earlier blocks; one is taken again if the real one is the same.
        """
        real, ours = getattr(owner, name), known.get((owner, name))
        if ours is None or stands_for(ours) is not real:
            ours = known[owner, name] = stand_in(real, make(real))
        if _outlived:
            _outlived.discard(ours)  # it is on top again
        self.put(owner, name, ours)
        return ours

    def replace(self, owner: Any, name: str, replacement: Callable[..., Any]) -> None:
        """Call `replacement(real, *args)` where the program calls `owner.name(*args)`."""
        real = getattr(owner, name)

        def ours(*args: Any, **kwargs: Any) -> Any:
            if self.over:
                return real(*args, **kwargs)
            return replacement(real, *args, **kwargs)

        self.stand(owner, name, ours)

    def after(self, owner: Any, name: str, listen: Callable[..., Any]) -> None:
        """Call `listen(*args)` after each call `owner.name(*args)` that returns."""

        def call(real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            value = real(*args, **kwargs)
            listen(*args, **kwargs)
            return value

        self.replace(owner, name, call)

    def before(self, owner: Any, name: str, listen: Callable[..., Any]) -> None:
        """Call `listen(*args)` before each call `owner.name(*args)`."""

        def call(real: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            listen(*args, **kwargs)
            return real(*args, **kwargs)

        self.replace(owner, name, call)


def _set(owner: Any, name: str, value: Any) -> None:
    if isinstance(owner, dict):
        owner[name] = value
    elif value is _ABSENT:  # inherited
        delattr(owner, name)
    else:
        setattr(owner, name, value)


def _put_all_back(puts: list[tuple[Any, str, Any, Any]]) -> None:
    while puts:
        _put_back(*puts.pop())


def _put_back(owner: Any, name: str, ours: Any, before: Any) -> None:
    space = owner if isinstance(owner, dict) else vars(owner)
    if space.get(name) is not ours:
        if stands_for(ours) is not None:
            _outlived.add(ours)
        return
    while _outlived and (real := stands_for(before)) is not None and before in _outlived:
        before = real
    _set(owner, name, before)
