"""Runs 04.b's monitor beside a program that holds the loop at known times, and says what is due."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from helpers.grading.kit import Run
from helpers.virtual_time import work

from .wall_clock import wall_clock

__all__ = ["HOUR", "watched"]

Reports = list[list[Any]]  # [at, how late]
HOUR = 3600.0


def late_beats(every: float, limit: float, holds: Sequence, grid: bool) -> Iterator[list[float]]:
    """Yield when beats came that were too late, and how late.

    The next one is due `every` seconds after the one before it, or at fixed times, the grid.
    """
    due = every
    for start, length in holds:
        end = round(start + length, 6)
        while due < start:
            due = round(due + every, 6)
        if due < end and round(end - due, 6) > limit:
            yield [end, round(end - due, 6)]
        if due < end:
            due = round(every * (end // every + 1) if grid else end + every, 6)


async def watched(run: Run, every: float, limit: float, holds: Sequence, by: float) -> Any:
    """Run the monitor beside a program; set the wall clock by so many seconds; then cancel it."""
    reports: Reports = []
    with wall_clock(getattr(run.answer, "__globals__", {})) as set_by:
        watch = run.call(every, limit, lambda late: reports.append([run.now(), number(late)]))
        task = asyncio.create_task(watch, name=f"{run.name}()")
        for start, length in holds:
            await asyncio.sleep(start - run.now())
            work(length)
        asyncio.get_running_loop().call_later(1.3 * every, set_by, by)
        await asyncio.sleep(6.3 * every)
        seen, early = list(reports), task.done()
        await cancelled(run, task)
        until = len(reports)
        work(4 * every + limit if holds else 0.0)
        await asyncio.sleep(4 * every + limit)
    plans = [list(late_beats(every, limit, holds, grid)) for grid in (False, True)]
    lengths, got = [length for _, length in holds], [late for _, late in seen]
    doing = f"the loop was held for {lengths} s" if holds else "the loop was free"
    run.note(mine=f"{doing}; it reported, as [at, late]: {seen[:8]}", by=by, got=got[:8])
    run.note(real=f"{plans[0]}: when a beat came that was too late, and how late")
    run.note(sort=sort_of(seen, plans, every, limit), ended_early=early)
    run.note(wanted=plans[seen == plans[1]], after=[late for _, late in reports[until:]])
    return seen


async def cancelled(run: Run, task: asyncio.Task) -> None:
    """Cancel the monitor, and note how it ended."""
    at = run.now()
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=5)
    said, raised = "still went on 5 s later", ""
    if done:
        _, _, said, _ = end = await run.ended(task)
        raised = end.raised
        if raised not in ("", "CancelledError"):
            task.result()
    run.note(said=said, raised=raised, cancelled_at=at)


def sort_of(reports: Reports, plans: list[Reports], every: float, limit: float) -> str:
    """Say by a code in which way reports are wrong; "" if they are right."""
    got, plan = [late for _, late in reports], [late for _, late in plans[0]]
    if reports in plans:
        return ""
    if any(isinstance(late, str) or late > 100 * max(plan, default=HOUR) for late in got):
        return "NOT_SECONDS"
    if len(got) > len(plan) and any(late <= limit for late in got):
        return "REPORTS_ALL"
    gaps = [[number(late + every) for _, late in plan] for plan in plans]
    if got and (got in gaps or (not plan and min(got) >= every)):
        return "COUNTS_THE_SLEEP"
    if got in [[late for _, late in plan] for plan in plans]:
        return "REPORTS_LATE"
    if len(got) == len(plan):
        return "WRONG_LATENESS"
    return "MISSES" if len(got) < len(plan) else "REPORTS_AGAIN"


def number(late: Any) -> Any:
    """Return a number in plain form, and anything else as text."""
    return round(float(late), 6) if isinstance(late, int | float) else repr(late)
