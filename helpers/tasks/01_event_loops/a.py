"""01.a: ordinary code wants a coroutine's result while a loop runs on its thread."""

import sys
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.doubles import awaitable, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

TRUE_TEMPERATURES = {"Oslo": 11, "Lima": 29}  # not those of the notebook: a copied number shows


def gather_report(answer: Answer) -> dict[str, Any]:
    """Call report() on a thread whose loop runs, as a notebook cell does; then without a loop."""
    cell = _report(answer, "Oslo", "cell")
    usable = not (cell["error"] or cell["awaitable"])
    script = _report(answer, "Lima", "script") if usable else {}
    return {
        **cell,
        "script_value": script.get("value"),
        "script_error": _in_words(script),
        "nested": "nest_asyncio" in sys.modules,
    }


def _report(answer: Answer, city: str, way: str) -> dict[str, Any]:
    journal = Journal()
    outcomes = {name: gives(degrees, after=1) for name, degrees in TRUE_TEMPERATURES.items()}
    answer.replace(temperature=awaitable(journal, "temperature", outcomes))
    return observe(answer, lambda: answer.value(city), journal, way=way)


def _in_words(script: dict[str, Any]) -> str:
    error = script.get("error")
    if error:
        return f"{error['type']}: {error['message']}\nin your line: {error['line']}"
    return f"it returned {script.get('value')}"


RUN_ELSEWHERE_HINTS = (
    "A thread has at most one running loop. Another thread has none: there asyncio.run works.",
    "In report(), let a new thread call asyncio.run, and wait for that thread's result.",
    "ThreadPoolExecutor(1).submit takes a function and its arguments; its future has .result().",
)

REPORT_RULES = (
    Rule(
        "NEST_ASYNCIO",
        lambda f: f.nested,
        seen="nest_asyncio was imported",
        wanted="the answer without changing asyncio itself",
        next="give the coroutine a thread in which no loop runs.",
        hints=RUN_ELSEWHERE_HINTS,
    ),
    Rule(
        "WAITS_FOR_ITSELF",
        lambda f: f.deadlock,
        seen="report() will never return; it waits at\n{error[line]}",
        wanted="report() returns",
        next="that line waits for the loop, and the loop waits for that line to end.",
        hints=(
            "A loop runs one thing at a time; while report() runs, its loop stands still.",
            "The coroutine was given to the loop of this very thread. Give it to another thread's.",
            *RUN_ELSEWHERE_HINTS[2:],
        ),
    ),
    Rule(
        "NESTED_RUN",
        lambda f: f.error and "running" in f.error["message"] and "loop" in f.error["message"],
        seen="{error[type]}: {error[message]}\nin your line: {error[line]}",
        wanted="the temperature, although a loop already runs on this thread",
        next="a second loop cannot run on the same thread; let it run on another one.",
        hints=RUN_ELSEWHERE_HINTS,
    ),
    Rule(
        "RETURNS_AWAITABLE",
        lambda f: f.awaitable,
        seen="report() returned a {awaitable}, not a number",
        wanted="a number: report() is called by ordinary code, which cannot await",
        next="in a cell you could write `await` before it; here report() itself must wait.",
        hints=RUN_ELSEWHERE_HINTS,
    ),
    Rule(
        "NOT_ASKED",
        lambda f: not f.error and not f.asked,
        seen="report('Oslo') returned {value}; temperature() never ran",
        wanted="the number that temperature('Oslo') returns",
        next="call temperature(city) and run its coroutine.",
        hints=(
            "A coroutine object does nothing until a loop runs it.",
            "Calling temperature(city) makes the coroutine; report() must hand it to asyncio.run.",
            *RUN_ELSEWHERE_HINTS[2:],
        ),
    ),
    Rule(
        "NO_RESULT",
        lambda f: not f.error and f.value != TRUE_TEMPERATURES["Oslo"],
        seen="report('Oslo') returned {value}; temperature('Oslo') gave 11",
        wanted="report() returns what temperature() returned",
        next="bring the result back from where the coroutine ran, and return it.",
        hints=(
            "A thread's target cannot return to the caller; a future can.",
            "Thread.join() only waits. concurrent.futures.Future.result() waits and returns.",
            *RUN_ELSEWHERE_HINTS[2:],
        ),
    ),
    Rule(
        "LEFT_BEHIND",
        lambda f: not f.error and any(f.left.values()),
        seen="{behind}",
        wanted="nothing is left behind when report() returns",
        next="close what you opened: a `with` block does it even when an error rises.",
        hints=(
            "Whoever makes a loop or a pool must close it; asyncio.run and `with` do both.",
            "A pool ends its threads at the end of its `with` block; asyncio.run closes its loop.",
            "Put the pool into a `with`, and let its worker call asyncio.run.",
        ),
    ),
    Rule(
        "FAILS_IN_SCRIPT",
        lambda f: not f.error and f.script_value != TRUE_TEMPERATURES["Lima"],
        seen="with a running loop it works; in a script, without one: {script_error}",
        wanted="the temperature in both",
        next="do not rely on a loop that is already running.",
        hints=(
            "In a script nobody runs a loop: get_running_loop() raises there.",
            "A new thread has no loop in either case, so one form serves both.",
            *RUN_ELSEWHERE_HINTS[2:],
        ),
    ),
)

CHECK = Check(
    gather_report,
    REPORT_RULES,
    "report() gave {value} with a running loop, and left nothing behind",
)
