"""07.a: blocking calls in a pool of their own, of a given size, beside a loop that goes on."""

import asyncio
import threading
import time
from collections.abc import Callable
from textwrap import shorten
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.doubles import Outcome, blocking, fails, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

KEYS, LIMIT = list(range(30)), 10
FAILS_AT, CANCELLED_AT = 1.0, 0.5
SPARE = 2  # threads beside the pool's: one for the lookup, one that may direct the others


def uneven(key: int) -> Outcome:
    """Each tenth call takes 4 s, the others 1 s: who waits for a whole batch is seen."""
    return gives(f"page {key}", after=1 if key % LIMIT else 4)


def one_fails(key: int) -> Outcome:
    """Key 3 fails after 1 s, the others take 3 s."""
    return fails(OSError("no page 3"), FAILS_AT) if key == 3 else gives(f"page {key}", after=3)


class Trial:
    """One run of the answer, with a lookup at 0.5 s in the default pool, as for a name."""

    def __init__(self, answer: Answer, script: Callable, keys: list[int], limit: int) -> None:
        self.answer, self.keys, self.limit, self.journal = answer, keys, limit, Journal()
        self.threads, self.before = 0, set(threading.enumerate())
        self.looked_up = self.ended = 0.0
        self.lookups_pool = ""
        self._get = blocking(self.journal, "get", script)

    def get(self, key: int) -> str:
        """The slow client: counts the threads that there are beside those from before."""
        alive = [thread for thread in threading.enumerate() if thread not in self.before]
        self.threads = max(self.threads, len(alive))
        return self._get(key)

    async def run(self) -> Any:
        """Run the answer beside the lookup."""
        self.before = set(threading.enumerate())
        lookup = asyncio.create_task(self._look_up())
        try:
            return await self.answer.value(self.get, list(self.keys), self.limit)
        finally:
            self.ended = now()
            await lookup

    async def cancelled(self) -> None:
        """Cancel the answer while the first calls are under way."""
        task = asyncio.create_task(self.run())
        await asyncio.sleep(CANCELLED_AT)
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()

    async def _look_up(self) -> None:
        def lookup() -> None:
            self.lookups_pool = pool_of(threading.current_thread().name)
            time.sleep(0.1)

        await asyncio.sleep(0.5)
        await asyncio.get_running_loop().run_in_executor(None, lookup)
        self.looked_up = now()

    def observed(self, call: Callable[[], Any]) -> dict[str, Any]:
        """Return what was seen."""
        facts = observe(self.answer, call, self.journal)
        calls, value, right = facts["calls"], facts["value"], [f"page {key}" for key in self.keys]
        own = {pool_of(each["thread"]) for each in calls if not each["on_loop"]}
        return {
            "said": said(facts),
            "right": value == right,
            "same": isinstance(value, list) and sorted(map(str, value)) == sorted(right),
            "error": facts["error"],
            "deadlock": facts["deadlock"],
            "trace": facts["trace"],
            "asked": len(calls),
            "most": facts["most"].get("get", 0),
            "threads": self.threads,
            "idle": idle(calls, self.limit),
            "blocked": longest(facts["blocked"]),
            "in_lookups_pool": self.lookups_pool in own,
            "looked_up": self.looked_up,
            "ended": self.ended,
            "left": bool(facts["left"] and facts["left"]["executors"]),
            "starts": [each["start"] for each in calls],
        }


def now() -> float:
    """Return the virtual time as a plain number."""
    return round(float(time.monotonic()), 6)


def pool_of(thread: str) -> str:
    """Return the prefix of a pool's thread name."""
    return thread.rpartition("_")[0]


def said(facts: dict[str, Any]) -> str:
    """Say how the answer ended."""
    if error := facts["error"]:
        return f"raised {error['type']}: {error['message']}"
    return f"returned {shorten(repr(facts['value']), 60)}"


def longest(blocked: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the wait that held the loop longest; None if none took time."""
    waits = [each for each in blocked if each["seconds"] > 0]
    return max(waits, key=lambda each: each["seconds"], default=None)


def idle(calls: list[dict[str, Any]], limit: int) -> dict[str, Any] | None:
    """Return the first call that began late: before it, fewer than `limit` were under way."""
    for each in calls:
        at = each["start"]
        busy = sum(one["start"] < at <= (one["end"] or at) for one in calls)
        if at > 0 and busy < limit:
            return {"at": at, "busy": busy}
    return None


def gather_fetching(answer: Answer) -> dict[str, Any]:
    """Fetch thirty keys, then few with another limit, then none; let one fail; cancel."""
    busy = Trial(answer, uneven, KEYS, LIMIT)
    facts: dict[str, Any] = {"busy": busy.observed(busy.run)}
    facts.update({name: facts["busy"][name] for name in ("error", "deadlock", "trace")})
    if facts["error"]:
        return facts
    few = Trial(answer, uneven, [1, 2, 3], 2)
    none = Trial(answer, uneven, [], 2)
    failing = Trial(answer, one_fails, KEYS, LIMIT)
    cancelled = Trial(answer, one_fails, KEYS, LIMIT)
    facts["few"] = few.observed(few.run)
    facts["none"] = none.observed(none.run)
    facts["failing"] = failing.observed(failing.run)
    facts["cancelled"] = cancelled.observed(cancelled.cancelled)
    facts["error"] = facts["few"]["error"]
    for each in trials(facts)[::-1]:
        if each["blocked"]:
            facts["frozen"], facts["trace"] = each["blocked"], each["trace"]
    return facts


def trials(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the trials that were run."""
    names = ("busy", "few", "none", "failing", "cancelled")
    return [facts[name] for name in names if facts.get(name)]


def error_types(trial: dict[str, Any]) -> list[str]:
    """Return the type of the error that reached the caller; of a group those in it."""
    error = trial["error"] or {"type": ""}
    return [each["type"] for each in error.get("inner", [error])]


def goes_on(trial: dict[str, Any], at: float) -> bool:
    """Did a call begin after the trial was to end?"""
    return any(start > at for start in trial["starts"])


POOL_HINTS = (
    "A pool of n threads makes n calls at once; what more it is given waits in its queue.",
    "ThreadPoolExecutor takes the number of its threads; run_in_executor takes the pool.",
    "One pool for all keys; hand it every key at once, then gather the futures.",
)
LOOP_HINTS = (
    "What waits on the loop's own thread holds everything: timers, other tasks, name lookups.",
    "run_in_executor returns a future that can be awaited: while you await it, the loop is free.",
    "Future.result(), pool.map and the end of a `with pool:` wait without await. Use gather.",
)
END_HINTS = (
    "shutdown waits for every thread that is in a call, and so does the end of a `with pool:`.",
    "shutdown has two switches: whether to wait, and whether to drop what is still queued.",
    "In a finally: shutdown with wait=False and with cancel_futures=True.",
)

RULES = (
    Rule(
        "BLOCKS_THE_LOOP",
        lambda f: f.busy and f.busy["blocked"],
        seen="the loop stood still for {busy[blocked][seconds]} s, in {busy[blocked][call]}\n"
        "in your line: {busy[blocked][line]}",
        wanted="a loop that goes on while the calls wait in threads",
        next="hand the call to the pool, and await what the loop returns for it.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "WAITS_FOR_EVER",
        lambda f: f.deadlock,
        seen="after {busy[asked]} calls nothing can ever happen again",
        wanted="all 30 calls are made",
        next="look for a turn that is taken and not given back.",
        hints=(
            "Who waits for a place needs somebody who gives it back.",
            "The pool hands out its threads by itself; you need no semaphore.",
            "If you keep one: `async with` gives it back on every way out.",
        ),
    ),
    Rule(
        "NO_RESULTS",
        lambda f: f.busy and not f.error and not (f.busy["right"] or f.busy["same"]),
        seen="fetch_all {busy[said]}",
        wanted="a list of what get returned for each key",
        next="await the futures, and return their results.",
        hints=(
            "run_in_executor returns a future; its result comes by await.",
            "gather(*futures) is awaited once, and gives a list.",
            "return, await, gather: in this order on one line.",
        ),
    ),
    Rule(
        "IN_THE_DEFAULT_POOL",
        lambda f: f.busy and f.busy["in_lookups_pool"],
        seen="the calls ran in the loop's default pool;\n"
        "a name lookup of 0.1 s, begun at 0.5 s, was done at {busy[looked_up]} s",
        wanted="done at 0.6 s: others need the default pool too",
        next="make a pool of your own, and give it to run_in_executor.",
        hints=(
            "to_thread, run_in_executor(None, …) and name lookups share one pool in each loop.",
            "A semaphore bounds the calls; they still take the places of all others.",
            *POOL_HINTS[1:2],
        ),
    ),
    Rule(
        "TOO_MANY_THREADS",
        lambda f: f.busy and (f.busy["most"] > LIMIT or f.busy["threads"] > LIMIT + SPARE),
        seen="30 keys, limit 10: {busy[most]} calls at once, {busy[threads]} threads",
        wanted="10 calls at once, in 10 threads",
        next="let the limit be the size of one pool, which all keys share.",
        hints=POOL_HINTS,
    ),
    Rule(
        "SEQUENTIAL",
        lambda f: f.busy and not f.error and f.busy["most"] <= 1 < f.busy["asked"],
        seen="30 keys, limit 10: never more than 1 call under way; done at {busy[ended]} s",
        wanted="10 calls at once; done at 6.0 s",
        next="hand all keys to the pool before you await the first result.",
        hints=POOL_HINTS,
    ),
    Rule(
        "LIMIT_NOT_USED",
        lambda f: not f.error and f.few and (f.busy["most"], f.few["most"]) != (LIMIT, 2),
        seen="30 keys, limit 10: {busy[most]} calls at once; 3 keys, limit 2: {few[most]}",
        wanted="10, and 2",
        next="tell the pool how many threads it may start; its default depends on the machine.",
        hints=POOL_HINTS,
    ),
    Rule(
        "WAITS_FOR_A_BATCH",
        lambda f: f.busy and not f.error and f.busy["idle"],
        seen="limit 10; at {busy[idle][at]} s a call began, and just before that\n"
        "{busy[idle][busy]} of 10 threads had work; all was done at {busy[ended]} s",
        wanted="each thread that gets free takes the next key at once; done at 6.0 s",
        next="do not wait for a group of calls; the pool's queue hands out the keys.",
        hints=POOL_HINTS,
    ),
    Rule(
        "WRONG_ORDER",
        lambda f: f.busy and f.busy["same"] and not f.busy["right"],
        seen="all 30 results, in another order than the keys",
        wanted="the results in the order of the keys",
        next="await the futures in the order in which you made them.",
        hints=(
            "Calls end in any order; as_completed and wait give them as they end.",
            "gather returns results in the order of its arguments.",
            "A list of futures in the order of the keys, given to gather with a star.",
        ),
    ),
    Rule(
        "FAILS_WITHOUT_KEYS",
        lambda f: f.none and not f.none["right"],
        seen="fetch_all(get, [], 2) {none[said]}",
        wanted="[]",
        next="make the pool's size depend on the limit alone.",
        hints=(
            "Without keys there is nothing to do, and that is no mistake.",
            "A pool must have room for one thread at least; it starts threads only as needed.",
            "The limit is the size, however few the keys are.",
        ),
    ),
    Rule(
        "ERROR_LOST",
        lambda f: f.failing and "OSError" not in error_types(f.failing),
        seen="get raised OSError for one key; fetch_all {failing[said]}",
        wanted="the OSError, alone or in a group",
        next="let what a call raises pass through.",
        hints=(
            "Whoever asks for 30 pages must learn that one of them is not there.",
            "gather raises the first error, unless you ask it to return errors as results.",
            "Take the except, or return_exceptions, away.",
        ),
    ),
    Rule(
        "FREEZES_AT_THE_END",
        lambda f: f.frozen,
        seen="a call failed, or fetch_all was cancelled, while others were under way:\n"
        "the loop stood still for {frozen[seconds]} s, in {frozen[call]}\n"
        "in your line: {frozen[line]}",
        wanted="a loop that goes on; the threads end their calls without it",
        next="shut the pool down without waiting on the loop's thread.",
        hints=END_HINTS,
    ),
    Rule(
        "GOES_ON",
        lambda f: (
            f.failing
            and (goes_on(f.failing, FAILS_AT) or goes_on(f.cancelled, max(CANCELLED_AT, 0.6)))
        ),
        seen="a call failed at 1.0 s, or fetch_all was cancelled at 0.5 s; of 30 keys "
        "{failing[asked]} and {cancelled[asked]} were asked for all the same",
        wanted="11 at most: no call begins when nobody will take its result",
        next="drop what is still in the pool's queue.",
        hints=END_HINTS,
    ),
    Rule(
        "POOL_LEFT",
        lambda f: not f.error and any(each["left"] for each in trials(f)),
        seen="fetch_all ended; a ThreadPoolExecutor was left that nobody had shut down",
        wanted="shut down however fetch_all ends: with results, by an error, by cancellation",
        next="shut the pool down in a finally.",
        hints=END_HINTS,
    ),
)

CHECK = Check(
    gather_fetching,
    RULES,
    "30 calls, {busy[most]} at once, done at {busy[ended]} s; a lookup beside them at 0.6 s",
)
