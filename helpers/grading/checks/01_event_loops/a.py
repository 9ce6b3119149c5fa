"""01.a: ordinary code wants a coroutine's result while a loop runs on its thread."""

import asyncio
import inspect
import sys
import threading
from typing import Any

from helpers.grading.checks import Check
from helpers.grading.judge import Answer, Call
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

TRUE_TEMPERATURES = {"Oslo": 11, "Lima": 29}  # not those of the notebook: a copied number shows


def gather_report(answer: Answer) -> dict[str, Any]:
    """Call report() on a thread whose loop runs, as a notebook cell does; then without a loop."""
    asked = []

    async def temperature(city: str) -> int:
        asked.append(asyncio.get_running_loop())
        await asyncio.sleep(0.001)
        return TRUE_TEMPERATURES[city]

    async def cell() -> tuple[Call, str]:
        call = answer.call(answer.value, "Oslo")
        return call, _awaitable_kind(call.value)

    answer.replace(temperature=temperature)
    before = set(threading.enumerate())
    call, awaitable = asyncio.run(cell())
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    asked_in_cell = len(asked)
    script = Call() if call.error or awaitable else answer.call(answer.value, "Lima")
    return {
        "value": call.value if isinstance(call.value, int) else repr(call.value)[:80],
        "error": call.error,
        "awaitable": awaitable,
        "asked": asked_in_cell,
        "open_loops": sum(not loop.is_closed() for loop in asked),
        "left": left,
        "script_value": script.value if isinstance(script.value, int) else None,
        "script_error": script.error,
        "nested": "nest_asyncio" in sys.modules,
    }


def _awaitable_kind(value: object) -> str:
    if inspect.iscoroutine(value):
        value.close()
        return "coroutine"
    if isinstance(value, asyncio.Future):
        value.cancel()
        return "task" if isinstance(value, asyncio.Task) else "future"
    return ""


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
        lambda f: not f.error and f.asked == 0,
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
        lambda f: f.left or f.open_loops,
        seen="afterwards: {open_loops} loops not closed, threads still alive: {left}",
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
    Rule(
        "WAITS_FOR_ITSELF",
        lambda f: any("result()" in place for place in f.stack),
        outcome="stopped",
        seen="stopped after {limit}; it still stood at {where}",
        wanted="report() returns",
        next="that line waits for the loop, and the loop waits for that line to end.",
        hints=(
            "A loop runs one thing at a time; while report() runs, its loop stands still.",
            "The coroutine was given to the loop of this very thread. Give it to another thread's.",
            *RUN_ELSEWHERE_HINTS[2:],
        ),
    ),
)

CHECK = Check(
    gather_report,
    REPORT_RULES,
    "report() gave {value} with a running loop, and left nothing behind",
)
