"""Trials of an inbox of 08.c: closed, held, cancelled; and what it does in every order."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

from helpers.grading.derived import SLIPS
from helpers.grading.kit import Run, orders, trial

from .crossing import Caller, stopping

__all__ = ["cancelled", "closing", "held", "in_thread", "put", "read", "waking", "whenever"]

TURNS = 30  # of a loop, in which a reader must have read what is there
MOST_LINES = 14  # of the answer, before each of which the loop, or a thread, is stopped


def put(run: Run, inbox: Any, *items: Any) -> None:
    """Put, and note what that raises; a slip ends it all, a loop that has ended says nothing."""
    for item in items:
        end = run.ending(inbox.put, item)
        if end.raised in SLIPS and "loop" not in end.said:
            run.note(error=end.error, deadlock=None)
        elif end.error and "loop is closed" not in end.said:
            run.note(put_failed=end.said)


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


def in_thread(function: Callable[[], Any], name: str = "first") -> None:
    """Start it."""
    threading.Thread(target=function, name=name).start()


@trial(rounds=2)
async def closing(run: Run) -> Any:
    """Closed before anybody reads; closed while the reader is busy with an item."""
    inbox = run.answer()
    run.note(
        wanted=[1, 2, 3], place=("before anybody read", "while the reader was busy")[run.round]
    )

    def work() -> None:
        put(run, inbox, 1, 2)
        time.sleep(run.round)
        put(run, inbox, 3)
        inbox.close()

    in_thread(work)
    await asyncio.sleep(1 - run.round)
    return await read(run, inbox, pause=2.0 * run.round)


@trial()
async def held(run: Run) -> None:
    """The loop is held from 1 to 4; a thread puts at 2."""
    inbox = run.answer()

    def work() -> None:
        time.sleep(2)
        put(run, inbox, 1, 2)
        run.note(held_caller=run.now() - 2)
        time.sleep(3)
        inbox.close()

    in_thread(work)
    reader = asyncio.create_task(read(run, inbox))
    await asyncio.sleep(1)
    time.sleep(3)  # noqa: ASYNC251 — the loop is held on purpose
    await reader


@trial(rounds=2)
async def cancelled(run: Run) -> Any:
    """One reader is cancelled: while it waits; at the moment at which an item has woken it."""
    inbox = run.answer()
    run.note(wanted=["a", "b"])

    def work() -> None:
        time.sleep(2 - run.round)
        put(run, inbox, "a")
        time.sleep(1)
        put(run, inbox, "b")
        inbox.close()

    in_thread(work)
    reader = asyncio.create_task(read(run, inbox))
    await asyncio.sleep(0.5)
    if run.round:
        time.sleep(1)  # noqa: ASYNC251 — the item is put meanwhile
        await asyncio.sleep(0)
    reader.cancel()
    await asyncio.wait([reader])
    run.note(gone=run.now())
    return [*run.noted["got"], *await read(run, inbox)]


class State:
    """An inbox on a loop that stands still while threads put and close."""

    def __init__(self, run: Run) -> None:
        self.run, self.loop = run, asyncio.SelectorEventLoop()
        self.inbox = self.loop.run_until_complete(self._make())
        self.accepted: list[str] = []

    async def _make(self) -> Any:
        return self.run.answer()

    async def _read(self) -> list[Any]:
        task = asyncio.create_task(read(self.run, self.inbox))
        for _ in range(TURNS):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return self.run.noted["got"]

    def lost_nothing(self) -> bool:
        """Let the loop go on: does what put accepted arrive, and nothing else?"""
        try:
            return self.loop.run_until_complete(self._read()) == self.accepted
        finally:
            self.loop.close()


def put_one(state: State) -> None:
    """Put, and note whether that was accepted."""
    try:
        state.inbox.put("x")
        state.accepted.append("x")
    except RuntimeError:
        pass


def close(state: State) -> None:
    """Close."""
    state.inbox.close()


@orders(put_one, close, right=State.lost_nothing, limit=300, preemptions=2)
def whenever(run: Run) -> State:
    """One thread puts and one closes, in every order."""
    return State(run)


class Reading:
    """A loop in a thread that reads; `who` (the loop, put, close) is stopped before a line."""

    def __init__(self, run: Run, who: str, number: int, then: Callable[["Reading"], Any]) -> None:
        self.run, self.then, self.numbers = run, then, {who: number}
        self.line, self.went_on = "", 0.0  # the line before which it was stopped, and until when
        self.due: dict[str, float] = {}  # the latest times at which things may come
        self.came: dict[str, float] = {}
        self.ready = threading.Event()
        thread = Caller(run, lambda: asyncio.run(self._read()))
        self.ready.wait()
        for what in ("put", "close"):
            time.sleep(1)
            with self._stopping(what):
                self.call(what)
        self.well = thread.ended() and self.came.keys() == self.due.keys()
        times = [(self.came.get(what, at), max(at, self.went_on)) for what, at in self.due.items()]
        self.well = self.well and all(came <= due for came, due in times)

    def _stopping(self, who: str) -> Any:
        return stopping(self.numbers.get(who, -1), self._meanwhile)

    def _meanwhile(self, line: str) -> None:
        self.line = line
        self.then(self)
        self.went_on = self.run.now()

    async def _read(self) -> None:
        self.inbox = self.run.answer()
        self.ready.set()
        with self._stopping("the loop"):
            async for item in self.inbox:
                self.came[item] = self.run.now()
        self.came["close"] = self.run.now()

    def call(self, what: str) -> None:
        """Put or close; note by when the item, or the end, is to come."""
        put_it = what != "close"
        end = self.run.ending(self.inbox.put, what) if put_it else self.run.ending(self.inbox.close)
        if not end.error:
            self.due.setdefault(what, end.at)

    def beside(self, what: str) -> None:
        """The same, on another thread."""
        Caller(self.run, self.call, what).ended(0.25)


STOPS: tuple[tuple[str, str, Callable[[Reading], Any]], ...] = (
    ("the loop", "another thread put", lambda reading: reading.beside("another")),
    ("the loop", "another thread closed", lambda reading: reading.beside("close")),
    ("put", "the loop read on", lambda reading: time.sleep(0.5)),
    ("close", "the loop read on", lambda reading: time.sleep(0.5)),
)


@trial()
def waking(run: Run) -> None:
    """The loop, a put and a close: each stands before each of its lines, while others go on."""
    run.note(wrong="", line="", who="")
    if not Reading(run, "", 0, print).well:
        return  # without any stop: other rules say what is wrong
    for who, wrong, then in STOPS:
        for number in range(MOST_LINES):
            reading = Reading(run, who, number, then)
            if not reading.well:
                run.note(wrong=wrong, line=reading.line, who=who)
                return
            if not reading.line:
                break
