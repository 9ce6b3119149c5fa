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


class SeenLock(Likeness):
    """A `threading.Lock` that a recording can see; after the recording it is just that lock."""

    def __init__(self, log: Log, real: Any) -> None:
        self._log, self._real = log, real

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock; see `threading.Lock.acquire`."""
        return _acquire(self._log, self, self._real.acquire, blocking, timeout)

    acquire_lock = acquire

    def release(self) -> None:
        """Release the lock; see `threading.Lock.release`."""
        _note_release(self._log, self)
        self._real.release()

    release_lock = release

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def __repr__(self) -> str:
        return repr(self._real)


class SeenRLock(SeenLock):
    """A `threading.RLock` that a recording can see; `threading.Condition` may wait on it."""

    def _release_save(self) -> Any:
        _note_release(self._log, self, everything=True)
        return self._real._release_save()

    def _acquire_restore(self, saved: Any) -> None:
        self._real._acquire_restore(saved)
        if self._log.watching():
            self._log.hold(self._log.thing(self, sys._getframe(2)), self._log.here())


def factory(log: Log, original: Callable) -> Callable:
    """Locks that the reader's code makes can be seen; those of libraries stay what they were."""

    def make() -> Any:
        real = original()
        if not log.watching() or not is_users(sys._getframe(1).f_code.co_filename):
            return real
        return (SeenRLock if hasattr(real, "_release_save") else SeenLock)(log, real)

    return make


def seen(log: Log, value: Any) -> SeenLock | None:
    """A visible stand-in for a lock that was made before the recording; None for anything else."""
    if type(value) is _REENTRANT:
        return SeenRLock(log, value)
    return SeenLock(log, value) if type(value) is _PLAIN else None


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


def _acquire(log: Log, lock: Any, original: Callable, *args: Any) -> bool:
    if not log.watching():
        return original(*args)
    state, track, start = log.thread(), log.thing(lock, sys._getframe(2)), log.clock()
    busy = state.busy()  # a condition's wait, which is seen already, takes its lock back
    if not busy:
        state.call = (start, "acquire", lock)
    try:
        got = original(*args)
    finally:
        end = log.clock()
        if not busy:
            state.call = None
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


def _note_release(log: Log, lock: Any, everything: bool = False) -> None:
    if log.watching():
        track = log.thing(lock, sys._getframe(2))
        for _ in tuple(track.holders) if everything else (1,):
            log.let_go(track, log.here())
