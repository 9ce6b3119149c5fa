"""Trials of 09.d: items that come in time or late, to a get that is given up or cancelled."""

import asyncio
import queue
import time
from typing import Any

from helpers.grading.draws import odd_values
from helpers.grading.kit import Run, trial
from helpers.grading.lines import spins_end

from .threads import put_at

__all__ = ["ahead", "cancelled", "in_turn"]

END = 900.0  # when items come that free each thread that still waits in a get


class Items(queue.Queue):
    """Notes how many threads wait in get at once."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run, self.inside = run, 0
        run.note(threads=0)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """As queue.Queue.get."""
        self.inside += block  # who does not block, does not wait
        self.run.note(threads=max(self.inside, self.run.noted["threads"]))
        try:
            return super().get(block, timeout)
        finally:
            self.inside -= block


def plan_of(arrivals: list[tuple[float, Any]], timeout: float, count: int) -> list[tuple]:
    """Return what the calls of get, one after the other, are to give, and when."""
    waiting, now, due = list(arrivals), 0.0, []
    while len(due) < count:
        if waiting and waiting[0][0] <= now + timeout:
            at, item = waiting.pop(0)
            now = max(now, at)
            due.append((item, now))
        else:
            now = round(now + timeout, 6)
            due.append(("TimeoutError", now))
    return due


@trial(rounds=2)
async def in_turn(run: Run) -> Any:
    """Items come at odd times, and the task gives up often; later, odd items, many at once."""
    if run.round == 0:
        arrivals = [(1.0, "a"), (71.3, "b"), (71.3, "c"), (108.7, "d")]
    else:
        times = [0.3, 0.3, 0.3, 50.1, 50.1, 91.7, 140.3]
        arrivals = list(zip(times, odd_values(run.draw, 7), strict=True))
    timeout, count = 30.0, 8
    plan = plan_of(arrivals, timeout, count)
    run.note(wanted=[item for item, _ in plan], due=[at for _, at in plan])
    items, got, arrived = Items(run), [], []
    run.note(got=got, arrived=arrived)
    reader = run.answer(items)
    put_at(run, items.put, [*arrivals, *[(END, "end")] * count])
    with spins_end():
        for _ in range(count):
            end = await run.ended(reader.get(timeout))
            if end.raised == "CancelledError":  # the run has failed, and is being cleared away
                raise asyncio.CancelledError
            got.append(end.raised if end.error else end.value)
            arrived.append(round(run.now(), 6))
            if end.error and end.raised != "TimeoutError":
                run.failed(end)
                break
    came = [repr(item) for item in got]
    run.note(given=len(got), lost=[x for x in map(repr, run.noted["wanted"]) if x not in came])
    run.note(items=[item for item in got if item != "TimeoutError"])
    run.note(put=[item for _, item in arrivals])
    return got


@trial(rounds=2)
async def cancelled(run: Run) -> Any:
    """One get is cancelled: while it waits; at the moment at which an item has woken it."""
    items, first = Items(run), []
    run.note(wanted=["a", "b"])
    reader, at = run.answer(items), 1.0 if run.round else 2.0

    async def one() -> None:
        first.append(await run.awaited(reader.get(30), "get"))

    put_at(run, items.put, [(at, "a"), (at + 4, "b"), *[(END, "end")] * 4])
    getting = asyncio.create_task(one())
    await asyncio.sleep(0.5)
    if run.round:
        time.sleep(1)  # noqa: ASYNC251 — the item is put meanwhile
        await asyncio.sleep(0)
    getting.cancel()
    await asyncio.wait([getting])
    run.note(gone=run.now())
    return [*first, *[await run.awaited(reader.get(30), "get") for _ in range(2 - len(first))]]


@trial()
async def ahead(run: Run) -> Any:
    """Five items at once; one get, and then nobody asks for a while."""
    items = Items(run)
    reader = run.answer(items)
    put_at(run, items.put, [*[(1.0, n) for n in range(5)], *[(END, "end")] * 4])
    await run.awaited(reader.get(30), "get")
    await asyncio.sleep(5)
    run.note(taken=5 - items.qsize())
