"""02.c: one fails; nothing is left running, the other answers are kept or dropped as asked."""

from collections.abc import Callable, Iterable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.cancellation import cancel_each_await
from helpers.grading.doubles import Outcome, awaitable, fails, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

HARBOUR, AIRPORT = gives(0, after=3, cleanup=1), gives(7, after=5, cleanup=1)
ONE_FAILS = {"harbour": HARBOUR, "roof": fails(OSError("iced up"), after=1), "airport": AIRPORT}
ALL_ANSWER = {**ONE_FAILS, "roof": gives(-1, after=1, cleanup=1)}
STATIONS = list(ONE_FAILS)
KEPT = {"harbour": 0, "airport": 7}


def gather_ask_all(answer: Answer) -> dict[str, Any]:
    """Let one of three stations fail, with keep=True and keep=False; then cancel from outside."""
    good = _run(answer, ALL_ANSWER, keep=False)
    kept = _run(answer, ONE_FAILS, keep=True)
    dropped = _run(answer, ONE_FAILS, keep=False)
    cancelled = [
        cancel_each_await(answer, lambda keep=keep: _trial(answer, ALL_ANSWER, keep))
        for keep in (True, False)
    ]
    first = {
        name: next((one[name] for one in cancelled if one[name]), None)
        for name in ("swallowed", "left_running")
    }
    return {
        **dropped,
        "error": good["error"] or (None if "OSError" in _errors(kept) else kept["error"]),
        "raised": dropped["error"],
        "good": good,
        "kept": kept,
        "errors": ", ".join(_errors(dropped)),
        "ran_for": ", ".join(good["asked"]) or "none",
        "outlived": _outlived(dropped),
        "told": bool(dropped["left"].get("tasks"))
        and all(task["told"] for task in dropped["left"]["tasks"]),
        "waited_for": _stations(call for call in dropped["calls"] if call["how"] == "returned"),
        "still": _outlived(first["left_running"] or {"calls": []}),
        **first,
    }


def _trial(
    answer: Answer, script: dict[str, Outcome], keep: bool
) -> tuple[Journal, Callable[[], Any]]:
    journal = Journal()
    answer.replace(ask=awaitable(journal, "ask", script))
    return journal, lambda: answer.value(list(STATIONS), keep)


def _run(answer: Answer, script: dict[str, Outcome], keep: bool) -> dict[str, Any]:
    journal, call = _trial(answer, script, keep)
    return observe(answer, call, journal)


def _stations(calls: Iterable[dict[str, Any]]) -> str:
    return ", ".join(call["args"][0] for call in calls)


def _outlived(run: dict[str, Any]) -> str:
    return _stations(call for call in run["calls"] if call["outlived"])


def _errors(run: dict[str, Any]) -> list[str]:
    """Name the errors that came out, those of a group one by one."""
    error = run["error"] or {"type": "none"}
    return [inner["type"] for inner in error.get("inner", [error])]


AT_ONCE_HINTS = (
    "An awaited coroutine runs to its end before the next one starts; tasks run side by side.",
    "Make a task of each ask(station) before you await any of them.",
    "group.create_task in a loop over the stations.",
)
KEEP_HINTS = (
    "An error that leaves a task ends a TaskGroup, and the await of a gather.",
    "With keep=True the error must be caught for each station by itself, where it is asked.",
    "An inner async function for one station: try, await, put into the dict; except, look at keep.",
)
DROP_HINTS = (
    "gather() passes the first error on and lets the others run; a TaskGroup cancels them.",
    "With keep=False the error must leave its task, so that the group sees it.",
    "Inside `except Exception:` a bare `raise` passes the same error on.",
)
STOP_HINTS = (
    "task.cancel() only asks: the task ends later, after its cleanup.",
    "Cancel each task, then await them all, whatever they raise. A TaskGroup does both.",
    "In a `finally`: cancel() for each, then a gather of them with return_exceptions=True.",
)

ASK_RULES = (
    Rule(
        "NOT_ASKED",
        lambda f: not f.good["error"] and sorted(f.good["asked"]) != sorted(STATIONS),
        seen="of harbour, roof and airport, ask() ran for: {ran_for}",
        wanted="each station asked once",
        next="make a coroutine for each station, and see that it is run.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "SEQUENTIAL_AWAIT",
        lambda f: not f.good["error"] and f.good["most_at_once"] < len(STATIONS),
        seen="3 stations, never more than {good[most_at_once]} at once; done at {good[took]} s",
        wanted="all 3 at once; done at 5.0 s",
        next="make all tasks before you await the first.",
        hints=AT_ONCE_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: not f.good["error"] and not isinstance(f.good["value"], dict),
        seen="when all three answer, it returned {good[value]}",
        wanted="{{'harbour': 0, 'roof': -1, 'airport': 7}}",
        next="return a dict from station to answer.",
        hints=(
            "The dict says whose answer it is, so its order does not matter.",
            "Fill the dict where one station is asked: there you know its name.",
            "Return the dict after the block that waits for all tasks.",
        ),
    ),
    Rule(
        "NOTHING_KEPT",
        lambda f: "OSError" in _errors(f.kept),
        seen="keep=True, and the roof fails: the error came out, and with it no answer",
        wanted="{{'harbour': 0, 'airport': 7}}",
        next="catch the error where that one station is asked, so that the others go on.",
        hints=KEEP_HINTS,
    ),
    Rule(
        "FAILED_STATION_IN_DICT",
        lambda f: isinstance(f.kept["value"], dict) and "roof" in f.kept["value"],
        seen="keep=True, and the roof fails: it returned {kept[value]}",
        wanted="{{'harbour': 0, 'airport': 7}}: no entry for the station that failed",
        next="leave out what is an exception, or what never came.",
        hints=(
            "return_exceptions=True gives exceptions as results, next to the answers.",
            "Only an answer belongs into the dict: put it there right after the await.",
            "isinstance(result, Exception) tells an error from an answer.",
        ),
    ),
    Rule(
        "ZERO_LOST",
        lambda f: (
            f.kept["value"] == {"airport": 7} or f.good["value"] == {"roof": -1, "airport": 7}
        ),
        seen="the harbour answered 0; it returned {kept[value]}",
        wanted="{{'harbour': 0, 'airport': 7}}: 0 is an answer",
        next="ask whether there is an answer, not whether it is true.",
        hints=(
            "`if answer:` is False for 0, for '' and for [].",
            "What tells an answer from a failure is whether an exception was raised.",
            "Put the answer into the dict right after the await, without looking at it.",
        ),
    ),
    Rule(
        "ANSWERS_LOST",
        lambda f: not f.kept["error"] and f.kept["value"] != KEPT,
        seen="keep=True, and the roof fails: it returned {kept[value]}",
        wanted="{{'harbour': 0, 'airport': 7}}: those who answer are waited for",
        next="one failure must not end the waits of the others.",
        hints=KEEP_HINTS,
    ),
    Rule(
        "ERROR_HIDDEN",
        lambda f: not f.error and not f.raised,
        seen="keep=False, and the roof fails: no error came out; it returned {value}",
        wanted="OSError, as it is or in an ExceptionGroup",
        next="with keep=False the error must leave ask_all.",
        hints=DROP_HINTS,
    ),
    Rule(
        "WAITS_FOR_ALL",
        lambda f: "OSError" in f.errors and f.waited_for and not f.outlived,
        seen="keep=False, the roof fails at 1.0 s; waited for {waited_for}\nerror at {took} s",
        wanted="the others cancelled at 1.0 s; with their cleanup of 1 s the error comes at 2.0 s",
        next="cancel the others as soon as one has failed.",
        hints=DROP_HINTS,
    ),
    Rule(
        "CLEANUP_TOO_LATE",
        lambda f: "OSError" in f.errors and f.outlived and f.told,
        seen="keep=False: the error came at {took} s, before the cleanup of: {outlived}",
        wanted="the error at 2.0 s, when the cleanup of 1 s is over",
        next="cancel() returns at once; wait until the cancelled tasks have ended.",
        hints=STOP_HINTS,
    ),
    Rule(
        "LEFT_RUNNING",
        lambda f: "OSError" in f.errors and f.outlived,
        seen="keep=False: the error came at {took} s, still running: {outlived}",
        wanted="no ask() running when ask_all ends",
        next="gather() cancels nobody when one fails; cancel the others, and wait for their end.",
        hints=STOP_HINTS,
    ),
    Rule(
        "WRONG_ERROR",
        lambda f: not f.error and "OSError" not in f.errors,
        seen="keep=False, and the roof fails with OSError: {errors} came out",
        wanted="OSError, as it is or in an ExceptionGroup",
        next="pass the station's own error on.",
        hints=DROP_HINTS,
    ),
    Rule(
        "CANCEL_SWALLOWED",
        lambda f: not f.error and f.swallowed,
        seen="ask_all was cancelled at {swallowed[at]} s; no CancelledError came out of it",
        wanted="CancelledError, after the stations have ended",
        next="catch Exception, not BaseException; after cleaning up, raise CancelledError again.",
        hints=(
            "CancelledError is how a task is told to end. Who swallows it cannot be stopped.",
            "It is no Exception: `except Exception` lets it pass; a bare `except:` does not.",
            "Also gather(..., return_exceptions=True) makes it a result if a child was cancelled.",
        ),
    ),
    Rule(
        "CANCEL_LEAVES_RUNNING",
        lambda f: not f.error and f.left_running,
        seen="ask_all was cancelled at {left_running[at]} s and ended; still running: {still}",
        wanted="no ask() running when ask_all ends",
        next="asyncio.wait, and a task that is awaited in turn, leave the other tasks alone.",
        hints=STOP_HINTS,
    ),
)

CHECK = Check(
    gather_ask_all,
    ASK_RULES,
    "kept: {kept[value]}; dropped: {errors} at {took} s; nothing left running",
)
