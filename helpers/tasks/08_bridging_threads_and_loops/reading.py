"""Trials of 08.c: an inbox in time, closed, held, cancelled; stopped before each of its lines."""

import asyncio
import threading
import time
from collections.abc import Sequence
from typing import Any

from helpers.grading.derived import SLIPS
from helpers.grading.draws import names, odd_values, seconds
from helpers.grading.kit import Run, trial
from helpers.grading.lines import Caller, first_wrong, stopping

from .crossing import watched

__all__ = ["cancelled", "closing", "held", "in_time", "stopped"]


def put_in_threads(run: Run, inbox: Any, *plans: Sequence[tuple]) -> None:
    """Start a thread for each plan: items to be put at a time; where there are none, it closes."""
    for name, plan in zip(("first", "second"), plans, strict=False):
        threading.Thread(target=work, args=(run, inbox, plan), name=name).start()


def work(run: Run, inbox: Any, plan: Sequence[tuple]) -> None:
    """Do what is planned; note what put raises, how long it takes, and what it does too late."""
    for at, *items in plan:
        if at > run.now():
            time.sleep(at - run.now())
        for end in [run.ending(inbox.put, item) for item in items]:
            if end.raised in SLIPS and "loop" not in end.said:
                run.failed(end)  # a slip ends it all, a loop that has ended says nothing
            elif end.error and "loop is closed" not in end.said:
                run.note(put_failed=end.said)
        run.note(held_caller=max(run.now() - at, run.noted.get("held_caller", 0.0)))
        if not items:
            inbox.close()
            late = run.ending(inbox.put, "too late")
            run.note(late=late.said, late_error=late.raised)


async def read(run: Run, inbox: Any, pause: float = 0.0) -> list[Any]:
    """Return the items; note them, and when each of them and the end came."""
    got, arrived = [], []
    run.note(got=got, arrived=arrived, ended_at=None)
    async for item in inbox:
        got.append(item)
        arrived.append(run.now())
        await asyncio.sleep(pause) if pause else None
    run.note(ended_at=run.now())
    return got


@trial(rounds=3)
async def in_time(run: Run) -> Any:
    """Two threads put at odd times a few items, very many, and odd ones; one of them closes."""
    times = sorted(seconds(run.draw, 4, most=90)) if run.round else [0.37, 1.03, 62.71, 63.19]
    items = ([*"abcdefgh"], names(run.draw, 80), odd_values(run.draw, 12))[run.round]
    parts = items[:1], items[1:-3], items[-3:-2], items[-2:]
    puts = [(at, *part) for at, part in zip(times, parts, strict=True)]
    close_at = round(times[-1] + 1.04, 6)
    run.note(wanted=items, due=[at for at, *part in puts for _ in part], close_at=close_at)
    with watched(run):
        inbox = run.answer()
        put_in_threads(run, inbox, [*puts[:2], puts[3], (close_at,)], puts[2:3])
        return await read(run, inbox)


@trial(rounds=2)
async def closing(run: Run) -> Any:
    """Closed before anybody reads; closed while the reader is busy with an item."""
    inbox, at = run.answer(), run.round
    run.note(wanted=[1, 2, 3], place=("before anybody read", "while the reader was busy")[at])
    put_in_threads(run, inbox, [(0, 1, 2), (at, 3), (at,)])
    await asyncio.sleep(1 - at)
    return await read(run, inbox, pause=2.0 * at)


@trial()
async def held(run: Run) -> None:
    """The loop is held from 1 to 4; a thread puts at 2."""
    inbox = run.answer()
    put_in_threads(run, inbox, [(2, 1, 2), (5,)])
    reader = asyncio.create_task(read(run, inbox))
    await asyncio.sleep(1)
    time.sleep(3)  # noqa: ASYNC251 — the loop is held on purpose
    await reader


@trial(rounds=2)
async def cancelled(run: Run) -> Any:
    """One reader is cancelled: while it waits; at the moment at which an item has woken it."""
    inbox, at = run.answer(), 2 - run.round
    run.note(wanted=["a", "b"])
    put_in_threads(run, inbox, [(at, "a"), (at + 1, "b"), (at + 1,)])
    reader = asyncio.create_task(read(run, inbox))
    await asyncio.sleep(0.5)
    if run.round:
        time.sleep(1)  # noqa: ASYNC251 — the item is put meanwhile
        await asyncio.sleep(0)
    reader.cancel()
    await asyncio.wait([reader])
    run.note(gone=run.now())
    return [*run.noted["got"], *await read(run, inbox)]


class Reading:
    """A loop in a thread reads; this one puts, then closes; `who` of them stops before a line.

    Another thread then makes `calls`: "close" closes, and any other word is put.
    """

    def __init__(self, run: Run, who: str, calls: Sequence[str], number: int) -> None:
        self.run, self.who, self.calls, self.number = run, who, calls, number
        self.line, self.went_on = "", 0.0  # the line before which it was stopped, and until when
        self.due: dict[str, float] = {}  # the latest times at which items, and the end, may come
        self.came: dict[str, float] = {}
        self.ready = threading.Event()
        reader = Caller(run, lambda: asyncio.run(self._read()))
        self.ready.wait()
        for what in ("put", "close"):
            time.sleep(1)
            with self._stopping(what):
                self._call(what)
        reader.ended()
        missing = self.due.keys() - self.came.keys()
        late = (at > max(self.due.get(what, at), self.went_on) for what, at in self.came.items())
        self.lost, self.well = bool(missing) and "close" in self.came, not (missing or any(late))

    def _stopping(self, who: str) -> Any:
        return stopping(self.number if who == self.who else -1, self._meanwhile)

    def _meanwhile(self, line: str) -> None:
        self.line = line
        Caller(self.run, self._call, *self.calls).ended(0.25)
        time.sleep(0.25)  # the loop reads on
        self.went_on = self.run.now()

    async def _read(self) -> None:
        self.inbox = self.run.answer()
        self.ready.set()
        with self._stopping("the loop"):
            async for item in self.inbox:
                self.came[item] = self.run.now()
        self.came["close"] = self.run.now()
        await asyncio.sleep(9)  # put would fail for a loop that has ended

    def _call(self, *calls: str) -> None:
        for what in calls:
            call = [self.inbox.close] if what == "close" else [self.inbox.put, what]
            end = self.run.ending(*call)
            if not end.error:
                self.due.setdefault(what, end.at)

    @property
    def seen(self) -> str:
        """What was done, in words."""
        did = " and ".join("closed" if call == "close" else "put an item" for call in self.calls)
        others = f"another thread {did}" if did else "the loop read on"
        return f"{self.who} stood before the line\n{self.line}\nand {others}"


STOPS = (
    *(("the loop", calls) for calls in (("another",), ("close",), ("another", "close"))),
    *(("put", calls) for calls in ((), ("close",))),
    *(("close", calls) for calls in ((), ("another",))),
)


@trial(searches=True)
def stopped(run: Run) -> None:
    """The loop, a put and a close: each stands before each of its lines, while others go on."""
    run.note(seen="", who="", lost=False)
    if found := first_wrong(run, STOPS, lambda *stop: Reading(run, *stop)):
        run.note(seen=found.seen, who=found.who, lost=found.lost)
