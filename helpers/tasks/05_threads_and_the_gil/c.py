"""05.c: jobs in a pool that see the context variables of whoever handed them in."""

import contextvars
import inspect
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule

from .running import as_script

__all__ = ["CHECK"]

request_id = contextvars.ContextVar("request_id", default="none")
user = contextvars.ContextVar("user", default="nobody")


class Trial:
    """One trial of the answer: a pool of named threads, and what its jobs found."""

    def __init__(self, submit: Any, workers: int) -> None:
        self.submit, self.caller, self.seen = submit, threading.current_thread(), {}
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="pool")

    def job(self, *args: Any, seconds: float = 0, sets: str = "", **more: Any) -> dict[str, Any]:
        """Note the variables and the thread; then wait, and perhaps set the variables."""
        found = {
            "request": request_id.get(),
            "user": user.get(),
            "thread": threading.current_thread().name,
            "on_caller": threading.current_thread() is self.caller,
            "args": [*args, *more.values()],
        }
        time.sleep(seconds)
        if sets:
            request_id.set(sets)
            user.set(sets)
        return found

    def submitted(self, *args: Any, **kwargs: Any) -> Future:
        """Hand in the job; note when submit returned, and what it returned if that is no future."""
        begun = time.monotonic()
        future = self.submit(self.pool, self.job, *args, **kwargs)
        self.seen["waited"] = self.seen.get("waited") or time.monotonic() > begun
        if not isinstance(future, Future):
            self.seen.setdefault("returned", type(future).__name__)
            if inspect.iscoroutine(future):
                future.close()
            raise NoFuture
        return future


class NoFuture(Exception):
    """The answer returned something else than a future; the trial is over."""


def two_at_once(trial: Trial) -> dict[str, Any]:
    """Two jobs of two requests at the same time, with arguments, and a change right after."""
    request_id.set("r1")
    user.set("Ada")
    first = trial.submitted("x", 2, seconds=5, more="y")
    second = trial.submitted(seconds=5)
    request_id.set("r2")
    user.set("Bob")
    third = trial.submitted(seconds=5)
    request_id.set("r3")
    found = [job.result() for job in (first, second, third)]
    return {"found": found, "ids": [each["request"] for each in found]}


def one_after_the_other(trial: Trial) -> dict[str, Any]:
    """A job that sets the variables, then one that the pool is given directly, in one thread."""
    request_id.set("r4")
    user.set("Cy")
    trial.submitted(sets="changed").result()
    later = trial.pool.submit(trial.job).result()
    return {
        "later": later,
        "text": f"id {later['request']!r} and user {later['user']!r}",
        "caller": request_id.get(),
        "next": trial.submitted().result(),
    }


def failing(trial: Trial) -> dict[str, Any]:
    """A job that raises."""
    future = trial.submit(trial.pool, int, "no number")
    error = future.exception()
    return {"raised": type(error).__name__ if error else "no exception"}


def gather_context(answer: Answer) -> dict[str, Any]:
    """Run the trials, each in a fresh context and in virtual time."""
    if "request_id" in answer.namespace:
        answer.replace(request_id=request_id)
    facts: dict[str, Any] = {}
    for trial, workers in ((two_at_once, 3), (one_after_the_other, 1), (failing, 1)):
        seen = as_script(answer, lambda t=trial, n=workers: _observed(t, answer, n))
        if seen["deadlock"]:
            return {**facts, **seen}
        facts[trial.__name__] = seen
        if seen["error"] or "returned" in seen:
            break
    for seen in list(facts.values()):
        facts["error"] = facts.get("error") or seen["error"]
        facts["returned"] = facts.get("returned") or seen.get("returned")
    return {**facts, "trace": facts["two_at_once"]["trace"]}


def _observed(trial: Any, answer: Answer, workers: int) -> dict[str, Any]:
    state, error = Trial(answer.value, workers), None
    with state.pool:
        try:
            state.seen.update(trial(state))
        except NoFuture:
            pass
        except Exception as raised:
            error = describe(raised)
    return {**state.seen, "error": error}


OWN = [["r1", "Ada"], ["r1", "Ada"], ["r2", "Bob"]]
COPY_HINTS = (
    "A thread of a pool has a context of its own; the caller's values are not in it.",
    "contextvars.copy_context() copies the context of whoever calls it, with all variables.",
    "The copy has a method run(function, *args, **kwargs). The pool can be given that method.",
)


def found(f: Facts) -> list[dict[str, Any]]:
    """Return what the three jobs found that were handed in at once; nothing if that failed."""
    return (f.two_at_once or {}).get("found", [])


def ids(f: Facts) -> list[str]:
    """Return the request ids that the three jobs found."""
    return [job["request"] for job in found(f)]


def later(f: Facts) -> dict[str, Any]:
    """Return what the trial with one thread found; nothing after an error."""
    trial = f.one_after_the_other or {}
    return trial if not f.error and "later" in trial else {}


RULES = (
    Rule(
        "WAITS_FOR_EVER",
        lambda f: f.deadlock,
        seen="nothing can ever happen again:\n{deadlock}",
        wanted="submit returns at once, and the pool does the job",
        next="hand the job to the pool once, and wait for nothing.",
        hints=COPY_HINTS,
    ),
    Rule(
        "NO_FUTURE",
        lambda f: f.returned,
        seen="submit() returned a value of type {returned}",
        wanted="the future that the pool returns",
        next="return what pool.submit returns; do not wait for it, and do not await.",
        hints=(
            "The caller gets the pool's future, and asks it for the result when it wants to.",
            "submit is an ordinary function, and its last line hands the job to the pool.",
            "return pool.submit(…)",
        ),
    ),
    Rule(
        "ALREADY_ENTERED",
        lambda f: f.error and "already entered" in f.error["message"],
        seen="two jobs at once: RuntimeError: cannot enter context: it is already entered",
        wanted="any number of jobs at the same time",
        next="make a copy for each job.",
        hints=(
            "A context can be entered only once at a time.",
            "The copy must be made anew in each call of submit, not once for all.",
            *COPY_HINTS[2:],
        ),
    ),
    Rule(
        "ARGUMENTS_LOST",
        lambda f: (
            (f.error and f.error["type"] == "TypeError" and "argument" in f.error["message"])
            or any(job["args"] != ["x", 2, "y"] for job in found(f)[:1])
        ),
        seen='function("x", 2, more="y"): not all of it arrived',
        wanted="the function gets all arguments, those with names too",
        next="pass *args and **kwargs on.",
        hints=(
            "Both kinds of arguments have to go all the way to the function.",
            "Context.run takes keyword arguments and passes them on; so does pool.submit.",
            "A call with `*args, **kwargs` at its end.",
        ),
    ),
    Rule(
        "RUNS_HERE",
        lambda f: f.two_at_once and any(job["on_caller"] for job in found(f)),
        seen="the function ran on the caller's own thread",
        wanted="it runs on a thread of the pool, and submit returns at once",
        next="pass the function on; whoever writes brackets behind it calls it here.",
        hints=(
            "pool.submit(f(x)) calls f first, and gives the pool what f returned.",
            "The pool must get something to call, and the arguments beside it.",
            *COPY_HINTS[2:],
        ),
    ),
    Rule(
        "CALLER_WAITS",
        lambda f: f.two_at_once and not f.error and f.two_at_once["waited"],
        seen="submit() returned only when the job had ended",
        wanted="it returns at once",
        next="do not ask the future for its result.",
        hints=(
            "result(), wait() and the end of a `with pool:` wait for the job.",
            "submit only hands the job in; the caller waits, if anybody does.",
            "Return the future as you get it from the pool.",
        ),
    ),
    Rule(
        "NOT_IN_THE_POOL",
        lambda f: any(not job["thread"].startswith("pool") for job in found(f)),
        seen="the function ran on a thread that is none of the pool's",
        wanted="it runs on a thread of the pool that submit was given",
        next="use the pool; a thread of your own is one more than its owner allowed.",
        hints=COPY_HINTS,
    ),
    Rule(
        "ID_LOST",
        lambda f: "none" in ids(f),
        seen="the callers had the ids r1, r1, r2; their jobs found {two_at_once[ids]}",
        wanted="each job finds the id of its caller",
        next="copy the caller's context, on the caller's thread, and run the function in the copy.",
        hints=COPY_HINTS,
    ),
    Rule(
        "ID_OF_ANOTHER",
        lambda f: found(f) and ids(f) != [own for own, _ in OWN],
        seen="the callers had the ids r1, r1, r2; their jobs found {two_at_once[ids]}",
        wanted="each job finds the id that its caller had when it called submit",
        next="copy in submit itself: not earlier, not later.",
        hints=COPY_HINTS,
    ),
    Rule(
        "ONLY_THE_ID",
        lambda f: found(f) and [job["user"] for job in found(f)] != [name for _, name in OWN],
        seen="the id arrived; another context variable of the caller's did not",
        wanted="all context variables of the caller",
        next="take the whole context instead of one variable.",
        hints=COPY_HINTS,
    ),
    Rule(
        "LEFT_IN_THE_POOL",
        lambda f: (
            later(f)
            and (later(f)["later"]["request"], later(f)["later"]["user"]) != ("none", "nobody")
        ),
        seen="a later job, given to the pool without submit(), found {one_after_the_other[text]}",
        wanted="nothing of an earlier job",
        next="what is set in the pool's thread stays there; let the job run in a copy.",
        hints=(
            "A pool's thread keeps its context from job to job.",
            "What runs by Context.run changes that context only, not the thread's.",
            *COPY_HINTS[2:],
        ),
    ),
    Rule(
        "CHANGES_COME_BACK",
        lambda f: later(f) and (later(f)["caller"], later(f)["next"]["request"]) != ("r4", "r4"),
        seen="a job set its id to 'changed'; after that the caller, or its next job, had this id",
        wanted="what a job sets stays with this job",
        next="a copy for each job, and nothing copied back.",
        hints=COPY_HINTS,
    ),
    Rule(
        "EXCEPTION_LOST",
        lambda f: f.failing and not f.error and f.failing["raised"] != "ValueError",
        seen="the function raised a ValueError; the future holds {failing[raised]}",
        wanted="the future holds the function's exception",
        next="let it rise: the pool keeps it in the future.",
        hints=(
            "A future has room for an exception; the pool puts it there.",
            "Whoever catches around the function takes it away from the caller.",
            "Take the try away, or raise again.",
        ),
    ),
)

CHECK = Check(
    gather_context, RULES, "each of 3 jobs found its caller's variables; a later job found none"
)
