"""Trials of 13.c: coroutines completed on threads with and without a loop, and what is refused."""

import asyncio
import time
from typing import Any

from helpers.grading.contexts import here, set_to
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import Mishap, odd_values
from helpers.grading.kit import Run, trial

__all__ = ["cell", "failing", "failing_in_cell", "not_awaitable", "refused", "script"]


def completed(run: Run) -> Any:
    """Complete a coroutine; note what it saw of the caller's context, and how often it began."""
    wanted = odd_values(run.draw, 7)[0] if run.round else "report"
    work, saw = run.awaitable("work", gives(wanted, after=1)), []

    async def coroutine() -> Any:
        saw.append(here())
        return await work()

    run.note(wanted=wanted, set_to=[set_to("r4", "Ada")])
    try:
        return run.answer(coroutine())
    finally:
        run.note(saw=saw)


@trial(rounds=2)
def script(run: Run) -> Any:
    """On a thread without a loop."""
    return completed(run)


@trial(way="cell", rounds=2)
def cell(run: Run) -> Any:
    """On a thread where a loop is running."""
    return completed(run)


def failed(run: Run) -> None:
    """The coroutine raises: RuntimeErrors first."""
    error = (RuntimeError("down"), LookupError("no city"), Mishap("odd"))[run.round]
    end = run.ending(run.answer, run.awaitable("work", fails(error, after=1))())
    run.note(due_error=type(error).__name__, due_said=f"raised {type(error).__name__}: {error}")
    run.note(said=end.said, raised=end.raised)


@trial(rounds=3)
def failing(run: Run) -> None:
    """On a thread without a loop."""
    failed(run)


@trial(way="cell", rounds=3)
def failing_in_cell(run: Run) -> None:
    """On a thread where a loop is running."""
    failed(run)


@trial(rounds=2)
async def refused(run: Run) -> None:
    """A task, then a future, of the loop that runs the caller."""
    loop, kind = asyncio.get_running_loop(), ("a task", "a future")[run.round]
    work = loop.create_task(asyncio.sleep(2, "its own")) if not run.round else loop.create_future()
    loop.call_later(2, lambda: run.round and not work.done() and work.set_result("its own"))
    await asyncio.sleep(0)
    run.note(thing=kind)
    refusal(run, work)
    try:
        run.note(kept=await work == "its own")
    except asyncio.CancelledError:
        run.note(kept=False)


@trial(rounds=3)
def not_awaitable(run: Run) -> None:
    """A coroutine function, a plain value, a plain function."""
    thing = (asyncio.sleep, "report", time.monotonic)[run.round]
    run.note(thing=("an async function that nobody called", "a text", "a function")[run.round])
    refusal(run, thing)


def refusal(run: Run, thing: Any) -> None:
    """Complete what is to be refused; note how that ends."""
    began, end = run.now(), run.ending(run.answer, thing)
    message = end.error["message"] if end.error else ""
    run.note(said=end.said, raised=end.raised, message=message, waited=end.at - began)
