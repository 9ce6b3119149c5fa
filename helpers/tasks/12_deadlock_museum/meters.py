"""A meter that is added to and flushed: in turn, meanwhile, at once, and in every order."""

import asyncio
import contextlib
import threading
import time
from typing import Any

from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors
from helpers.grading.kit import Run, side_by_side, trial

__all__ = [
    "add_and_flush",
    "beside",
    "failed",
    "in_turn",
    "meanwhile",
    "stopped",
    "two_add",
    "two_flushes",
]

SEND = 3.0  # seconds


def sends(run: Run, *failures: Exception) -> Any:
    """Return a `send` that takes some seconds, and whose first calls fail as given."""
    ends = iter([fails(error, SEND) for error in failures])
    return run.awaitable("send", lambda amount: next(ends, gives(None, SEND)))


def sent(run: Run) -> list[Any]:
    """Return what was sent, in order."""
    return [call.args[0] for call in run.journal.calls()]


@trial(rounds=2)
async def in_turn(run: Run) -> list[Any]:
    """Add and flush, one after the other; at last there is nothing to send."""
    first, second = (3, 4) if run.round == 0 else run.draw.sample(range(5, 99), 2)
    meter, send = run.answer(), sends(run)
    run.note(wanted=[first, second + 1])
    meter.add(first)
    await run.awaited(meter.flush(send), "flush")
    meter.add(second)
    meter.add(1)
    await meter.flush(send)
    await meter.flush(send)
    return sent(run)


@trial(rounds=2)
async def meanwhile(run: Run) -> list[Any]:
    """While a flush awaits, a thread or a task adds; then somebody flushes again."""
    meter, send, late = run.answer(), sends(run), []

    def add() -> None:
        began = run.now()
        meter.add(5)
        late.extend([run.now() - began] if run.now() > began else [])

    run.note(who=("a thread", "a task")[run.round], wanted=[2, 5], late=late)
    meter.add(2)
    flushing = asyncio.create_task(meter.flush(send), name="flush")
    await asyncio.sleep(1)
    if run.round == 1:
        add()
    else:
        await asyncio.to_thread(add)
    await flushing
    await meter.flush(send)
    return sent(run)


@trial(rounds=2)
async def two_flushes(run: Run) -> list[Any]:
    """Two tasks flush at the same time; while the first one sends, there comes more."""
    meter, send, count = run.answer(), sends(run), 2 + 2 * run.round
    run.note(count=count, wanted=[2, 5], due=2 * SEND)
    meter.add(2)
    flushes = [asyncio.create_task(meter.flush(send), name=f"flush {n}") for n in range(count)]
    await asyncio.sleep(1)
    meter.add(5)
    await asyncio.gather(*flushes)
    return sent(run)


@trial(rounds=2)
async def failed(run: Run) -> list[Any]:
    """A send fails, while there comes more; then somebody flushes again."""
    error = errors(run.draw, 1)[0]
    meter, send = run.answer(), sends(run, error)
    run.note(due_error=type(error).__name__, wanted=[2, 7])
    meter.add(2)
    flushing = asyncio.create_task(run.ended(meter.flush(send)))
    await asyncio.sleep(1)
    meter.add(5)
    end = await flushing
    run.note(first=end.said, came=end.raised)
    await meter.flush(send)
    return sent(run)


async def stopped(run: Run) -> list[Any]:
    """A flush is cancelled while it sends; then somebody flushes again."""
    meter, send = run.answer(), sends(run)
    run.note(wanted=[2, 2])
    meter.add(2)
    flushing = asyncio.create_task(run.ended(meter.flush(send)))
    await asyncio.sleep(1)
    flushing.cancel()
    end = await flushing
    run.note(came=end.raised, first=end.said, at=end.at)
    await meter.flush(send)
    return sent(run)


@trial(rounds=2)
async def beside(run: Run) -> int:
    """Several threads add all the time, while a task flushes again and again."""
    meter, send, count = run.answer(), sends(run), 3 + run.round

    def adds() -> None:
        for _ in range(4):
            time.sleep(1)
            meter.add(1)

    threads = [threading.Thread(target=adds, name=f"adder {n}") for n in range(count)]
    run.note(wanted=4 * count, count=count)
    for each in threads:
        each.start()
    for _ in range(4):
        await meter.flush(send)
        await asyncio.sleep(1)
    await meter.flush(send)
    return sum(sent(run))


def driven(meter: Any, got: list[int]) -> None:
    """Flush with a `send` that needs no time, as a loop would do it that has nothing else to do."""

    async def send(amount: int) -> None:
        got.append(amount)

    with contextlib.suppress(StopIteration):
        meter.flush(send).send(None)


def shared(run: Run) -> dict[str, Any]:
    """Give what the programs of threads name."""
    return {"Meter": run.answer, "got": [], "flush": driven}


def in_words(names: dict[str, Any]) -> str:
    """Say what was sent in all, after a last flush."""
    if "end" not in names:
        try:
            names["flush"](names["m"], names["got"])
            names["end"] = sum(names["got"])
        except RuntimeError as error:  # a lock was left locked
            names["end"] = str(error)
    return f"sent in all: {names['end']}"


def threads(name: str, *parts: str, right: int) -> Any:
    """Try every order of what matters in these threads; `right` is what is sent in all."""
    how: dict[str, Any] = {"steps": "access", "reduce": True, "limit": 150, "outcome": in_words}
    how["right"] = lambda names: in_words(names) == f"sent in all: {right}"
    return side_by_side(name, "m = Meter()", *parts, given=shared, **how)


two_add = threads("two_add", "m.add(1)", "m.add(2)", right=3)
add_and_flush = threads("add_and_flush", "m.add(1)", "m.add(2); flush(m, got)", right=3)
