"""Runs one program of exercise 08 in virtual time; notes who touches another thread's loop."""

import ast
import asyncio
import sys
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.journal import learners_line
from helpers.grading.observation import observe
from helpers.grading.verdict import Rule
from helpers.patching import Patches

__all__ = ["PATIENCE", "now", "running_loop", "said", "seen", "uses_helpers", "without_helpers"]

HORIZON = 200.0  # virtual seconds after which a program is ended
PATIENCE = 50.0  # virtual seconds after which a call has not come back
OWN_THREAD_ONLY = ("call_soon", "call_at", "stop")  # of a loop
KEPT = ("error", "took", "blocked", "unawaited", "trace")


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the loop that runs in the calling thread."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class Strangers(Patches):
    """Notes, while its block is open, the learner's lines that touch another thread's loop."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def __enter__(self) -> "Strangers":
        super().__enter__()
        for name in OWN_THREAD_ONLY:
            self.before(BaseEventLoop, name, self._touched)
        return self

    def _touched(self, loop: asyncio.AbstractEventLoop, *_: Any, **__: Any) -> None:
        if loop.is_running() and running_loop() is not loop:
            self.lines.append(learners_line(sys._getframe(1)))


def seen(answer: Answer, program: Callable[[], Any], way: str = "cell") -> dict[str, Any]:
    """Run `program`, which calls the answer, and return what came of it.

    error, took, blocked, unawaited, trace: as `observe` says. threads, loops, pools: how many
    are still there; left: the same in words. deadlock: in words who waits where, or "".
    touched: how often a loop was touched from another thread; stranger: the learner's first line.
    failed: the first exception that ended a thread, in words, or "".
    """
    with Strangers() as strangers:
        facts = observe(answer, program, way=way, horizon=HORIZON)
    left = facts["left"] or {"threads": [], "loops": [], "executors": []}
    words = [f"thread {thread['name']!r}" for thread in left["threads"]]
    words += ["a loop not closed" for _ in left["loops"]]
    words += ["a pool not shut down" for _ in left["executors"]]
    return {
        **{name: facts[name] for name in KEPT},
        "left": ", ".join(words),
        "threads": sum(not thread["of_pool"] for thread in left["threads"]),
        "loops": len(left["loops"]),
        "pools": len(left["executors"]),
        "deadlock": _waiting(facts["deadlock"]),
        "failed": said(facts["thread_errors"][0]) if facts["thread_errors"] else "",
        "stranger": next(iter(strangers.lines), ""),
        "touched": len(strangers.lines),
    }


def _waiting(deadlock: list[dict[str, Any]] | None) -> str:
    """Say which of the learner's lines wait, if nothing can ever happen again."""
    if deadlock is None:
        return ""
    lines = [f"{wait['kind']} {wait['who']!r}: {wait['line']}" for wait in deadlock if wait["line"]]
    return "\n".join(lines[:2]) or "every thread waits"


def now() -> float:
    """Return the virtual time as a plain number, which facts can hold."""
    return round(float(time.monotonic()), 6)


def said(error: dict[str, str] | None) -> str:
    """Return an error as a learner reads it: `OSError: no line`; "nothing" if there was none."""
    if error is None:
        return "nothing"
    return f"{error['type']}: {error['message']}".removesuffix(": ")[:90]


def uses_helpers(answer: Answer) -> str:
    """Return the learner's line that imports something of the course's helpers, or ""."""
    for node in ast.walk(ast.parse(answer.source)):
        names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
        module = getattr(node, "module", None) if isinstance(node, ast.ImportFrom) else None
        if any(name.split(".")[0] == "helpers" for name in ([module] if module else names)):
            return answer.source.splitlines()[node.lineno - 1].strip()
    return ""


def without_helpers(what: str, hint: str) -> Rule:
    """Return the rule that the answer is to be built, not imported; `hint` is its last hint."""
    return Rule(
        "NOT_YOURS",
        lambda f: f.helpers,
        seen="the answer imports from the course's helpers:\n{helpers}",
        wanted=what,
        next="build it from asyncio and threading; the helper is there to compare it with.",
        hints=(
            "The helper does what this task is about, and more; importing it teaches neither.",
            "threading.Thread, a loop of asyncio, and a way to reach it from outside are enough.",
            hint,
        ),
    )
