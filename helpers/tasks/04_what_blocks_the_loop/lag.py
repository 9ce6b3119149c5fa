"""Runs 04.b's monitor beside a program that holds the loop at known times, and says what is due."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from helpers.grading.kit import Run
from helpers.virtual_time import work

from .wall_clock import wall_clock

__all__ = ["HOUR", "Hold", "watched"]

Hold = tuple[float, float]  # begins at, seconds
Reports = list[list[Any]]  # [at, how late]
HOUR = 3600.0


def late_beats(every: float, limit: float, holds: Sequence[Hold], grid: bool) -> Iterator[list]:
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


async def watched(
    run: Run, every: float, limit: float, holds: Sequence[Hold] = (), by: float = 0.0
) -> Any:
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
        seen = list(reports)
        plans = [list(late_beats(every, limit, holds, grid)) for grid in (False, True)]
        run.note(wanted=plans[seen == plans[1]], ended_early=task.done(), cancelled_at=run.now())
        run.note(holds=[length for _, length in holds], wanted_late=[late for _, late in plans[0]])
        run.note(told=[at for at, _ in seen][:8], came=[at for at, _ in plans[0]])
        run.note(got=[late for _, late in seen][:8], sort=sort_of(seen, plans, every, limit))
        await cancelled(run, task, reports, bool(holds) * (4 * every + limit))
    return seen


def sort_of(reports: Reports, plans: list[Reports], every: float, limit: float) -> str:
    """Say in which way reports are wrong, if they are."""
    got = [late for _, late in reports]
    plan = [late for _, late in plans[0]]
    if any(isinstance(late, str) or late > 100 * max(plan, default=HOUR) for late in got):
        return "no seconds"
    if len(got) > len(plan) and any(late <= limit for late in got):
        return "small"
    if got and got in [[number(late + every) for _, late in plan] for plan in plans]:
        return "with sleep"
    if not plan and got and min(got) >= every:
        return "with sleep"
    if got and got in [[late for _, late in plan] for plan in plans]:
        return "right, too late"
    return "missed" if len(got) < len(plan) else "again" if len(got) > len(plan) else ""


async def cancelled(run: Run, task: asyncio.Task, reports: Reports, hold: float) -> None:
    """Cancel the monitor; note how it ended, and what it reports if the loop is held after that."""
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=5)
    run.note(ignored=not done)
    if not done:
        return
    end, before = await run.ended(task), len(reports)
    if end.raised not in ("", "CancelledError"):
        task.result()
    run.note(swallowed=end.raised == "", said=end.said)
    if hold:
        work(hold)
        await asyncio.sleep(hold)
    run.note(after=[late for _, late in reports[before:]])


def number(late: Any) -> Any:
    return round(float(late), 6) if isinstance(late, int | float) else repr(late)
