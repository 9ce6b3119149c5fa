"""14.a: an endpoint that calls a blocking client, off the loop."""

import asyncio
import inspect
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.answer import text_of
from helpers.grading.awaitables import still_to_await
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, trial

__all__ = ["CHECK"]


async def serve(run: Run, city: str) -> Any:
    """Call the answer as FastAPI does: an `async def` endpoint here, a plain one in a thread."""
    if inspect.iscoroutinefunction(run.answer):
        return await run.call(city)
    return await asyncio.to_thread(run.answer, city)


@trial(rounds=2)
async def at_once(run: Run) -> Any:
    """Five visitors at the same time, each for a city of its own; then odd answers."""
    cities, found, takes = ["Oslo", "Lima", "Pune", "Kyiv", "Bonn"], ["1 °C"] * 5, [1.0] * 5
    if run.round:
        cities, found, takes = names(run.draw, 5), odd_values(run.draw, 5), seconds(run.draw, 5)
    rows = zip(cities, found, takes, strict=True)
    run.replace(forecast=run.blocking("forecast", {c: gives(v, t) for c, v, t in rows} | ANY))
    pairs = zip(cities, found, strict=True)
    run.note(wanted=[{"city": city, "forecast": value} for city, value in pairs])
    run.note(to_ask=cities, sent=sorted(text_of([city]) for city in cities), of=5)
    try:
        answers = await asyncio.gather(*(serve(run, city) for city in cities))
        inner = [each.get("forecast") for each in answers if isinstance(each, dict)]
        run.note(to_await=still_to_await(answers) or still_to_await(inner))
        return answers
    finally:
        run.note(got=sorted(text_of(call.args) for call in run.journal.calls()))


@trial(raises=True)
async def failing(run: Run) -> Any:
    """The client raises."""
    [error] = errors(run.draw, 1)
    run.replace(forecast=run.blocking("forecast", fails(error, after=1)))
    run.note(due_error=type(error).__name__)
    return await serve(run, "Oslo")


class _Any(dict):
    """Answers to whatever an answer asks for, so that a wrong argument is no error."""

    def __ror__(self, other: dict) -> "_Any":
        return _Any(other)

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, _: object) -> Any:
        return gives("0 °C", after=1)


ANY = _Any()
ARGUMENTS = """
    to_thread and run_in_executor take a function, and then its arguments, one by one.
    A tuple in the place of the first argument is one argument: the function gets the tuple.
    Give the city itself, without a tuple or a list around it."""
OFF = """
    An `async def` endpoint runs on the loop; a plain `def` endpoint gets a thread.
    A call that blocks belongs into a thread: FastAPI's, or one of a pool.
    Either drop the `async`, or hand function and argument to asyncio.to_thread, and await that."""
FREE, ONCE = "the event loop goes on meanwhile", "calls `forecast` once for each request"
AT_ONCE = "five requests that come together are served together"

# fmt: off
CHECK = check(
    *(at_once, failing),
    rules=(
        usual.called_too_early("at_once", FREE),
        usual.wrong_thread("at_once", FREE, hints=OFF),
        usual.blocks_the_loop("at_once", FREE, hints=OFF),
        usual.returns_awaitable("at_once", "returns a dict"),
        usual.done_twice("at_once", ONCE),
        usual.arguments_lost("at_once", "with the city as its argument", hints=ARGUMENTS),
        usual.one_at_a_time("at_once", AT_ONCE),
        usual.zero_lost("at_once", "whatever that is"),
        usual.no_result("at_once", "returns a dict"),
        usual.error_lost("failing", "what `forecast` raises comes out", wanted="{due_error}"),
    ),
    praise="5 requests, {at_once.most_at_once} at once, and the loop was free",
)
