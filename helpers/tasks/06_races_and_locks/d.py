"""06.d: a cache for tasks that loads each key once, and different keys at the same time."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from helpers.grading.answer import Answer, Call, describe
from helpers.grading.registry import Check
from helpers.grading.schedules import explored
from helpers.grading.verdict import Rule
from helpers.virtual_time import run

__all__ = ["CHECK"]

LIMIT = 400  # executions of the exploration
PATIENCE = 20.0  # virtual seconds after which an answer has not come


class Source:
    """Loads keys in a virtual second each; fails `failures` times; counts the loads."""

    def __init__(self, failures: int = 0, seconds: float = 1.0) -> None:
        self.failures, self.seconds = failures, seconds
        self.loads: Counter[str] = Counter()

    async def load(self, key: str) -> Any:
        """Return what belongs to the key; nothing belongs to "none"."""
        self.loads[key] += 1
        await asyncio.sleep(self.seconds)
        if self.failures:
            self.failures -= 1
            raise OSError("no line")
        return None if key == "none" else key.upper()


def gather_cache(answer: Answer) -> dict[str, Any]:
    """Ask in turn, at once, for two keys, under failure and cancellation; then in every order."""
    facts: dict[str, Any] = {"error": None}
    for name, program in PROGRAMS.items():
        call = answer.call(lambda p=program: run(p(answer)))
        facts[name] = call.value
        if call.error:
            return {**facts, "error": call.error, "stuck_in": name}
    facts["orders"] = _every_order(answer)
    facts["error"] = facts["orders"]["error"]
    facts["trace"] = facts["orders"]["trace"]
    return facts


async def _settled(awaitable: Awaitable[Any]) -> Call:
    try:
        return Call(value=await awaitable)
    except (Exception, asyncio.CancelledError) as error:
        return Call(error=describe(error))


async def _in_turn(answer: Answer) -> dict[str, Any]:
    source = Source()
    cache = answer.value(source.load)
    values = [await cache.get(key) for key in ("a", "a", "b", "none", "none")]
    right = values == ["A", "A", "B", None, None]
    return {"values": f"{values!r:.60}", "right": right, **source.loads}


async def _at_once(answer: Answer) -> dict[str, Any]:
    source, loop = Source(), asyncio.get_running_loop()
    cache = answer.value(source.load)
    values = await asyncio.gather(*(cache.get(key) for key in ("a", "a", "a", "b")))
    right = values == ["A", "A", "A", "B"]
    return {"values": f"{values!r:.60}", "right": right, "took": loop.time(), **source.loads}


async def _failing(answer: Answer) -> dict[str, Any]:
    cache = answer.value(Source(failures=1).load)
    first = await _settled(cache.get("a"))
    second = await _settled(cache.get("a"))
    said = first.error["type"] if first.error else f"the value {first.value!r:.40}"
    again = second.error["type"] if second.error else second.value
    return {"said": said, "again": f"{again!s:.40}"}


async def _cancelled(answer: Answer, victim: int) -> str:
    """Cancel one of three tasks that wait for the key; say what the others got."""
    cache = answer.value(Source().load)
    tasks = [asyncio.create_task(_settled(cache.get("a"))) for _ in range(3)]
    await asyncio.sleep(0.5)
    tasks[victim].cancel()
    await asyncio.wait(tasks, timeout=PATIENCE)
    del tasks[victim]
    others = [task.result() if task.done() else None for task in tasks]
    for task in tasks:
        task.cancel()
    wrong = [call for call in others if call is None or call.error or call.value != "A"]
    return _in_words(wrong[0]) if wrong else ""


def _in_words(call: Call | None) -> str:
    if call is None:
        return "nothing: it waits for ever"
    return call.error["type"] if call.error else f"{call.value!r:.40}"


async def _cancelling(answer: Answer) -> dict[str, Any]:
    return {"got": await _cancelled(answer, 0) or await _cancelled(answer, 1)}


def _every_order(answer: Answer) -> dict[str, Any]:
    def setup() -> tuple[Source, Any]:
        source = Source(seconds=0)
        return source, answer.value(source.load)

    async def ask(state: tuple[Source, Any]) -> None:
        await state[1].get("a")

    def once(state: tuple[Source, Any]) -> bool:
        return state[0].loads["a"] == 1

    return explored(answer, setup, ask, ask, ask, check=once, tasks=True, limit=LIMIT)


PROGRAMS: dict[str, Callable[[Answer], Any]] = {
    "in_turn": _in_turn,
    "at_once": _at_once,
    "failing": _failing,
    "cancelling": _cancelling,
}

ONCE_HINTS = (
    "At an await other tasks run; they ask the cache before the answer is there.",
    "Remember before the first await that a key is being loaded: a lock or a future for each key.",
    "A dict of locks: setdefault gives the key's lock; ask for the value again while you hold it.",
)

RULES = (
    Rule(
        "HOLDS_THE_LOOP",
        lambda f: f.error and f.error["type"] == "Deadlock",
        seen="tasks ask at the same time, and then nothing can ever happen again",
        wanted="a task waits without holding the loop, and whoever it waits for goes on",
        next="look for a threading.Lock held across an await, or a future that nobody sets.",
        hints=(
            "threading.Lock holds the thread, and with it every task of the loop.",
            "Among tasks of one loop: asyncio.Lock. A future must be set on every way out.",
            "async with a lock of asyncio, around the question and the load.",
        ),
    ),
    Rule(
        "WRONG_VALUE",
        lambda f: any(g and not g["right"] for g in (f.in_turn, f.at_once)),
        seen="asked for a, a, b, none, none in turn: {in_turn[values]}",
        wanted="['A', 'A', 'B', None, None], and the same if asked at once",
        next="return what load gave for that key.",
        hints=(
            "Each key has a value of its own, and each task that asks gets it.",
            "Return the value on both ways: loaded now, and found.",
            "The last line of get returns the stored value of the key.",
        ),
    ),
    Rule(
        "LOADED_AGAIN",
        lambda f: f.in_turn and f.in_turn["a"] > 1,
        seen="asked for a twice, one after the other; loaded {in_turn[a]} times",
        wanted="loaded once",
        next="keep what was loaded.",
        hints=(
            "A cache remembers.",
            "A dict from key to value, made in __init__.",
            "Store the awaited value under its key, and look there first.",
        ),
    ),
    Rule(
        "NONE_LOADED_AGAIN",
        lambda f: f.in_turn and f.in_turn["none"] > 1,
        seen="load gave None; asked again, it was loaded again",
        wanted="None is a value like any other",
        next="ask whether the key is there, not what its value is.",
        hints=(
            "dict.get gives None for a key that is not there, and for one whose value is None.",
            "The operator `in` tells these apart.",
            "if the key is not in the dict: load",
        ),
    ),
    Rule(
        "LOADED_TWICE",
        lambda f: f.at_once and f.at_once["a"] > 1,
        seen="three tasks asked for a at the same time; loaded {at_once[a]} times",
        wanted="loaded once, and all three get the value",
        next="between the question and the answer there is an await.",
        hints=ONCE_HINTS,
    ),
    Rule(
        "KEYS_WAIT",
        lambda f: f.at_once and f.at_once["took"] > 1,
        seen="a and b, 1 s each, asked for at the same time: done at {at_once[took]} s",
        wanted="both done at 1.0 s",
        next="b waits until a is loaded; give each key a lock of its own.",
        hints=ONCE_HINTS,
    ),
    Rule(
        "FAILURE_HIDDEN",
        lambda f: f.failing and f.failing["said"] != "OSError",
        seen="load raised OSError; get gave {failing[said]}",
        wanted="OSError",
        next="let what load raises pass through.",
        hints=(
            "Whoever asks must learn that there is no value.",
            "An exception that nobody catches goes to the caller.",
            "Remove the except, or raise again at its end.",
        ),
    ),
    Rule(
        "FAILURE_KEPT",
        lambda f: f.failing and f.failing["again"] != "A",
        seen="load failed once; asked again, get gave {failing[again]}",
        wanted="'A': whoever asks later loads anew",
        next="keep values, not failures.",
        hints=(
            "A task or a future that failed stays failed.",
            "When the load fails, take it out of the cache.",
            "except: remove the key from the dict, then raise",
        ),
    ),
    Rule(
        "CANCEL_SPREADS",
        lambda f: f.cancelling and f.cancelling["got"],
        seen="three tasks wait for a, one is cancelled; another one got {cancelling[got]}",
        wanted="the others get 'A'",
        next="what several tasks await must not be cancelled with one of them.",
        hints=(
            "Cancelling a task cancels the future that it awaits.",
            "asyncio.shield passes the result on, but no cancellation.",
            "Each task awaits a shield of the one task that loads.",
        ),
    ),
    Rule(
        "LOADED_TWICE_IN_SOME_ORDER",
        lambda f: f.orders and f.orders.get("failed"),
        seen="three tasks ask: {orders[failed]} of {orders[tried]} orders load twice or fail",
        wanted="none; ex.d.trace() shows one",
        next="after every await, ask again.",
        hints=ONCE_HINTS,
    ),
)

CHECK = Check(
    gather_cache,
    RULES,
    "loaded once in each of {orders[tried]} orders; two keys done at {at_once[took]} s",
)
