"""02.d: results as they come, with a deadline that loses none that arrived."""

from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.cancellation import cancel_each_await
from helpers.grading.doubles import awaitable, gives, never
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule

__all__ = ["CHECK"]

DEADLINE, STORING = 5, 1.9
# When each city answers, in the order of asking. Who stores one answer at a time stores Kyoto's
# from 4.8 to 6.7 s: across the deadline, with Bonn's waiting, and Pune's coming too late.
ANSWERS = {"Rome": None, "Kyoto": 4.5, "Oslo": 1, "Pune": 6, "Bonn": 4.9, "Lima": 2}
CITIES = list(ANSWERS)
LATE = ["Pune", "Rome"]
IN_TIME = ["Bonn", "Kyoto", "Lima", "Oslo"]


def gather_store_in_time(answer: Answer) -> dict[str, Any]:
    """Run the answer in virtual time, with doubles that note each forecast and each store."""
    journal, call = _trial(answer)
    facts = observe(answer, call, journal)
    asked = [each for each in facts["calls"] if each["what"] == "forecast"]
    stores = [each for each in facts["calls"] if each["what"] == "store"]
    cancelled = {}
    if not facts["error"]:
        cancelled = cancel_each_await(answer, lambda: _trial(answer))
    # By calls, not by tasks: how many turns a cancelled task needs to end differs by version.
    left_running = next((run for run in cancelled.get("runs", ()) if run["running"]), None)
    return {
        **facts,
        "asked": [each["args"][0] for each in asked],
        "most": facts["most"].get("forecast", 0),
        "stores": stores,
        "stored": [_city(each) for each in stores],
        "names": ", ".join(map(_city, stores)) or "none",
        "ran_for": ", ".join(each["args"][0] for each in asked) or "none",
        "swapped": next((each for each in stores if not _fits(each)), None),
        "cut": next(({**each, "city": _city(each)} for each in stores if _cut(each)), None),
        "idle": _idle(stores),
        "ran_on": any(_ran_on(each) for each in asked),
        "outlived": _outlived(facts),
        "types": _error_types(facts),
        "swallowed": cancelled.get("swallowed"),
        "left_running": left_running,
        "still": _outlived(left_running or {"calls": []}),
    }


def _trial(answer: Answer) -> tuple[Journal, Callable[[], Any]]:
    journal = Journal()
    script = {
        city: never() if after is None else gives(f"weather in {city}", after=after)
        for city, after in ANSWERS.items()
    }
    answer.replace(
        forecast=awaitable(journal, "forecast", script),
        store=awaitable(journal, "store", gives(None, after=STORING)),
    )
    return journal, lambda: answer.value(list(CITIES), DEADLINE)


def _city(call: dict[str, Any]) -> str:
    """Return the city of a call; learners may call store() with anything, or with nothing."""
    return str(call["args"][0]) if call["args"] else ""


def _fits(store: dict[str, Any]) -> bool:
    return len(store["args"]) == 2 and store["args"][1] == f"weather in {store['args'][0]}"


def _outlived(run: dict[str, Any]) -> str:
    calls = (f"{call['what']}({_city(call)!r})" for call in run["calls"] if call["outlived"])
    return ", ".join(calls)


def _cut(store: dict[str, Any]) -> bool:
    return store["how"] == "cancelled" and not store["outlived"]


def _idle(stores: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the first store that began neither when its answer came nor after another store."""
    free = 0.0
    for store in stores:
        city = _city(store)
        came = ANSWERS.get(city)
        if came is not None and store["start"] > max(came, free):
            return {"city": city, "came": float(came), "start": store["start"]}
        free = max(free, store["end"] or 0.0)
    return None


def _ran_on(forecast: dict[str, Any]) -> bool:
    """Was a late question still answered, rather than cancelled at the deadline?"""
    return forecast["args"][0] in LATE and forecast["how"] == "returned"


def _error_types(facts: dict[str, Any]) -> list[str]:
    error = facts["error"] or {"type": ""}
    return [inner["type"] for inner in error.get("inner", [error])]


def _missing(f: Facts) -> list[str]:
    return [city for city in IN_TIME if city not in f.stored]


def _late(value: Any) -> list[str] | None:
    return sorted(map(str, value)) if isinstance(value, list) else None


AT_ONCE_HINTS = (
    "Awaited one by one, each question waits for the answer before it; tasks ask side by side.",
    "Make a task for each city before you await any of them.",
    "group.create_task in a loop over the cities.",
)
BLOCK_HINTS = (
    "A timeout cancels whatever its block awaits. What must not be lost belongs outside.",
    "The deadline is for the forecast. The storing that follows is none of its business.",
    "One inner function for each city: the forecast in `async with asyncio.timeout`, then store.",
)
PAIR_HINTS = (
    "as_completed gives answers in the order in which they come, not in that of the questions.",
    "Let the coroutine that asks also know, or return, its city.",
    *BLOCK_HINTS[2:],
)
STOP_HINTS = (
    "wait, as_completed and gather leave tasks running when a deadline comes.",
    "Cancel each late task, and wait until it has ended; timeout and TaskGroup do it for you.",
    "In a `finally`: cancel() for each, then a gather of them with return_exceptions=True.",
)

STORE_RULES = (
    Rule(
        "SEQUENTIAL_AWAIT",
        lambda f: f.most == 1 or 1 < f.most < len(CITIES) == len(f.asked),
        seen="6 cities, never more than {most} asked at once",
        wanted="all 6 asked at once, at 0.0 s",
        next="make all tasks before you await the first answer.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "NOT_ASKED",
        lambda f: not f.error and sorted(f.asked) != sorted(CITIES),
        seen="six cities; forecast() ran for: {ran_for}",
        wanted="each city asked once",
        next="make a coroutine for each city, and see that it is run.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "WRONG_PAIR",
        lambda f: f.swapped,
        seen="store() was called with {swapped[args]}",
        wanted="each answer stored under its own city",
        next="answers do not come in the order of the questions.",
        hints=PAIR_HINTS,
    ),
    Rule(
        "STORED_TWICE",
        lambda f: not f.error and len(f.stored) > len(set(f.stored)),
        seen="these were stored: {names}",
        wanted="each answer stored once",
        next="forget a task once its answer is stored.",
        hints=(
            "asyncio.wait returns all that are done, also those that you have seen before.",
            "Wait next time for the pending ones only.",
            *BLOCK_HINTS[2:],
        ),
    ),
    Rule(
        "NEVER_GIVES_UP",
        lambda f: f.deadlock,
        seen="it still waited for Rome, which never answers, long after the deadline",
        wanted="a return once the last answer in time is stored",
        next="the deadline must end the wait for an answer that does not come.",
        hints=BLOCK_HINTS,
    ),
    Rule(
        "STORE_CUT",
        lambda f: f.cut,
        seen="store('{cut[city]}') began at {cut[start]} s and was cancelled at {cut[end]} s",
        wanted="an answer that came before 5.0 s stored to the end",
        next="the store stands where the deadline, or your cancel(), can reach it.",
        hints=BLOCK_HINTS,
    ),
    Rule(
        "TIMEOUT_ESCAPES",
        lambda f: "TimeoutError" in f.types,
        seen="TimeoutError came out of store_in_time at {took} s; stored: {names}",
        wanted="the list of the late cities",
        next="a late city is a result here, not an error: catch TimeoutError.",
        hints=(
            "timeout, wait_for and as_completed raise TimeoutError when the time is over.",
            "Catch it for each city by itself, where you wait for its answer.",
            "except TimeoutError: note that the city is late.",
        ),
    ),
    Rule(
        "STORED_LATE",
        lambda f: not f.error and set(LATE) & set(f.stored),
        seen="Pune answered at 6.0 s, after the deadline, and was stored",
        wanted="the deadline at 5.0 s, counted once from the start",
        next="a timeout that begins anew with each answer, or each store, moves the deadline.",
        hints=(
            "timeout(5) counts from where its block begins.",
            "Begin the count once, when the questions are asked; not once for each answer.",
            *BLOCK_HINTS[2:],
        ),
    ),
    Rule(
        "ANSWER_LOST",
        lambda f: not f.error and _missing(f),
        seen="Oslo, Lima, Kyoto and Bonn answered before 5.0 s; stored: {names}",
        wanted="all four stored",
        next="an answer may be there at the deadline although you have not looked at it yet.",
        hints=(
            "A task that is done keeps its answer, whether or not somebody was waiting just then.",
            "At the deadline, look once more at which tasks are done; or let each task go on to "
            "store its own answer.",
            *BLOCK_HINTS[2:],
        ),
    ),
    Rule(
        "NOT_AS_THEY_COME",
        lambda f: not f.error and f.idle,
        seen="{idle[city]} answered at {idle[came]} s; storing it began at {idle[start]} s",
        wanted="it begins when the answer is there, or when the store before it has ended",
        next="do not wait for all answers before you store the first.",
        hints=(
            "gather and wait, as they are, come back when all are done.",
            "Let each task store its own answer, or take answers with as_completed.",
            *BLOCK_HINTS[2:],
        ),
    ),
    Rule(
        "LEFT_RUNNING",
        lambda f: not f.error and f.outlived,
        seen="store_in_time returned at {took} s; still running: {outlived}",
        wanted="nothing left running",
        next="cancel what is late, wait until it has ended, and wait for every store.",
        hints=STOP_HINTS,
    ),
    Rule(
        "LATE_NOT_CANCELLED",
        lambda f: not f.error and f.ran_on,
        seen="the question to Pune ran on until its answer at 6.0 s",
        wanted="late questions cancelled at 5.0 s, even while an answer is being stored",
        next="something must watch the deadline while you store.",
        hints=(
            "A loop that awaits a store cannot look at the clock meanwhile.",
            "Give the deadline to each question, not to the loop that collects the answers.",
            *BLOCK_HINTS[2:],
        ),
    ),
    Rule(
        "WRONG_LATE",
        lambda f: not f.error and _late(f.value) != LATE,
        seen="it returned {value}",
        wanted="['Rome', 'Pune'], in any order",
        next="return a list with the names of the cities that were late.",
        hints=(
            "Late is who had not answered at the deadline.",
            "Note the city where its TimeoutError is caught.",
            "list.append in the except clause, and return that list at the end.",
        ),
    ),
    Rule(
        "CANCEL_SWALLOWED",
        lambda f: not f.error and f.swallowed,
        seen="store_in_time was cancelled at {swallowed[at]} s; no CancelledError came out",
        wanted="CancelledError, after what it started has ended",
        next="CancelledError from outside is no timeout: let it pass.",
        hints=(
            "CancelledError is how a task is told to end. Who swallows it cannot be stopped.",
            "`except TimeoutError` is enough for a deadline; a bare `except:` takes all.",
            "If you must catch CancelledError, end with a bare `raise`.",
        ),
    ),
    Rule(
        "CANCEL_LEAVES_RUNNING",
        lambda f: not f.error and f.left_running,
        seen="store_in_time was cancelled at {left_running[at]} s; still running: {still}",
        wanted="nothing left running, whichever way it ends",
        next="stop your tasks in a `finally`, or keep them in a TaskGroup.",
        hints=STOP_HINTS,
    ),
)

CHECK = Check(
    gather_store_in_time,
    STORE_RULES,
    "stored {names}; late {value}; done at {took} s, nothing left running",
)
