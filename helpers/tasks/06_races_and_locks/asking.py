"""Tasks that ask a cache: in turn, at once, after a failure, under cancellation, in every order."""

import asyncio
from collections.abc import Awaitable, Iterable
from typing import Any

from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, odd_values, seconds
from helpers.grading.kit import End, Orders, Run, side_by_side, trial

__all__ = ["at_once", "caches", "cancelled", "failed_once", "failing"]
__all__ += ["in_turn", "three_ask", "two_insist"]

PATIENCE = 100.0  # seconds after which whoever waits for a value waits in vain
ODD = ["", 0, None, ("a", 1), frozenset(), "key", -1.5]  # keys that an `if` mistakes


@trial(rounds=3)
async def in_turn(run: Run) -> list[Any]:
    """Ask for keys one after the other, and then for all of them again."""
    keys, values = (["a", "b"], ["A", "B"]) if run.round == 0 else (ODD, odd_values(run.draw, 7))
    cache = run.answer(run.awaitable("load", dict(zip(keys, map(gives, values), strict=True))))
    run.note(to_ask=keys, wanted=values * 2)
    return [await cache.get(key) for key in keys * 2]


async def caches(run: Run) -> list[Any]:
    """Two caches, of different loads."""
    one, other = (run.answer(run.awaitable("load", gives(value))) for value in "AB")
    run.note(wanted=["A", "B"])
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
    error = [OSError("no line"), *errors(run.draw, 2)][run.round]
    run.note(due_error=type(error).__name__)
    return await run.answer(run.awaitable("load", fails(error, 1))).get("a")


@trial(rounds=3)
async def failed_once(run: Run) -> object:
    """The first load fails while three tasks wait for it; later another one asks."""
    error = [OSError("no line"), *errors(run.draw, 2)][run.round]
    cache = run.answer(run.awaitable("load", [fails(error, 1), gives("A", 1)]))
    ends = await ended(run.ended(cache.get("a")) for _ in range(3))
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
    ends = await ended([*tasks, run.ended(cache.get("a"))])
    others = [end.said for number, end in enumerate(ends) if number not in victims]
    run.note(who=who, lost=[said for said in others if said != "returned 'A'"], due=3.0)
    deaf = [ends[n] for n in victims if ends[n][2:] != ("raised CancelledError", 1.0)]
    run.note(deaf=[f"{end.said} at {end.at} s" for end in deaf])


async def ended(asking: Iterable[Awaitable[End]]) -> list[End]:
    """Wait a while for all of these; return how they ended, in order."""
    tasks = [asyncio.ensure_future(each) for each in asking]
    await asyncio.wait(tasks, timeout=PATIENCE)
    return [t.result() if t.done() else End(None, None, "waits for ever", PATIENCE) for t in tasks]


async def insist(get: Any) -> Any:
    """Ask, and after a failure once more."""
    try:
        return await get("a")
    except OSError:
        await asyncio.sleep(0)  # a callback of the failed task has its turn
        return await get("a")


def in_words(names: dict[str, Any]) -> str:
    """Say what came of it."""
    got = [names[name] for name in "xyz" if name in names]
    loads = len(names["loads"])
    return f"{loads} load{'s' if loads != 1 else ''}, and get returned {got}"


def asked(name: str, right: str, *tasks: str, failures: int = 0) -> Orders:
    """Try orders of tasks that ask for a key, the first loads of which fail; see `in_words`."""

    def given(run: Run) -> dict[str, Any]:
        loads: list[str] = []

        async def load(key: str) -> str:
            loads.append(key)
            number = len(loads)
            await asyncio.sleep(0)
            if number <= failures:
                raise OSError("no line")
            return key.upper()

        return {"Cache": run.answer, "load": load, "loads": loads, "insist": insist}

    how: dict[str, Any] = dict(tasks=True, limit=150, given=given, outcome=in_words)
    how["right"] = lambda names: in_words(names) == right
    return side_by_side(name, "cache = Cache(load)", *tasks, **how)


three_ask = asked("three_ask", "1 load, and get returned ['A', 'A', 'A']",
    'x = await cache.get("a")', 'y = await cache.get("a")', 'z = await cache.get("a")')  # fmt: skip
two_insist = asked("two_insist", "2 loads, and get returned ['A', 'A']",
    "x = await insist(cache.get)", "y = await insist(cache.get)", failures=1)  # fmt: skip
