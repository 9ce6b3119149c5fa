"""02.a: all waits at once, the results in the order of asking."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import names, seconds
from helpers.grading.kit import Run, check, rule, trial

from .waits import known

__all__ = ["CHECK"]

PLAIN = {"Oslo": (11, 3), "Lima": (29, 1), "Kyoto": (7, 2)}  # degrees, and after how many seconds
# What Python and asyncio say of a list, a generator or a function that is no awaitable, by version.
NOT_AWAITABLE = (
    "unhashable type",
    "awaitable is required",
    "coroutine was expected",
    "'await' expression",
    "can't be awaited",
    "bad yield: <coroutine",
)


def weather(run: Run) -> dict[str, tuple[float, float]]:
    """Draw cities: the plain ones; some with 0 degrees and ties; then more than a usual pool."""
    if run.round == 0:
        return PLAIN
    count = {1: 4, 2: 40}[run.round]
    degrees = [0, 0, -7, 4.5, *(run.draw.randrange(-9, 30) for _ in range(count - 4))]
    after = [*seconds(run.draw, count - 1), 0.1]
    after[0] = after[2]
    run.draw.shuffle(degrees)
    return dict(zip(names(run.draw, count), zip(degrees, after, strict=True), strict=True))


@trial(rounds=3)
async def asking(run: Run) -> Any:
    """Ask for the temperature of some cities, which do not answer in the order of asking."""
    cities = weather(run)
    script = {city: gives(degrees, after) for city, (degrees, after) in cities.items()}
    run.replace(temperature=run.awaitable("temperature", known(script)))
    run.note(to_ask=list(cities), of=len(cities), wanted=[each for each, _ in cities.values()])
    run.note(due=float(max(after for _, after in cities.values())))
    return await run.call(list(cities))


def no_awaitable(f: Any) -> bool:
    """Did Python get a list, a generator or a function where it wants awaitables?"""
    if f.asking.asked or f.asking.raised not in ("TypeError", "RuntimeError"):
        return False
    error = f.asking.error
    return error.type == "ExceptionGroup" or any(text in error.message for text in NOT_AWAITABLE)


ALL_AT_ONCE = "all at once"
IN_ORDER = "in the order of `cities`"
AS_SOON_AS = "as soon as the last answer is there"
# fmt: off
CHECK = check(
    asking,
    rules=(
        rule("FORGOT_STAR", no_awaitable, """
            promise asks `temperature` for each of `cities`
            seen    a list, a generator or a function stands where a coroutine is wanted;
                    in your line: {asking.line}
            next    call temperature(city) for each city; a * unpacks a list of these calls.
            hint    gather(a, b) takes awaitables; gather([a, b]) gets one argument, a list.
            hint    temperature(city) gives a coroutine; a list of them, or temperature, is none.
            hint    f(*[1, 2, 3]) calls f(1, 2, 3); it works for gather as well."""),
        usual.returns_awaitable("asking", "returns the list of the temperatures"),
        usual.never_awaited("asking", "asks `temperature` for each of `cities`"),
        usual.not_asked("asking", "asks `temperature` for each of `cities`"),
        usual.sequential_await("asking", ALL_AT_ONCE, of=3),
        usual.one_at_a_time("asking", ALL_AT_ONCE, hints=usual.AT_ONCE),
        usual.wrong_order("asking", IN_ORDER),
        usual.zero_lost("asking", "a temperature of 0"),
        usual.no_result("asking", "returns the list of the temperatures"),
        usual.no_list("asking", "returns the list of the temperatures"),
        usual.polls("asking", AS_SOON_AS, most=4),
        usual.too_late("asking", AS_SOON_AS),
    ),
    praise="{asking.most_at_once} waits under way at once; done at {asking.took} s",
)
