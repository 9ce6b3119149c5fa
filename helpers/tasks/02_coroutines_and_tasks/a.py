"""02.a: all waits at once, the results in the order of asking."""

from collections import Counter
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.awaitables import still_to_await
from helpers.grading.doubles import awaitable, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule

__all__ = ["CHECK"]

# Not the notebook's numbers, so that a copied one shows; the answers come as Lima, Kyoto, Oslo.
SCRIPT = {"Oslo": gives(11, after=3), "Lima": gives(29, after=1), "Kyoto": gives(0, after=2)}
CITIES, WANTED = list(SCRIPT), [11, 29, 0]
COUNTED = Counter(map(str, WANTED))
# What asyncio says of a list or a generator, by version.
NOT_AWAITABLE = (
    "unhashable type",
    "awaitable is required",
    "coroutine was expected",
    "bad yield: <coroutine",
)


def gather_report(answer: Answer) -> dict[str, Any]:
    """Run the answer in virtual time, with a double that notes when each wait is under way."""
    journal = Journal()
    answer.replace(temperature=awaitable(journal, "temperature", SCRIPT))
    facts = observe(answer, lambda: answer.value(list(CITIES)), journal)
    ran_for = ", ".join(facts["asked"]) or "none"
    return {**facts, "ran_for": ran_for, "to_await": still_to_await(facts["value"])}


def _one_argument(f: Facts) -> bool:
    """Did asyncio get a list or a generator where it wants awaitables?"""
    message = f.error["message"] if f.error else ""
    return any(text in message for text in NOT_AWAITABLE)


def _in_another_order(value: Any) -> bool:
    return isinstance(value, list) and value != WANTED and Counter(map(str, value)) == COUNTED


AT_ONCE_HINTS = (
    "An awaited coroutine runs to its end before the next line. A task runs beside its creator.",
    "All tasks must be made before the first of them is awaited.",
    "gather() takes coroutines as separate arguments, makes tasks of them, and awaits them all.",
)
RESULT_HINTS = (
    "The order of the answers is not the order of asking; each task keeps its own result.",
    "Keep the tasks in a list, in the order of `cities`, and read the results in that order.",
    "gather() gives its results in the order of its arguments: return what awaiting it gives.",
)

REPORT_RULES = (
    Rule(
        "FORGOT_STAR",
        _one_argument,
        seen="asyncio got one list or generator\nin your line: {error[line]}",
        wanted="each coroutine as an argument of its own",
        next="a list or a generator of coroutines is no coroutine; put a * in front of it.",
        hints=(
            "gather(a, b) takes awaitables; gather([a, b]) gets one argument, a list.",
            "Unpack the list of coroutines in the call.",
            "f(*[1, 2, 3]) calls f(1, 2, 3); it works for gather as well.",
        ),
    ),
    Rule(
        "RETURNS_AWAITABLE",
        lambda f: not f.error and f.to_await,
        seen="it returned {to_await}",
        wanted="[11, 29, 0]: numbers, not what one would still have to await",
        next="await the coroutines, tasks or the gather; an await gives the result.",
        hints=(
            "Calling an async function gives a coroutine; only awaiting it gives its result.",
            "create_task and gather return at once with something to await.",
            "Put `await` before what you return, or before each task in the list.",
        ),
    ),
    Rule(
        "NOT_ASKED",
        lambda f: not f.error and sorted(f.asked) != sorted(CITIES),
        seen="of Oslo, Lima and Kyoto, temperature() ran for: {ran_for}",
        wanted="one temperature() for each city",
        next="make a coroutine for each of `cities`, and see that each is run.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "SEQUENTIAL_AWAIT",
        lambda f: not f.error and f.most_at_once < len(CITIES),
        seen="3 requests, never more than {most_at_once} in flight; done at {took} s",
        wanted="3 in flight at once; done at 3.0 s",
        next="an awaited coroutine, or task, runs to its end before the next one is made.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "WRONG_ORDER",
        lambda f: _in_another_order(f.value),
        seen="asked for Oslo, Lima, Kyoto; it returned {value}",
        wanted="[11, 29, 0]: Oslo, Lima, Kyoto, although Lima answers first and Oslo last",
        next="collect by city, not by arrival.",
        hints=RESULT_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: not f.error and f.value != WANTED,
        seen="it returned {value}",
        wanted="[11, 29, 0]",
        next="return the list of what the three waits gave.",
        hints=RESULT_HINTS,
    ),
)

CHECK = Check(gather_report, REPORT_RULES, "{most_at_once} in flight at once; done at {took} s")
