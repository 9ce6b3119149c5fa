"""Doubles: stand-ins for what an answer calls, which note every call of theirs.

fetch = awaitable(journal, "fetch", {"a": gives(1, after=3), "b": fails(OSError("down"), after=1)})
"""

import asyncio
import copy
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from helpers.grading.journal import Journal
from helpers.virtual_time import hold_gil, work

__all__ = ["Outcome", "Script", "awaitable", "blocking", "computes", "fails", "gives", "never"]


class Outcome(NamedTuple):
    """What becomes of one call of a double: after some seconds, a value or an error.

    `cpu`: it computes meanwhile, and does not wait; `gil`: it needs the interpreter for that;
    `shares`: False for a call into C that gives the interpreter to nobody else meanwhile.
    `ends`: False for a call that never comes back.
    `cleanup`: how many seconds it needs, when it is cancelled, to clean up behind itself.
    """

    value: Any = None
    error: BaseException | None = None
    after: float = 0.0
    cpu: bool = False
    ends: bool = True
    cleanup: float = 0.0
    gil: bool = True
    shares: bool = True

    def result(self) -> Any:
        """Return the value, or raise a fresh copy of the error."""
        if self.error is not None:
            raise copy.copy(self.error)
        return self.value


def gives(value: Any, after: float = 0.0, *, cleanup: float = 0.0) -> Outcome:
    """Give `value` after so many seconds: `gives(11, after=2)`."""
    return Outcome(value, after=after, cleanup=cleanup)


def fails(error: BaseException, after: float = 0.0) -> Outcome:
    """Raise `error` after so many seconds: `fails(OSError("down"), after=1)`."""
    return Outcome(error=error, after=after)


def computes(value: Any, seconds: float, *, gil: bool = True, shares: bool = True) -> Outcome:
    """Give `value` after a computation, which needs the interpreter: `computes(42, seconds=1)`."""
    return Outcome(value, after=seconds, cpu=True, gil=gil, shares=shares)


def never(*, cleanup: float = 0.0) -> Outcome:
    """Never come back; only a cancellation, or the end of the run, ends the call."""
    return Outcome(ends=False, cleanup=cleanup)


# What a double does: one outcome; one for each first argument; several, for one call after the
# other (the last one stays); or a function of the arguments.
Script = Outcome | Mapping[Any, Any] | Sequence[Outcome] | Callable[..., Outcome]


def _chosen(script: Script, earlier: int, args: tuple) -> Outcome:
    """Return the outcome of a call, before which `earlier` calls had the same first argument."""
    if isinstance(script, Outcome):
        return script
    if isinstance(script, Mapping):
        key = args[0] if args else None
        if key not in script:
            known = ", ".join(map(repr, script))
            raise LookupError(f"there is no {key!r} here; there are {known}")
        return _chosen(script[key], earlier, args)
    if isinstance(script, Sequence):
        return script[min(earlier, len(script) - 1)]
    return script(*args)


def _next(journal: Journal, what: str, script: Script, args: tuple) -> Outcome:
    same = [entry for entry in journal.calls(what) if entry.args[:1] == list(args[:1])]
    return _chosen(script, len(same), args)


def awaitable(journal: Journal, what: str, script: Script) -> Callable[..., Any]:
    """Return an `async def` double: `tea = awaitable(journal, "tea", gives("tea", after=3))`."""

    async def double(*args: Any) -> Any:
        outcome = _next(journal, what, script, args)
        with journal.call(what, *args) as entry:
            try:
                await _wait(outcome)
            except asyncio.CancelledError:
                await asyncio.sleep(outcome.cleanup)
                entry.cleaned = True
                raise
            return outcome.result()

    return _named(double, what)


async def _wait(outcome: Outcome) -> None:
    if not outcome.ends:
        await asyncio.get_running_loop().create_future()
    elif outcome.cpu:
        _compute(outcome)
    else:
        await asyncio.sleep(outcome.after)


def _compute(outcome: Outcome) -> None:
    if outcome.gil and not outcome.shares:
        hold_gil(outcome.after)
    else:
        work(outcome.after, gil=outcome.gil)


def blocking(journal: Journal, what: str, script: Script) -> Callable[..., Any]:
    """Return a double that blocks its thread: `read = blocking(journal, "read", gives(1))`."""

    def double(*args: Any) -> Any:
        outcome = _next(journal, what, script, args)
        with journal.call(what, *args):
            if not outcome.ends:
                threading.Event().wait()
            elif outcome.cpu:
                _compute(outcome)
            elif outcome.after:
                time.sleep(outcome.after)
            return outcome.result()

    return _named(double, what)


def _named(double: Callable[..., Any], what: str) -> Callable[..., Any]:
    double.__name__ = double.__qualname__ = what.rpartition(".")[2]
    double.__code__ = double.__code__.replace(co_qualname=what)  # which a stack shows
    return double
