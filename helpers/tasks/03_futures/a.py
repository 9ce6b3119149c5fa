"""03.a: the first good answer wins; the other sources are cancelled and have cleaned up."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

from .running import in_virtual_time, outcome

__all__ = ["CHECK"]

CLEANUP = 0.5  # virtual seconds that a cancelled source takes in its `finally`
TURNS = 5  # of the loop: enough for a cancellation that was asked for to arrive


class Race:
    """Sources that note how many of them run at once, and how each of them ends."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.cancelled: list[str] = []
        self.running: set[str] = set()
        self.most = 0

    def source(self, name: str, seconds: float, answer: Any) -> Callable[[], Awaitable[Any]]:
        """Return an async function that gives `answer` after `seconds`, or raises it."""

        async def ask() -> Any:
            self.asked.append(name)
            self.running.add(name)
            self.most = max(self.most, len(self.running))
            try:
                return await self._answer(name, seconds, answer)
            finally:
                self.running.discard(name)

        return ask

    async def _answer(self, name: str, seconds: float, answer: Any) -> Any:
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            self.cancelled.append(name)
            await asyncio.sleep(CLEANUP)
            raise
        if isinstance(answer, Exception):
            raise answer
        return answer


def gather_first_good(answer: Answer) -> dict[str, Any]:
    """Race four sources (the winner says 3, then 0), two that fail, and two under a cancel."""
    facts = in_virtual_time(answer, lambda: _race(answer, 3))
    if facts["error"] or facts["value"] != 3:
        return facts
    facts["with_zero"] = {"value": None, **in_virtual_time(answer, lambda: _race(answer, 0))}
    facts["failing"] = in_virtual_time(answer, lambda: _all_fail(answer))
    facts["stopped_early"] = in_virtual_time(answer, lambda: _cancelled(answer))
    return facts


async def _race(answer: Answer, best: int) -> dict[str, Any]:
    race, loop = Race(), asyncio.get_running_loop()
    sources = [
        race.source("slow", 5, 7),
        race.source("failing", 1, OSError("no line")),
        race.source("slowest", 10, 9),
        race.source("best", 2, best),
    ]
    call = await outcome(answer.value(sources))
    facts = {"took": loop.time(), "asked": race.asked, "most": race.most}
    still = set(race.running)
    for _ in range(TURNS):
        await asyncio.sleep(0)
    value = call.value if type(call.value) is int else repr(call.value)[:80]
    return {
        **facts,
        "error": call.error,
        "value": value,
        "run_on": sorted(still - set(race.cancelled)),
        "unclean": sorted(still & set(race.cancelled)),
    }


async def _all_fail(answer: Answer) -> dict[str, Any]:
    race = Race()
    sources = [race.source("first", 1, OSError("no line")), race.source("second", 3, ValueError())]
    try:
        value = await answer.value(sources)
    except LookupError:
        return {"error": None, "said": "LookupError"}
    except Exception as error:
        return {"error": None, "said": type(error).__name__}
    return {"error": None, "said": f"nothing: it returned {value!r:.60}"}


async def _cancelled(answer: Answer) -> dict[str, Any]:
    race = Race()
    sources = [race.source("slow", 5, 7), race.source("slowest", 10, 9)]
    task = asyncio.create_task(outcome(answer.value(sources)))
    await asyncio.sleep(1)
    task.cancel()
    call = await task
    said = call.error["type"] if call.error else f"an answer, {call.value!r:.60}"
    return {"error": None, "said": said, "running": sorted(race.running)}


AT_ONCE_HINTS = (
    "An awaited coroutine runs to its end before the next line. A task runs beside its creator.",
    "Make a task of every source before the first await.",
    "A list of asyncio.create_task(…), one for each source.",
)
FIRST_HINTS = (
    "Tasks end in any order. You want them one by one, in the order in which they end.",
    "asyncio.as_completed gives them in that order; await each of what it gives.",
    "for … in asyncio.as_completed(tasks): try to return what awaiting it gives.",
)
CLEAN_HINTS = (
    "cancel() only asks: the task goes on to its finally at the loop's next turn.",
    "After the cancels, wait until every task has ended, whatever it ended with.",
    "asyncio.gather with return_exceptions=True, or asyncio.wait, awaited in a finally.",
)

RULES = (
    Rule(
        "NOT_ASKED",
        lambda f: not f.error and f.asked == [],
        seen="no source was asked; first_good returned {value}",
        wanted="every source is asked",
        next="call each source, and run the coroutine that it gives.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "SEQUENTIAL_AWAIT",
        lambda f: f.asked and f.most < 4,
        seen="4 sources, never more than {most} of them under way",
        wanted="4 under way at once",
        next="an awaited coroutine runs to its end before the next one starts.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "RAISES_FIRST",
        lambda f: f.error and f.error["message"] == "no line",
        seen="one source raised OSError at 1.0 s, and so did first_good",
        wanted="3, the answer of another source at 2.0 s",
        next="a source that fails is out of the race; wait for the next one to end.",
        hints=(
            "The first task that ends is not always one with an answer.",
            "Catch what a source raises, and go on to the next one that ends.",
            "try: return await …, except Exception: continue",
        ),
    ),
    Rule(
        "WAITS_FOR_ALL",
        lambda f: not f.error and f.took >= 10,
        seen="the good answer was there at 2.0 s; first_good returned at {took} s",
        wanted="it returns once the others are cancelled and have cleaned up: at 2.5 s",
        next="do not wait for all of them to answer.",
        hints=FIRST_HINTS,
    ),
    Rule(
        "NOT_THE_FIRST",
        lambda f: not f.error and f.value == 7,
        seen="it returned 7, which came at 5.0 s; another source said 3 at 2.0 s",
        wanted="3, the first in time",
        next="take the tasks in the order in which they end, not in that of the list.",
        hints=FIRST_HINTS,
    ),
    Rule(
        "NO_ANSWER",
        lambda f: not f.error and f.value != 3,
        seen="it returned {value}",
        wanted="3, what the first good source returned",
        next="return the answer itself.",
        hints=FIRST_HINTS,
    ),
    Rule(
        "LOSERS_RUN_ON",
        lambda f: f.run_on,
        seen="first_good returned at {took} s; still running: {run_on}",
        wanted="the sources that lost are cancelled",
        next="cancel every task that is not done.",
        hints=(
            "A task goes on until its coroutine ends or somebody cancels it.",
            "Whoever makes tasks has to end them, on every way out: a finally block.",
            "In the finally, cancel() for each task; those that are done do not mind.",
        ),
    ),
    Rule(
        "CLEANUP_TOO_LATE",
        lambda f: f.unclean,
        seen="first_good returned at {took} s; cancelled, but not through their finally: {unclean}",
        wanted="their finally blocks are over when first_good returns, at 2.5 s",
        next="after the cancels, wait for those tasks to end.",
        hints=CLEAN_HINTS,
    ),
    Rule(
        "LOSES_ZERO",
        lambda f: f.value == 3 and f.with_zero and f.with_zero["value"] != 0,
        seen="the first answer was 0; first_good returned {with_zero[value]}",
        wanted="0: it is an answer like any other",
        next="a source has failed if it raises, not if its answer is false.",
        hints=(
            "0, an empty string and None count as false in an `if`.",
            "An answer is what was returned instead of raised: no `if` is needed.",
            "try: return await …, except Exception: continue",
        ),
    ),
    Rule(
        "ALL_FAILED",
        lambda f: f.failing and f.failing.get("said") != "LookupError",
        seen="all sources failed; first_good raised {failing[said]}",
        wanted="LookupError",
        next="after the last source that failed, raise it.",
        hints=(
            "What happens after the loop over the sources, if none of them returned?",
            "The line after the loop is reached when every source has failed.",
            "raise LookupError(…), inside the try, after the loop.",
        ),
    ),
    Rule(
        "CANCEL_SWALLOWED",
        lambda f: f.stopped_early and f.stopped_early.get("said") != "CancelledError",
        seen="cancelled from outside at 1.0 s, first_good gave {stopped_early[said]}",
        wanted="CancelledError: whoever cancels it must be heard",
        next="catch Exception only; CancelledError is none, and passes through.",
        hints=(
            "A cancellation arrives as CancelledError, raised by the await where the task stands.",
            "A bare except, or BaseException, catches it together with the sources' failures.",
            "except Exception, and nothing wider; clean up in a finally.",
        ),
    ),
    Rule(
        "CANCEL_LEAVES_SOURCES",
        lambda f: f.stopped_early and f.stopped_early.get("running"),
        seen="first_good was cancelled; still running afterwards: {stopped_early[running]}",
        wanted="no source outlives first_good, whatever ends it",
        next="put the cancels, and the wait for them, into a finally.",
        hints=CLEAN_HINTS,
    ),
)

CHECK = Check(
    gather_first_good,
    RULES,
    "{most} sources at once; the first good answer; all through their finally at {took} s",
)
