"""07.c: calls in a given pool, with keyword arguments and the caller's context variables."""

import asyncio
import contextvars
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from textwrap import shorten
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule

__all__ = ["CHECK"]

request_id = contextvars.ContextVar("request_id", default="none")
user = contextvars.ContextVar("user", default="nobody")

OWN = [["r1", "Ada"], ["r2", "Bob"], ["r3", "Cy"]]
NAMES = {"pool": 1, "function": 2, "loop": 3, "context": 4, "call": 5, "func": 6}


def job(*args: Any, seconds: float = 0, sets: str = "", **more: Any) -> dict[str, Any]:
    """Note the variables and the thread; then wait, and perhaps set the variables."""
    found = {
        "request": request_id.get(),
        "user": user.get(),
        "thread": threading.current_thread().name,
        "args": [*args, *more.items()],
    }
    if sets:
        request_id.set(sets)
        user.set(sets)
    time.sleep(seconds)
    return found


class NoResult(Exception):
    """The answer gave something else than what the function returned; the trial is over."""


class Trial:
    """One trial of the answer: a pool of so many threads, and what was seen so far."""

    def __init__(self, call_in: Callable[..., Awaitable[Any]], threads: int) -> None:
        self.call_in, self.seen = call_in, {}
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="given")

    async def call(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Call the job through the answer."""
        value = await self.call_in(self.pool, job, *args, **kwargs)
        if not isinstance(value, dict):
            is_future = isinstance(value, Future | asyncio.Future)
            self.seen["returned"] = "a future" if is_future else f"{value!r:.50}"
            self.seen["future"] = is_future
            raise NoResult
        return value

    async def request(self, own_id: str, name: str) -> dict[str, Any]:
        """One of several requests: a task, with variables of its own."""
        request_id.set(own_id)
        user.set(name)
        return await self.call("x", 2, seconds=5, more="y")


async def at_once(trial: Trial) -> dict[str, Any]:
    """Three requests at the same time."""
    found = await asyncio.gather(*(trial.request(*own) for own in OWN))
    ids = ", ".join(str(each["request"]) for each in found)
    return {"found": found, "ids": ids, "took": round(float(time.monotonic()), 6)}


async def one_thread(trial: Trial) -> dict[str, Any]:
    """A call that sets the variables; then a job that the pool is given directly; then a call."""
    request_id.set("r4")
    user.set("Di")
    await trial.call(sets="changed")
    later = await asyncio.wrap_future(trial.pool.submit(job))
    return {
        "later": [later["request"], later["user"]],
        "text": f"id {later['request']!r} and user {later['user']!r}",
        "caller": request_id.get(),
        "next": (await trial.call())["request"],
    }


async def any_name(trial: Trial) -> dict[str, Any]:
    """Keyword arguments with the names that somebody might use for parameters."""
    try:
        found = await trial.call(**NAMES)
        return {"said": "", "lost": found["args"] != list(NAMES.items())}
    except TypeError as error:
        return {"said": f"TypeError: {describe(error)['message']}", "lost": True}


async def failing(trial: Trial) -> dict[str, Any]:
    """A function that raises."""
    try:
        value = await trial.call_in(trial.pool, int, "no number")
    except Exception as error:
        return {"raised": type(error).__name__, "said": f"raised {type(error).__name__}"}
    return {"raised": "", "said": f"returned {shorten(repr(value), 50)}"}


TRIALS = {at_once: 3, one_thread: 1, any_name: 1, failing: 1}


def gather_calls(answer: Answer) -> dict[str, Any]:
    """Run the trials, each in virtual time and in a fresh context."""
    if "request_id" in answer.namespace:
        answer.replace(request_id=request_id)
    facts: dict[str, Any] = {"error": None}
    for program, threads in TRIALS.items():
        trial = Trial(answer.value, threads)
        run = contextvars.Context().run(observe, answer, lambda p=program, t=trial: _run(p, t))
        if program is at_once:
            facts["trace"] = run["trace"]
        blocked = [each for each in run["blocked"] if each["seconds"] > 0]
        facts["blocked"] = facts.get("blocked") or next(iter(blocked), None)
        if run["deadlock"]:
            facts["deadlock"] = run["error"]["line"] or "none of yours"
        facts[program.__name__] = {**(run["value"] or {}), **trial.seen, "trace": run["trace"]}
        facts.update(trial.seen)
        if run["error"] and not trial.seen:
            return {**facts, "error": run["error"]}
        if trial.seen:
            return facts
    return facts


async def _run(program: Callable[[Trial], Awaitable[dict[str, Any]]], trial: Trial) -> Any:
    try:
        return await program(trial)
    finally:
        trial.pool.shutdown(wait=False)


def found(f: Facts) -> list[dict[str, Any]]:
    """Return what the three calls at once found; nothing if that failed."""
    return (f.at_once or {}).get("found", [])


def ids(f: Facts) -> list[str]:
    """Return the request ids that the three calls found."""
    return [each["request"] for each in found(f)]


def says(f: Facts, words: str) -> bool:
    """Does the error's message hold these words?"""
    return bool(f.error) and words in f.error["message"]


def later(f: Facts) -> dict[str, Any]:
    """Return what the trial with one thread found; nothing after an error."""
    trial = f.one_thread or {}
    return trial if "later" in trial else {}


CONTEXT_HINTS = (
    "A thread of a pool has a context of its own; the caller's values are not in it.",
    "contextvars.copy_context() copies all variables of whoever calls it. A copy can run(f, …).",
    "Copy in the coroutine, in each call anew; the pool gets the copy's run, and f beside it.",
)
KEYWORD_HINTS = (
    "run_in_executor passes positional arguments on, and nothing else.",
    "functools.partial makes one callable of a function and all of its arguments.",
    "Make a partial with both stars, and hand it over as the only thing to call.",
)
AWAIT_HINTS = (
    "run_in_executor returns at once, with a future; the result comes by await.",
    "An await gives the loop back until the thread is done; result() holds it.",
    "The last line: return, await, run_in_executor.",
)

RULES = (
    Rule(
        "BLOCKS_THE_LOOP",
        lambda f: f.blocked,
        seen="the loop stood still for {blocked[seconds]} s, in {blocked[call]}\n"
        "in your line: {blocked[line]}",
        wanted="a loop that goes on while the function runs in a thread",
        next="hand the function over without calling it, and await the future.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "WAITS_FOR_EVER",
        lambda f: f.deadlock,
        seen="nothing can ever happen again\nin your line: {deadlock}",
        wanted="call_in ends when the function has ended",
        next="see what this line waits for: the loop cannot bring it while it is held.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "KEYWORDS_REFUSED",
        lambda f: says(f, "unexpected keyword argument") and not found(f),
        seen="{error[type]}: {error[message]}",
        wanted='function("x", 2, seconds=5, more="y") runs in the pool',
        next="bind the keyword arguments to the function before you hand it over.",
        hints=KEYWORD_HINTS,
    ),
    Rule(
        "ALREADY_ENTERED",
        lambda f: says(f, "already entered"),
        seen="three calls at once: RuntimeError: cannot enter context: it is already entered",
        wanted="any number of calls at the same time",
        next="make a copy of the context for each call.",
        hints=(
            "A context can be entered only once at a time.",
            "A context that several calls share is no copy of the caller's.",
            *CONTEXT_HINTS[2:],
        ),
    ),
    Rule(
        "RETURNS_A_FUTURE",
        lambda f: f.returned and f.future,
        seen="awaiting call_in(…) gave a future",
        wanted="what the function returned",
        next="await the future in call_in; asyncio.wrap_future makes a pool's future awaitable.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: f.returned and not f.future,
        seen="awaiting call_in(…) gave {returned}",
        wanted="what the function returned",
        next="return what the await gives.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "ARGUMENTS_LOST",
        lambda f: (
            any(each["args"] != ["x", 2, ["more", "y"]] for each in found(f))
            or (says(f, "argument") and f.error["type"] == "TypeError")
        ),
        seen='call_in(pool, function, "x", 2, more="y"): not all of it arrived',
        wanted="the function gets all arguments, those with names too",
        next="pass *args and **kwargs on.",
        hints=KEYWORD_HINTS,
    ),
    Rule(
        "NOT_IN_THE_POOL",
        lambda f: any(not each["thread"].startswith("given") for each in found(f)),
        seen="the function ran in thread {at_once[found][0][thread]!r}",
        wanted="in a thread of the pool that call_in was given",
        next="give run_in_executor the pool; to_thread knows only the default pool.",
        hints=(
            "The caller chose a pool: its size bounds the calls, and its owner shuts it down.",
            "The first argument of run_in_executor is the pool; None means the default one.",
            *KEYWORD_HINTS[2:],
        ),
    ),
    Rule(
        "ID_LOST",
        lambda f: "none" in ids(f),
        seen="the callers had the ids r1, r2, r3; their calls found {at_once[ids]}",
        wanted="each call finds the id of its caller",
        next="copy the caller's context in the coroutine, and run the function in the copy.",
        hints=CONTEXT_HINTS,
    ),
    Rule(
        "ID_OF_ANOTHER",
        lambda f: found(f) and ids(f) != [own for own, _ in OWN],
        seen="the callers had the ids r1, r2, r3; their calls found {at_once[ids]}",
        wanted="each call finds the id of its own caller",
        next="take the context of this call's caller: no global, no copy from earlier.",
        hints=CONTEXT_HINTS,
    ),
    Rule(
        "ONLY_THE_ID",
        lambda f: found(f) and [each["user"] for each in found(f)] != [name for _, name in OWN],
        seen="the id arrived; another context variable of the caller's did not",
        wanted="all context variables of the caller",
        next="take the whole context instead of one variable.",
        hints=CONTEXT_HINTS,
    ),
    Rule(
        "ONE_AT_A_TIME",
        lambda f: found(f) and f.at_once["took"] > 5,
        seen="three calls of 5 s, a pool of 3 threads: done at {at_once[took]} s",
        wanted="done at 5.0 s",
        next="let no call wait for another one; each has a copy of its own.",
        hints=CONTEXT_HINTS,
    ),
    Rule(
        "CHANGES_COME_BACK",
        lambda f: later(f) and (later(f)["caller"], later(f)["next"]) != ("r4", "r4"),
        seen="a function set the id to 'changed'; after that the caller had the id "
        "{one_thread[caller]!r},\nand its next call found {one_thread[next]!r}",
        wanted="'r4' and 'r4': what a function sets stays with its call",
        next="a copy for each call, and nothing copied back.",
        hints=CONTEXT_HINTS,
    ),
    Rule(
        "LEFT_IN_THE_POOL",
        lambda f: later(f) and later(f)["later"] != ["none", "nobody"],
        seen="a later job of the pool, that came without call_in, found {one_thread[text]}",
        wanted="nothing of an earlier call",
        next="what is set in the pool's thread stays there; let the function run in a copy.",
        hints=(
            "A pool's thread keeps its context from job to job.",
            "What runs by Context.run changes that context only, not the thread's.",
            *CONTEXT_HINTS[2:],
        ),
    ),
    Rule(
        "NAME_TAKEN",
        lambda f: f.any_name and not f.error and f.any_name["lost"],
        seen="a function with keyword arguments named pool, function, loop, …\n{any_name[said]}",
        wanted="it gets them: their names are the function's business",
        next="let your own parameters be positional only.",
        hints=(
            "A parameter of yours takes each keyword argument of its name away from **kwargs.",
            "Parameters before a / in the parameter list have no name for callers.",
            "Your inner function needs no parameters beside the stars; it sees the outer names.",
        ),
    ),
    Rule(
        "EXCEPTION_LOST",
        lambda f: f.failing and not f.error and f.failing["raised"] != "ValueError",
        seen="the function raised ValueError; call_in {failing[said]}",
        wanted="the ValueError",
        next="let it rise: the future carries it to whoever awaits.",
        hints=(
            "A future has room for an exception; the pool puts it there.",
            "Whoever catches around the function takes it away from the caller.",
            "Take the try away, or raise again.",
        ),
    ),
)

CHECK = Check(
    gather_calls,
    RULES,
    "3 calls at once, each with its caller's variables; done at {at_once[took]} s",
)
