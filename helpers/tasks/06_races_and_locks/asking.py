"""Tasks that ask a cache: in turn, at once, after a failure, under cancellation, in every order."""

import asyncio
from collections.abc import Iterable
from typing import Any

from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, odd_values, seconds
from helpers.grading.kit import End, Run, orders, trial

__all__ = [
    *("after_failure", "at_once", "cancelled", "failing"),
    *("in_turn", "three_ask", "two_caches", "two_insist"),
]

PATIENCE = 100.0  # seconds after which whoever waits for a value waits in vain


@trial(rounds=3)
async def in_turn(run: Run) -> list[Any]:
    """Ask for keys one after the other, and then for all of them again."""
    keys, values = (["a", "b"], ["A", "B"]) if run.round == 0 else odd(run)
    cache = run.answer(run.awaitable("load", dict(zip(keys, map(gives, values), strict=True))))
    run.note(to_ask=keys, wanted=values * 2)
    return [await cache.get(key) for key in keys * 2]


def odd(run: Run) -> tuple[list[Any], list[Any]]:
    """Return keys and values that an `if` mistakes."""
    return ["", 0, None, ("a", 1), frozenset(), "key", -1.5], odd_values(run.draw, 7)


async def two_caches(run: Run) -> list[Any]:
    """Two caches, of different loads."""
    one = run.answer(run.awaitable("load", gives("first")))
    other = run.answer(run.awaitable("another load", gives("second")))
    run.note(wanted=["first", "second"])
    return [await one.get("a"), await other.get("a")]


@trial(rounds=2)
async def at_once(run: Run) -> list[Any]:
    """Three tasks ask for one key, and one for another; then 40 tasks for five keys."""
    keys = ["a", "a", "a", "b"] if run.round == 0 else list("abcde" * 8)
    times = dict(zip("abcde", [1, 1] if run.round == 0 else seconds(run.draw, 5), strict=False))
    load = run.awaitable("load", {key: gives(key.upper(), times[key]) for key in times})
    run.note(to_ask=list(times), of=len(times), due=float(max(times.values())))
    run.note(wanted=[key.upper() for key in keys])
    cache = run.answer(load)
    return await asyncio.gather(*(cache.get(key) for key in keys))


@trial(rounds=3, raises=True)
async def failing(run: Run) -> object:
    """The load fails, each time in a way of its own."""
    error = errors(run.draw, 1)[0] if run.round else OSError("no line")
    run.note(due_error=type(error).__name__)
    return await run.answer(run.awaitable("load", fails(error, 1))).get("a")


@trial(rounds=3)
async def after_failure(run: Run) -> object:
    """The first load fails while three tasks wait for it; later another one asks."""
    error = errors(run.draw, 1)[0] if run.round else OSError("no line")
    cache = run.answer(run.awaitable("load", [fails(error, 1), gives("A", 1)]))
    ends = await ended(asyncio.create_task(run.ended(cache.get("a"))) for _ in range(3))
    fine = (f"raised {type(error).__name__}: {error}", "returned 'A'")
    run.note(failed=fine[0], strange=[end.said for end in ends if end.said not in fine], wanted="A")
    return await cache.get("a")


@trial(rounds=4)
async def cancelled(run: Run) -> None:
    """Four tasks wait for a load of 3 s; after 1 s some are cancelled, and another task asks."""
    who, victims = (("the second", [1]), ("the first", [0]), ("the first two", [0, 1]),
                    ("the last", [3]))[run.round]  # fmt: skip
    cache = run.answer(run.awaitable("load", gives("A", 3)))
    tasks = [asyncio.create_task(run.ended(cache.get("a"))) for _ in range(4)]
    await asyncio.sleep(1)
    for victim in victims:
        tasks[victim].cancel()
    tasks.append(asyncio.create_task(run.ended(cache.get("a"))))
    ends = await ended(tasks)
    others = [end.said for number, end in enumerate(ends) if number not in victims]
    run.note(who=who, lost=[said for said in others if said != "returned 'A'"], due=3.0)
    deaf = [ends[n] for n in victims if ends[n][2:] != ("raised CancelledError", 1.0)]
    run.note(deaf=[f"{end.said} at {end.at} s" for end in deaf])


async def ended(tasks: Iterable[asyncio.Task]) -> list[End]:
    """Wait a while for tasks that end with an End; return these, in order."""
    tasks = list(tasks)
    await asyncio.wait(tasks, timeout=PATIENCE)
    return [t.result() if t.done() else End(None, None, "waits for ever", PATIENCE) for t in tasks]


class Source:
    """A cache, how often it has loaded, and what it gave; the first loads may fail."""

    def __init__(self, run: Run, failures: int = 0) -> None:
        self.loads, self.failures = 0, failures
        self.cache, self.got = run.answer(self.load), []

    async def load(self, key: str) -> str:
        """Count the load."""
        self.loads += 1
        number = self.loads
        await asyncio.sleep(0)
        if number <= self.failures:
            raise OSError("no line")
        return key.upper()

    def in_words(self) -> str:
        """Say what came of it."""
        return f"{self.loads} loads, and get returned {self.got}"


async def ask(source: Source) -> None:
    """Ask once."""
    source.got.append(await source.cache.get("a"))


async def insist(source: Source) -> None:
    """Ask, and after a failure once more."""
    try:
        await ask(source)
    except OSError:
        await asyncio.sleep(0)  # a callback of the failed task has its turn
        await ask(source)


HOW: dict[str, Any] = dict(tasks=True, limit=150, outcome=Source.in_words)


@orders(ask, ask, ask, right=lambda s: (s.loads, s.got) == (1, ["A"] * 3), **HOW)
def three_ask(run: Run) -> Source:
    """Three tasks ask for a key."""
    return Source(run)


@orders(insist, insist, right=lambda s: (s.loads, s.got) == (2, ["A"] * 2), **HOW)
def two_insist(run: Run) -> Source:
    """Two tasks ask for a key, the first load of which fails, and ask again."""
    return Source(run, failures=1)
