"""Facts that rules ask for again and again, worked out once from what was observed in a round."""

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from helpers.grading.answer import plain
from helpers.grading.awaitables import still_to_await
from helpers.grading.journal import Noted

__all__ = ["derived", "idle", "raised_in", "said_of", "same"]

LONGEST = 90  # characters of a value, and of an error's message, that words show
# Errors that are no wrong ideas: misspelt names, and what virtual time refuses.
SLIPS = ("NameError", "UnboundLocalError", "AttributeError", "TypeError")
SLIPS += ("RecursionError", "VirtualTimeError")
MOST_ASKED = 6  # calls that words name
MOST_WAITS = 2  # of a deadlock that words name


def derived(facts: dict[str, Any], noted: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a round: what was observed, what the trial noted, and what follows.

    said: how it ended, in words: "returned 3", "raised OSError: no line", "never returned".
    raised: the type of its error, of a group those of its leaves, "" if it raised nothing.
    slip: a misspelt name or the like, or a busy wait, ended it: what it left undone says nothing.
    kind: the type of what it returned. to_await: what of it is still to be awaited, or "".
    running: the names of doubles that were under way when it ended. told: all tasks that were
        left had been cancelled. waits: the lines of a deadlock, "" if there was none.
    held, held_for: the learner's line that held the loop longest, and its seconds; "" and 0.0.
    done_at: when it was to end, in words, if the trial noted that as `due`.
    amiss: what of the trial's `to_ask` was not asked, or too often, in words; "" if nothing.
    right, reordered: it returned what the trial noted as `wanted`; the same in another order.
    """
    error, tasks, noted = facts["error"], facts["left"].get("tasks", []), plain(noted)
    seen = {
        **facts,
        "said": "never returned" if _is_endless(facts) else said_of(error, facts["shown"]),
        "raised": raised_in(error),
        "slip": raised_in(error) in SLIPS,
        "to_await": facts["awaitable"] or still_to_await(facts["value"]),
        "running": [call["what"] for call in facts["calls"] if call["outlived"]],
        "told": bool(tasks) and all(task["told"] for task in tasks),
        "waits": _waits(facts["deadlock"]),
        "line": (error or {}).get("line", ""),
        **_held(facts["blocked"]),
        "done_at": f"; done at {noted['due']} s" if "due" in noted else "",
        **noted,
    }
    if "to_ask" in noted:
        seen["amiss"] = _amiss(noted["to_ask"], seen["asked"])
    if error or _is_endless(facts):
        for name in ("value", "shown", "kind", "to_await"):
            seen.pop(name, None)
    elif "wanted" in noted:
        wanted = noted["wanted"]
        seen["right"] = same(facts["value"], wanted)
        seen["reordered"] = not seen["right"] and same(_sorted(facts["value"]), _sorted(wanted))
    return seen


def idle(calls: Sequence[Noted], limit: int, ready: Mapping[Any, float] | None = None) -> str:
    """Say of the first call that could have begun earlier, within a limit, when it began.

    `ready`: by first argument, the second from which on a call was possible; otherwise 0.
    """
    for call in calls:
        at = call.start
        busy = sum(one.start < at and (one.end is None or one.end >= at) for one in calls)
        if busy < limit and at > (ready or {}).get(call.args[0], 0.0):
            began = f"at {at} s {call.args[0]!r} was begun"
            return f"{began}, with {busy} of {limit} under way until then"
    return ""


def same(one: Any, other: Any) -> bool:
    """Are two values of plain data equal, kinds included? (0 is not False, 1 not 1.0.)"""
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def said_of(error: dict[str, Any] | None, shown: str) -> str:
    """Say how a call ended: with an error, or with a value of which `shown` is the text."""
    if error is None:
        return f"returned {shorten(shown, LONGEST, placeholder=' …')}"
    if error.get("inner"):
        return f"raised {error['type']} of {raised_in(error)}"
    message = shorten(error["message"], LONGEST, placeholder=" …")
    return f"raised {error['type']}: {message}".removesuffix(": ")


def raised_in(error: dict[str, Any] | None) -> str:
    """Return the type of an error, of an exception group those of its leaves; "" for none."""
    if error is None:
        return ""
    return ", ".join(leaf["type"] for leaf in error.get("inner") or [error])


def _amiss(to_ask: list[Any], asked: list[Any]) -> str:
    """Say what was not asked, and what was asked too often; "" if all was asked as it should be."""
    wanted, found = Counter(map(repr, to_ask)), Counter(map(repr, asked))
    missing, needless = list((wanted - found).elements()), list((found - wanted).elements())
    words = [f"not asked: {', '.join(missing[:MOST_ASKED])}"] if missing else []
    words += [f"asked beyond that: {', '.join(needless[:MOST_ASKED])}"] if needless else []
    return f"of {len(to_ask)} calls " + "; ".join(words) if words else ""


def _is_endless(facts: dict[str, Any]) -> bool:
    return bool(facts["deadlock"]) or not facts["ended"]


def _waits(deadlock: list[dict[str, Any]] | None) -> str:
    """Say which of the learner's lines wait, if nothing can ever happen again."""
    if deadlock is None:
        return ""
    deadlock = sorted(deadlock, key=lambda wait: wait["kind"] != "thread")  # tasks wait for them
    mine = [wait["text"] for wait in deadlock if wait["line"]]
    return "\n".join((mine or [wait["text"] for wait in deadlock])[:MOST_WAITS]) or "all wait"


def _held(blocked: list[dict[str, Any]]) -> dict[str, Any]:
    waits = [each for each in blocked if each["seconds"] > 0]
    longest = max(waits, key=lambda each: each["seconds"], default={"line": "", "seconds": 0.0})
    return {"held": longest["line"] or longest.get("call", ""), "held_for": longest["seconds"]}


def _sorted(value: Any) -> Any:
    return sorted(value, key=repr) if isinstance(value, list) else value
