"""Trials of 09.c: readings in time, too many, to a loop that is held, to a cancelled get."""

import asyncio
import time
from typing import Any

from helpers.grading.answer import text_of
from helpers.grading.draws import odd_values, seconds
from helpers.grading.kit import Run, trial

from .threads import put_at

__all__ = ["cancelled", "held", "in_time", "too_many"]


async def take(run: Run, newest: Any, count: int, pause: float = 0.0) -> list[Any]:
    """Return what so many calls of get give; note it, also in words, and when each came."""
    got, arrived = [], []
    run.note(got=got, gave="nothing", arrived=arrived, pairs=text_of(run.noted["wanted"]))
    for _ in range(count):
        got.append(await run.awaited(newest.get(), "get"))
        arrived.append(run.now())
        run.note(gave=text_of(got))
        await asyncio.sleep(pause) if pause else None
    return got


@trial(rounds=2)
async def in_time(run: Run) -> Any:
    """Readings come one by one at odd times, and each is awaited; later, odd readings."""
    times = sorted(seconds(run.draw, 10, most=90.0)) if run.round else [0.37, 1.03, 62.71, 63.19]
    readings = odd_values(run.draw, 10) if run.round else [4, 3, 5, 6]
    run.note(wanted=[(reading, 0) for reading in readings], due=times)
    newest = run.answer(3)
    put_at(run, newest.put, list(zip(times, readings, strict=True)))
    return await take(run, newest, len(readings))


@trial(rounds=3)
async def too_many(run: Run) -> Any:
    """Ten readings before the first get; then a slow task; then a limit of one."""
    limit, pause = ((3, 0.0), (3, 2.7), (1, 0.0))[run.round]
    newest = run.answer(limit)
    if pause:  # at 2.7 the readings 1 and 2 are gone, at 5.4 those from 4 to 7
        put_at(run, newest.put, [(n * 0.5, n) for n in range(12)])
        wanted = [(0, 0), (3, 2), (8, 4), (9, 0), (10, 0), (11, 0)]
    else:
        put_at(run, newest.put, [(0.5, n) for n in range(10)])
        wanted = [(n, 0) for n in range(10 - limit, 10)]
        wanted[0] = (10 - limit, 10 - limit)
        await asyncio.sleep(1)
    run.note(wanted=wanted, limit=limit)
    found = await take(run, newest, len(wanted), pause)
    run.note(kept=[reading for reading, _ in map(_pair, found)])
    return found


def _pair(found: Any) -> tuple:
    return found if isinstance(found, tuple) and len(found) == 2 else (found, None)


@trial()
async def held(run: Run) -> Any:
    """The loop is held from 1 to 4; a thread puts at 2."""
    newest = run.answer(2)
    run.note(wanted=[("b", 1), ("c", 0)])
    put_at(run, newest.put, [(2, "a"), (2, "b"), (2, "c")])
    await asyncio.sleep(1)
    time.sleep(3)  # noqa: ASYNC251 — the loop is held on purpose
    await asyncio.sleep(0.5)
    return await take(run, newest, 2)


@trial(rounds=3)
async def cancelled(run: Run) -> Any:
    """One get is cancelled: while it waits; when a reading has woken it; a turn later."""
    newest, first = run.answer(2), []
    run.note(wanted=[("b", 1), ("c", 0)])

    async def one() -> None:
        first.append(await run.awaited(newest.get(), "get"))

    at = 1.0 if run.round else 2.0
    put_at(run, newest.put, [(at, "a"), (at, "b"), (at, "c")])
    getting = asyncio.create_task(one())
    await asyncio.sleep(0.5)
    if run.round:
        time.sleep(1)  # noqa: ASYNC251 — the readings are put meanwhile
        for _ in range(run.round):
            await asyncio.sleep(0)
    getting.cancel()
    await asyncio.wait([getting])
    await asyncio.sleep(2)
    return [*first, *await take(run, newest, 2 - len(first))]
