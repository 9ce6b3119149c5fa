"""Trials of 09.b: a slow service, an odd file, and either of them failing."""

import asyncio
import itertools
import threading
from typing import Any

from helpers.grading.derived import same
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, odd_values, seconds
from helpers.grading.journal import Noted
from helpers.grading.kit import Run, trial

__all__ = ["copying", "failing"]

LIMITS = (2, 5, 1)


class Lines:
    """`read` gives the lines, then None; each call of it is noted by its number."""

    def __init__(self, run: Run, lines: list[Any], takes: list[float], at_end: Any = None) -> None:
        self.number = 0
        script = {n: gives(line, t) for n, (line, t) in enumerate(zip(lines, takes, strict=True))}
        script[len(lines)] = at_end or gives(None, after=0.5)
        self.double = run.blocking("read", lambda n: script[min(n, len(lines))])

    def __call__(self) -> Any:
        self.number += 1
        return self.double(self.number - 1)


def most_ahead(calls: list[Noted], count: int) -> int:
    """Return how many lines at most had been read and not begun to be stored."""
    changes = [(c.start, -1) for c in calls if c.what == "store"]
    changes += [(c.end, 1) for c in calls if c.what == "read" and c.end and c.args[0] < count]
    ahead, most = 0, 0
    for _, change in sorted(changes):  # at one moment a line is taken before another one comes
        ahead += change
        most = max(most, ahead)
    return most


def noted(run: Run, count: int) -> list[Noted]:
    """Note what is asked of every run; return the calls."""
    calls = run.journal.calls()
    reads = [c for c in calls if c.what == "read"]
    stores = [c for c in calls if c.what == "store"]
    run.note(ahead=most_ahead(calls, count), stored=[c.args[0] for c in stores])
    pairs = [*itertools.pairwise(reads), *itertools.pairwise(stores)]
    run.note(side_by_side=any(later.start < (c.end or later.start) for c, later in pairs))
    here = threading.current_thread().name
    run.note(off_loop=any(c.thread != here for c in stores), reads=len(reads))
    run.note(due=max((c.end or 0.0 for c in calls), default=0.0))
    return calls


@trial(rounds=3)
async def copying(run: Run) -> Any:
    """The first line takes long to store, so that the others have to wait; later, odd lines."""
    count, limit = 12, LIMITS[run.round]
    lines = odd_values(run.draw, count + 1) if run.round else [f"line {n}" for n in range(count)]
    lines = [line for line in lines if line is not None][:count]
    takes = [1.0] * count if run.round == 0 else seconds(run.draw, count, most=1.0)
    begun = []

    def storing(_: Any) -> Any:
        begun.append(None)
        return gives(None, after=20.0 if len(begun) in (1, 6, 11) else 0.5)

    run.note(wanted=len(lines), lines=lines, limit=limit, beyond=limit + 2)
    try:
        return await run.call(Lines(run, lines, takes), run.awaitable("store", storing), limit)
    finally:
        noted(run, count)
        run.note(complete=same(run.noted["stored"], lines))


@trial(rounds=2, raises=True)
async def failing(run: Run) -> Any:
    """The service fails while reads are under way or wait; then the file cannot be read."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    broken = fails(error, after=1.25)
    read = Lines(run, [*"abcdef"], [1.0] * 6, at_end=broken if run.round else None)
    store = run.awaitable("store", gives(None, 30.0) if run.round else {"a": gives(None, 0.5),
        "b": broken, "c": gives(None, 9.0), "d": gives(None, 9.0)})  # fmt: skip
    try:
        return await run.call(read, store, 9)
    finally:
        run.note(took=run.now())
        await asyncio.sleep(20)  # who goes on, is seen
        calls = noted(run, 6)
        run.note(due=min((c.end for c in calls if c.how == "raised"), default=0.0))
