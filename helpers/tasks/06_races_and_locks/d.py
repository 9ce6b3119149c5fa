"""06.d: a cache for tasks that loads each key once, and different keys at the same time."""

import asyncio
from collections.abc import Iterable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, odd_values, seconds
from helpers.grading.kit import End, Run, check, orders, rule, trial

__all__ = ["CHECK"]

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


ONCE = """
    At an await other tasks run; they ask the cache before the answer is there.
    Remember before the first await that a key is being loaded, and by what.
    A dict of tasks: whoever finds none makes one, at once; everybody awaits what is there."""
KEEP = """
    A cache remembers, whatever the value is.
    A dict from key to value, or to the task that loads it, made in __init__.
    Ask with `in` whether the key is there, before you load."""
OWN_TASK = """
    Cancelling a task cancels what it awaits: another task, a future, or the load itself.
    Let the load be a task of its own, which nobody who waits can cancel.
    create_task for the load; each of those who wait awaits a shield of it."""
RAISE = """
    Whoever asks must learn that there is no value.
    An exception that nobody catches goes to the caller; a task passes it on to all who await it.
    Remove the except, or raise again at its end."""
FORGET = """
    A task or a future that failed stays failed, and so does all that awaits it.
    When a load fails, take it out of the cache: where it fails, and only this one.
    In the function that loads: except, take the key out of the dict, raise."""
SET_IT = """
    threading.Lock holds the thread, and with it every task of the loop.
    Among tasks of one loop: tasks, futures, or asyncio's own locks and events.
    A future must be set on every way out, after an exception, too."""
LOADED_ONCE = "a key is loaded once, however many tasks ask for it"
LOAD_GOES_ON = "even if one of those who wait for it is cancelled"
VALUE = "`get` returns what `load(key)` gave"

CHECK = check(
    *(in_turn, two_caches, at_once, failing, after_failure, cancelled, three_ask, two_insist),
    rules=(
        rule(
            "HOLDS_THE_LOOP",
            lambda f: any(wait["kind"] == "thread" for wait in f.at_once.deadlock or []),
            """
            promise a value is handed out as soon as it is there
            seen    tasks asked at the same time; from {at_once.took} s on the loop stood still:
                    {at_once.waits}
            next    a task must wait without holding the loop.""",
            SET_IT,
        ),
        usual.deadlock("in_turn at_once after_failure", "as soon as it is there", hints=SET_IT),
        rule(
            "LOADED_AGAIN",
            lambda f: f.in_turn.round == 0 and len(f.in_turn.asked) > 2,
            f"""
            promise {LOADED_ONCE}
            seen    asked for a, b, a and b, one after the other; loaded: {{in_turn.asked}}
            wanted  each of them once
            next    keep what was loaded, and look there first.""",
            KEEP,
        ),
        rule(
            "ZERO_LOST",
            lambda f: f.in_turn.round > 0 and len(f.in_turn.asked) > len(f.in_turn.to_ask),
            f"""
            promise {LOADED_ONCE}
            seen    values like None, 0 or "" were asked for twice; loaded:
                    {{in_turn.asked}}
            wanted  each key once
            next    ask whether the key is there, not what its value is.
            hint    dict.get gives None for a key that is not there, and where the value is None.
            hint    The operator `in` tells these apart.
            hint    if the key is not in the dict: load""",
        ),
        usual.zero_lost("in_turn", "any object a value"),
        usual.no_result("in_turn", VALUE),
        rule(
            "SHARED_BY_ALL",
            lambda f: not f.two_caches.right,
            """
            promise each cache has values of its own
            seen    two caches, each with a load of its own, were asked for the same key:
                    they gave {two_caches.value}
            wanted  {two_caches.wanted}
            next    let each cache make its own dict.
            hint    What is made in the class body, or as a default argument, is made once for all.
            hint    What belongs to one cache is made when that cache is made.
            hint    In __init__: a dict of its own, as an attribute of self.""",
        ),
        usual.done_twice("at_once", LOADED_ONCE, hints=ONCE),
        usual.one_at_a_time("at_once", "different keys are loaded at the same time", hints=ONCE),
        usual.no_result("at_once", VALUE),
        usual.too_late("at_once", "as soon as it is there", hints=ONCE),
        usual.error_lost("failing", "`get` raises the same exception", "{due_error}", hints=RAISE),
        rule(
            "WAITERS_FAIL",
            lambda f: f.after_failure.strange,
            """
            promise another task that waits may get it too, or load anew
            seen    three tasks asked, and load {after_failure.failed}; what another one got:
                    it {after_failure.strange[0]}
            next    see what those who wait find when the load has failed.""",
            RAISE,
        ),
        rule(
            "FAILURE_KEPT",
            lambda f: f.after_failure.error or not f.after_failure.right,
            """
            promise whoever asks later loads anew
            seen    load failed once; asked again later, {name} {after_failure.said}
            wanted  'A', from a new load
            next    keep values, not failures.""",
            FORGET,
        ),
        rule(
            "CANCEL_SPREADS",
            lambda f: f.cancelled.lost,
            """
            promise takes no other task along
            seen    four tasks waited for a, {cancelled.who} of them cancelled; another one
                    {cancelled.lost[0]}
            wanted  the others get 'A'
            next    what several tasks await must not be cancelled with one of them.""",
            OWN_TASK,
        ),
        rule(
            "LOAD_LOST",
            lambda f: len(f.cancelled.asked) > 1,
            f"""
            promise {LOAD_GOES_ON}
            seen    four tasks waited for a, {{cancelled.who}} of them cancelled after 1 s;
                    loaded: {{cancelled.asked}}, the others had it at {{cancelled.took}} s
            wanted  loaded once, by 3.0 s
            next    the load must not end, nor be forgotten, with one of those who wait for it.""",
            OWN_TASK,
        ),
        rule(
            "CANCEL_SWALLOWED",
            lambda f: f.cancelled.deaf,
            """
            promise a task that is cancelled while it waits stops at once
            seen    cancelled at 1.0 s, a waiting task {cancelled.deaf[0]}
            wanted  CancelledError comes out at 1.0 s: whoever cancels must be heard
            next    let CancelledError pass, or raise it again.""",
            usual.LET_IT_PASS,
        ),
        usual.too_late("cancelled", "the load goes on for the others", hints=OWN_TASK),
        usual.race(
            "three_ask",
            LOADED_ONCE,
            what="three tasks ask for one key",
            next="after every await, ask again; ex.x.trace() shows an order that fails.",
            hints=ONCE,
        ),
        usual.race(
            "two_insist",
            "an exception is not kept",
            what="two tasks ask; the first load fails, and each task that fails asks again",
            next="whoever forgets a failed load must not forget a newer one with it.",
            hints=FORGET,
        ),
    ),
    praise="loaded once in each of {three_ask.tried} orders; {at_once.of} keys at once, there "
    "at {at_once.took} s",
)
