"""The standard library's clocks and waits, replaced while a run is going on.

Each replacement looks at the calling thread: in a controlled thread it takes virtual time, in every
other thread of the process (a Jupyter kernel has several) it does what it always did.
"""

from __future__ import annotations

import asyncio
import functools
import os
import queue
import selectors
import sys
import threading
import time
import types
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import _base as futures
from math import inf
from types import CoroutineType
from typing import Any

from helpers.patching import Likeness, Patches, stands_for
from helpers.virtual_time import locks
from helpers.virtual_time.instant import Deadlined
from helpers.virtual_time.pools import know
from helpers.virtual_time.references import References
from helpers.virtual_time.refusals import refused, refused_if_loaded
from helpers.virtual_time.scheduler import Scheduler, current

__all__ = ["replace"]

PROCESSORS = 4  # what os.cpu_count() says, so that default pools are the same on every machine

# One of them has two names; each has a method of its own.
_SELECTORS = tuple(
    kind
    for kind in dict.fromkeys(kind for kind in vars(selectors).values() if isinstance(kind, type))
    if "select" in vars(kind) and kind is not selectors.BaseSelector
)

Function = Callable[..., Any]
_known: dict[tuple[Any, str], Any] = {}  # stand-ins by place, for the next run


def _unless_controlled(real: Function, virtual: Function):
    """`virtual(scheduler, ...)` in a controlled thread, `real(...)` in every other."""

    def replacement(*args: Any, **kwargs: Any):
        scheduler = current()
        if scheduler is None:
            return real(*args, **kwargs)
        return virtual(scheduler, *args, **kwargs)

    return replacement


def _seconds(real: Function):
    return _unless_controlled(real, lambda scheduler: scheduler.read())


def _nanoseconds(real: Function):
    return _unless_controlled(real, lambda scheduler: round(scheduler.read() * 1e9))


def _deadlined(real: types.ModuleType):
    """`time` for concurrent.futures.as_completed, which goes on until a deadline has passed."""
    monotonic = _unless_controlled(real.monotonic, lambda scheduler: Deadlined(scheduler.read()))
    return types.SimpleNamespace(monotonic=monotonic)


def _sleep(real: Function):
    def sleep(scheduler: Scheduler, seconds: float, /):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        scheduler.sleep(seconds)

    return _unless_controlled(real, sleep)


def _factory(real: Function, virtual: type[Likeness]):
    below, around = [real, *_below(real)][-1], virtual.around

    def make(*args: Any, **kwargs: Any):
        return real(*args, **kwargs) if current() is None else around(below(*args, **kwargs))

    return make


def _start(real: Function):
    return _unless_controlled(real, lambda scheduler, thread: scheduler.start(real, thread))


def _join(real: Function):
    def join(scheduler: Scheduler, thread: threading.Thread, timeout: float | None = None):
        member = scheduler.member_of(thread)
        if member is not None and thread is not threading.current_thread():
            deadline = inf if timeout is None else scheduler.now + max(timeout, 0)
            scheduler.wait(lambda: member.ended, deadline)
            timeout = None if member.ended else 0
        return scheduler.outside(real, thread, timeout)

    return _unless_controlled(real, join)


def _submit(real: Function):
    def submit(scheduler: Scheduler, pool: ThreadPoolExecutor, /, *args: Any, **kwargs: Any):
        know(scheduler, pool)
        return real(pool, *args, **kwargs)

    return _unless_controlled(real, submit)


def _run_once(real: Function):
    """A loop whose selector is not a real one, as in a test, would never let others have a turn."""

    def run_once(scheduler: Scheduler, loop: asyncio.BaseEventLoop):
        real(loop)
        if isinstance(getattr(loop, "_selector", None), _SELECTORS):
            return
        if loop._ready or loop._stopping or not loop.is_running():
            return
        left = loop._scheduled[0].when() - loop.time() if loop._scheduled else inf
        scheduler.wait(lambda: bool(loop._ready), scheduler.now + max(left, 0))

    return _unless_controlled(real, run_once)


def _select(real: Function):
    def select(
        scheduler: Scheduler, selector: selectors.BaseSelector, timeout: float | None = None
    ):
        scheduler.me().in_loop(asyncio._get_running_loop())
        events = real(selector, 0)
        if events or (timeout is not None and timeout <= 0):
            scheduler.iterate()
            return events
        deadline = inf if timeout is None else scheduler.now + timeout
        scheduler.wait(lambda: bool(real(selector, 0)), deadline)
        return real(selector, 0)

    return _unless_controlled(real, select)


def _really(real: Function):
    return _unless_controlled(
        real, lambda scheduler, *args, **kwargs: scheduler.outside(real, *args, **kwargs)
    )


def _processors(real: Function):
    return _unless_controlled(real, lambda scheduler: PROCESSORS)


def _affinity(real: Function):
    return _unless_controlled(real, lambda scheduler, thread: set(range(PROCESSORS)))


@functools.cache
def _table() -> tuple[tuple[Any, str, Callable[[Any], Any]], ...]:
    """(owner, name, maker of the replacement) for all that is replaced in every run."""
    return *_replaced(), *refused()


def _replaced():
    yield from ((time, name, _seconds) for name in ("time", "monotonic", "perf_counter"))
    yield from ((time, name, _nanoseconds) for name in ("time_ns", "monotonic_ns"))
    yield time, "perf_counter_ns", _nanoseconds
    yield threading, "_time", _seconds
    yield queue, "time", _seconds
    yield time, "sleep", _sleep
    for name in ("Lock", "_allocate_lock"):
        yield threading, name, lambda real: _factory(real, locks.VirtualLock)
    yield threading, "RLock", lambda real: _factory(real, locks.VirtualRLock)
    yield queue, "SimpleQueue", lambda real: _factory(real, locks.VirtualSimpleQueue)
    yield threading.Thread, "start", _start
    yield threading.Thread, "join", _join
    yield ThreadPoolExecutor, "submit", _submit
    yield asyncio.BaseEventLoop, "_run_once", _run_once
    for selector in _SELECTORS:
        yield selector, "select", _select
    for name in ("cpu_count", "process_cpu_count"):
        if hasattr(os, name):
            yield os, name, _processors
    if hasattr(os, "sched_getaffinity"):
        yield os, "sched_getaffinity", _affinity


def _streams():
    """A notebook's print waits for a thread of the kernel: that is not the program's time."""
    for stream in {type(sys.stdout), type(sys.stderr)}:
        for name in ("write", "flush"):
            if name in vars(stream) and stream.__module__ != "_io":
                yield stream, name, _really


def replace(patches: Patches, coro: CoroutineType[Any, Any, Any]) -> None:
    """Replace all of it, also where the program of `coro` holds it.

    `patches` is a helpers.patching.Patches; closing it puts everything back.
    """
    patches.put(futures, "time", _deadlined(futures.time))
    swaps = []
    for owner, name, make in (*_table(), *_streams(), *refused_if_loaded()):
        real = getattr(owner, name)
        swaps.append((real, patches.stand_again(owner, name, make, _known)))
    references = References([*swaps, *_originals(swaps)])
    patches.callback(references.restore)
    references.replace(coro)


def _originals(swaps: Iterable[tuple[Any, Any]]):
    """The functions below what other instruments have put on top of them."""
    for real, virtual in swaps:
        for below in _below(real):
            yield below, virtual


def _below(real: Any):
    while (real := stands_for(real)) is not None:
        yield real
