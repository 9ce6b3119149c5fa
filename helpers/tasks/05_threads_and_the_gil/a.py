"""05.a: calls in threads, all at once, whose exceptions all reach the caller."""

import inspect
import threading
import time
from textwrap import shorten
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule

from .running import as_script

__all__ = ["CHECK"]

NAMES = [f"map {number}" for number in range(12)]  # more than a default pool has threads
ERRORS = {"map 3": LookupError("map 3"), "map 7": OSError("map 7"), "map 9": ValueError("map 9")}
CASES = {"good": (NAMES, {}), "bad": (NAMES, ERRORS), "none": ([], {})}
SECONDS = {name: len(NAMES) - place for place, name in enumerate(NAMES)}  # the last ends first


class Source:
    """`fetch`, which notes its calls, how many are under way at once, and on which threads."""

    def __init__(self, errors: dict[str, Exception]) -> None:
        self.errors, self.asked, self.open, self.most = errors, [], 0, 0

    def fetch(self, name: str) -> str:
        """Wait some seconds for this name; return its page, or raise its error."""
        self.asked.append(name)
        self.open += 1
        self.most = max(self.most, self.open)
        time.sleep(SECONDS[name])
        self.open -= 1
        if name in self.errors:
            raise self.errors[name]
        return f"page of {name}"


def gather_fetching(answer: Answer) -> dict[str, Any]:
    """Let the answer fetch twelve names; the same with three that fail; no name at all."""
    facts: dict[str, Any] = {}
    for case, (names, errors) in CASES.items():
        facts[case] = as_script(answer, lambda n=names, e=errors: _observe(answer, Source(e), n))
        if facts[case]["error"] or facts[case]["deadlock"]:
            return {**facts, **facts[case]}
    return {**facts, "error": facts["good"]["raised"], "trace": facts["good"]["trace"]}


def _observe(answer: Answer, source: Source, names: list[str]) -> dict[str, Any]:
    before, value, raised = set(threading.enumerate()), None, None
    try:
        value = answer.value(source.fetch, list(names))  # which the answer may use up
    except Exception as error:
        raised = error
    left = [thread for thread in threading.enumerate() if thread not in before]
    if awaitable := inspect.iscoroutine(value):
        value.close()
    right = [f"page of {name}" for name in names]
    return {
        "value": shorten(repr(value), 60),
        "ended": shorten(f"raised {raised!r}" if raised else f"returned {value!r}", 80),
        "awaitable": awaitable,
        "right": value == right,
        "ordered": "in" if value == right else "not in",
        "same": isinstance(value, list) and sorted(map(str, value)) == sorted(right),
        "holds_errors": isinstance(value, list) and any(isinstance(v, Exception) for v in value),
        "raised": describe(raised) if raised else None,
        "errors": [str(error) for error in _inside(raised)],
        "group": isinstance(raised, BaseExceptionGroup),
        "asked": len(source.asked),
        "most": source.most,
        "left": len(left),
        "open": source.open,
    }


def _inside(raised: Exception | None) -> list[BaseException]:
    """Return the exceptions that reach the caller, those of nested groups one by one."""
    if not isinstance(raised, BaseExceptionGroup):
        return [] if raised is None else [raised]
    return [inner for error in raised.exceptions for inner in _inside(error)]


WANTED = list(ERRORS)


def out_of_order(f: Facts) -> bool:
    """Is everything there, results or errors, and in another order than the names?"""
    if not f.good or f.error:
        return False
    errors = f.bad["errors"]
    return (f.good["same"] and not f.good["right"]) or (
        errors != WANTED and sorted(errors) == sorted(WANTED)
    )


JOIN_HINTS = (
    "A thread goes on when its starter does; join() is how the starter waits for its end.",
    "Collect all threads in a list; when all are started, go through the list again.",
    "A second `for thread in threads:` with thread.join() in it, after the first one.",
)
KEEP_HINTS = (
    "An exception stays in its thread: join() neither raises nor returns it.",
    "Catch in the function that the thread runs, and keep the error where fetch_all finds it.",
    "In the thread: try, and except Exception. After join(): read a dict from place to error.",
)
ORDER_HINTS = (
    "Threads end in any order; here the last name is the first to be there.",
    "Keep each outcome together with the place of its name, and bring them into order at the end.",
    "enumerate(names) gives places; a dict by place, or a list with one slot for each name.",
)

RULES = (
    Rule(
        "WAITS_FOR_EVER",
        lambda f: f.deadlock,
        seen="nothing can ever happen again:\n{deadlock}",
        wanted="fetch_all ends when the last call has ended",
        next="look for what is waited for, and who brings it when a call raises.",
        hints=(
            "Whoever waits for n outcomes needs n outcomes, also from calls that raise.",
            "Let each thread deliver something in any case: a result or an error.",
            "put() both in the try block and in the except block.",
        ),
    ),
    Rule(
        "RETURNS_AWAITABLE",
        lambda f: f.good and f.good["awaitable"],
        seen="fetch_all() returned a coroutine",
        wanted="a list: fetch_all is called by ordinary code, which cannot await",
        next="write it with `def`; threads need no loop.",
        hints=(
            "A function that waits for threads needs neither `async` nor `await`.",
            "threading.Thread or a ThreadPoolExecutor do all of it in ordinary code.",
            *JOIN_HINTS[2:],
        ),
    ),
    Rule(
        "LEFT_BEHIND",
        lambda f: f.good and any(f[case]["left"] or f[case]["open"] for case in ("good", "bad")),
        seen="afterwards, threads still alive: {good[left]}; with three errors: {bad[left]}",
        wanted="none of its threads is alive when it returns or raises",
        next="wait for all of them before you return, and before you raise.",
        hints=JOIN_HINTS,
    ),
    Rule(
        "CALLED_TWICE",
        lambda f: f.good and not f.error and f.good["asked"] > len(NAMES),
        seen="fetch was called {good[asked]} times for 12 names",
        wanted="once for each name",
        next="keep what the call in the thread returned, and do not call again for it.",
        hints=(
            "A thread drops what its function returns; calling once more is no way to get it.",
            "The function that the thread runs can put the result where fetch_all finds it.",
            *ORDER_HINTS[2:],
        ),
    ),
    Rule(
        "SEQUENTIAL",
        lambda f: f.good and f.good["asked"] and f.good["most"] == 1,
        seen="12 calls, never more than 1 under way",
        wanted="12 under way at once",
        next="start all threads first; then wait for them.",
        hints=(
            "start() returns at once, join() and result() wait: what waits stops the next start.",
            "Two loops: the first one starts everything, the second one waits.",
            "pool.submit for every name in one list, before the first .result(); or two for loops.",
        ),
    ),
    Rule(
        "NOT_ALL_AT_ONCE",
        lambda f: f.good and 1 < f.good["most"] < len(NAMES),
        seen="12 calls, at most {good[most]} under way at once",
        wanted="12 under way at once",
        next="give every call a thread: a pool has only so many.",
        hints=(
            "A pool's jobs beyond max_workers stand in its queue.",
            "The default of ThreadPoolExecutor is made from the number of cores, not of your jobs.",
            "max_workers=len(names), and mind that it must be at least 1.",
        ),
    ),
    Rule(
        "ERRORS_AS_RESULTS",
        lambda f: f.bad and f.bad["holds_errors"],
        seen="with three calls that raised, it returned a list with exceptions in it",
        wanted="an ExceptionGroup is raised",
        next="whoever calls fetch_all must not have to look through the list.",
        hints=(
            "A returned exception is a value like any other; nobody stops at it.",
            "Keep errors apart from results; if there are any, raise instead of returning.",
            "if errors: raise an ExceptionGroup with the list of them.",
        ),
    ),
    Rule(
        "EXCEPTION_HIDDEN",
        lambda f: (
            f.bad and not f.error and f.good["right"] and not set(f.bad["errors"]) & {*WANTED}
        ),
        seen="three calls raised; fetch_all {bad[ended]}",
        wanted="an ExceptionGroup with three exceptions",
        next="the threads must hand their exceptions over; join() does not.",
        hints=KEEP_HINTS,
    ),
    Rule(
        "ONLY_ONE_ERROR",
        lambda f: f.bad and not f.bad["group"] and set(f.bad["errors"]) & {*WANTED},
        seen="three calls raised; fetch_all {bad[ended]}",
        wanted="an ExceptionGroup with all three",
        next="collect all errors before you raise.",
        hints=(
            "result() raises the first error it meets; those behind it are never asked for.",
            "A future's exception() waits as well, and returns the error or None.",
            "errors = a list of all that are not None; then raise one group of them.",
        ),
    ),
    Rule(
        "ERRORS_MISSING",
        lambda f: f.bad and f.bad["group"] and len(f.bad["errors"]) < len(WANTED),
        seen="map 3, map 7 and map 9 raised; in the group: {bad[errors]}",
        wanted="all three, of whatever type they are",
        next="keep every Exception, not only some types, and one for each call.",
        hints=KEEP_HINTS,
    ),
    Rule(
        "WRONG_ORDER",
        out_of_order,
        seen="results {good[ordered]} the order of names; errors in this order: {bad[errors]}",
        wanted="both in the order of names, whoever ends first",
        next="the place of a name decides, not the time at which its call ended.",
        hints=ORDER_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: f.good and not f.error and not f.good["right"],
        seen="for 12 names it returned {good[value]}",
        wanted="a list with what fetch returned for each name",
        next="bring the results back from the threads, and return them as a list.",
        hints=(
            "A thread drops what its function returns.",
            "Let the thread put the result into something that fetch_all can read after join().",
            *ORDER_HINTS[2:],
        ),
    ),
    Rule(
        "FAILS_WITHOUT_NAMES",
        lambda f: f.none and not f.error and not f.none["right"],
        seen="fetch_all(fetch, []) {none[ended]}",
        wanted="[]: with nothing to fetch there is nothing that could fail",
        next="see what each line does when there is no name.",
        hints=(
            "However many there are: that may be none.",
            "A ThreadPoolExecutor refuses to have 0 workers.",
            "Return early for an empty list, or take the larger one of 1 and len(names).",
        ),
    ),
)

CHECK = Check(gather_fetching, RULES, "{good[most]} calls under way at once; 3 of 3 errors arrived")
