"""Locks and semaphores: who waited for one, and who held it for how long."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from helpers.patching import Likeness
from helpers.timeline.log import Log
from helpers.whose_code import is_users

__all__ = ["SeenLock", "SeenRLock", "acquires", "acquires_async", "factory", "releases", "seen"]

_PLAIN, _REENTRANT = type(threading.Lock()), type(threading.RLock())


class SeenLock(Likeness, of=_PLAIN):
    """A `threading.Lock` that a recording can see; after the recording it is just that lock."""

    __slots__ = ("_log",)

    @classmethod
    def around(cls, real: Any, log: Log | None = None) -> Any:
        new = super().around(real)
        new._log = log
        return new

    def acquire(self, *args: Any, **kwargs: Any) -> bool:
        """Acquire the lock; see `threading.Lock.acquire`."""
        return _acquire(self._log, self, self._real.acquire, *args, **kwargs)

    def release(self) -> None:
        """Release the lock; see `threading.Lock.release`."""
        _note_release(self._log, self)
        self._real.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class SeenRLock(SeenLock, of=_REENTRANT):
    """A `threading.RLock` that a recording can see; `threading.Condition` may wait on it."""

    __slots__ = ()

    def _release_save(self) -> Any:
        _note_release(self._log, self, everything=True)
        return self._real._release_save()

    def _acquire_restore(self, saved: Any) -> None:
        self._real._acquire_restore(saved)
        if self._log is not None and self._log.watching():
            self._log.hold(self._log.thing(self, sys._getframe(2)), self._log.here())


def factory(log: Log, original: Callable) -> Callable:
    """Locks that the reader's code makes can be seen; those of libraries stay what they were."""

    def make(*args: Any, **kwargs: Any) -> Any:
        real = original(*args, **kwargs)
        if not log.watching() or not is_users(sys._getframe(1).f_code.co_filename):
            return real
        return (SeenRLock if isinstance(real, _REENTRANT) else SeenLock).around(real, log)

    return make


def seen(log: Log, value: Any) -> SeenLock | None:
    """A visible stand-in for a lock; None for anything else."""
    kind = {_PLAIN: SeenLock, _REENTRANT: SeenRLock}.get(type(value))
    return None if kind is None else kind.around(value, log)


def spaces(scope: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The namespaces in which a reader keeps locks: the module, and its objects' attributes."""
    yield scope
    for value in list(scope.values()):
        if type(value).__module__ == scope.get("__name__") and hasattr(value, "__dict__"):
            yield vars(value)


def acquires(log: Log, original: Callable) -> Callable:
    """A listener for `threading.Semaphore.acquire`."""

    def acquire(lock: Any, blocking: bool = True, timeout: float | None = None) -> bool:
        return _acquire(log, lock, functools.partial(original, lock), blocking, timeout)

    return acquire


def _acquire(log: Log | None, lock: Any, original: Callable, *args: Any, **kwargs: Any) -> bool:
    if log is None or not log.watching():
        return original(*args, **kwargs)
    state, track, start = log.thread(), log.thing(lock, sys._getframe(2)), log.clock()
    busy = state.busy()  # a condition's wait, which is seen already, takes its lock back
    outer = state.call
    if not busy:
        state.call = (start, "acquire", lock)
    try:
        got = original(*args, **kwargs)
    finally:  # an interrupt may end it
        state.call, end = outer, log.clock()
        if end - start > log.least and not busy:
            log.blocked(state, (track, "acquire"), start, end, sys._getframe(2))
    if got:
        log.hold(track, log.here())
    return got


def acquires_async(log: Log, original: Callable) -> Callable:
    """A listener for `acquire` of asyncio's locks and semaphores."""

    async def acquire(self: Any) -> bool:
        got = await original(self)
        if got and log.watching():
            log.hold(log.thing(self, sys._getframe(1)), log.here())
        return got

    return acquire


def releases(log: Log, original: Callable) -> Callable:
    """A listener for `release` of locks and semaphores that are written in Python."""

    def release(lock: Any, *args: Any) -> None:
        _note_release(log, lock)
        return original(lock, *args)

    return release


def _note_release(log: Log | None, lock: Any, everything: bool = False) -> None:
    if log is not None and log.watching():
        track = log.thing(lock, sys._getframe(2))
        for _ in tuple(track.holders) if everything else (1,):
            log.let_go(track, log.here())
