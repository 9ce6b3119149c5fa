"""What the checks of exercise 03 share: programs in virtual time, and awaits that may raise."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from helpers.grading.answer import Answer, Call, describe
from helpers.grading.trace import run_recorded

__all__ = ["in_virtual_time", "outcome"]

Program = Callable[[], Coroutine[Any, Any, dict[str, Any]]]


async def outcome(awaitable: Awaitable[Any]) -> Call:
    """Await something of the learner's; turn what it raises, a cancellation too, into data."""
    try:
        return Call(value=await awaitable)
    except (Exception, asyncio.CancelledError) as error:
        return Call(error=describe(error))


def in_virtual_time(answer: Answer, program: Program) -> dict[str, Any]:
    """Run `program` and return its facts; `heard` is what the loop's exception handler was told.

    An error that ends the whole run, such as a proven deadlock, is the fact `error`, and its type
    the fact `said`; `trace` is what `ex.a.trace()` draws.
    """
    heard: list[str] = []

    def note(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        heard.append(repr(context.get("exception") or context["message"]))

    async def main() -> dict[str, Any]:
        asyncio.get_running_loop().set_exception_handler(note)
        facts = await program()
        gc.collect()  # a future with an exception nobody asked for tells the handler when it dies
        return facts

    call, trace = run_recorded(answer, main)
    facts = call.value or {"error": call.error, "said": call.error["type"]}
    return {**facts, "trace": trace, "heard": heard}
