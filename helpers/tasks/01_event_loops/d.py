"""01.d: predict the order of callbacks, timers and tasks; compared with asyncio's own."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule
from helpers.virtual_time import run

__all__ = ["CHECK"]

PROGRAMS = (
    [("soon", "a"), ("soon", "b")],
    [("task", "t", 1), ("soon", "a")],
    [("task", "t", 2), ("soon", "a")],
    [("later", 1, "x"), ("soon", "a")],
    [("later", 2, "x"), ("later", 1, "y")],
    [("later", 0, "x"), ("soon", "a")],
    [("task", "t", 3), ("task", "u", 2)],
    [("later", 0, "x"), ("task", "t", 2)],
    [("task", "t", 2), ("later", 3, "x"), ("soon", "a"), ("later", 1, "y"), ("task", "u", 3)],
    [("later", 0, "x"), ("task", "t", 3), ("soon", "a"), ("later", 1, "y"), ("task", "u", 2)],
)


async def real_order(program: list[tuple]) -> list[str]:
    """Let asyncio run the program, and note the order."""
    loop, log, tasks = asyncio.get_running_loop(), [], []

    async def steps(name: str, count: int) -> None:
        for number in range(1, count + 1):
            log.append(f"{name}{number}")
            await asyncio.sleep(0)

    for kind, *rest in program:
        if kind == "soon":
            loop.call_soon(log.append, rest[0])
        elif kind == "later":
            loop.call_later(rest[0], log.append, rest[1])
        else:
            tasks.append(loop.create_task(steps(*rest)))
    await asyncio.sleep(100)
    return log


def gather_order(answer: Answer) -> dict[str, Any]:
    """Ask the answer for the order of each program, and asyncio for the real one."""
    trials: list[dict[str, Any]] = []
    runs_asyncio = "asyncio" in answer.source
    for program in PROGRAMS:
        call = answer.call(answer.value, [tuple(step) for step in program])
        if call.error:
            return {"error": call.error, "runs_asyncio": runs_asyncio}
        kind = type(call.value).__name__
        mine = list(call.value) if isinstance(call.value, list | tuple | deque) else None
        trials.append(
            {
                "program": program,
                "text": str(program),
                "mine": mine,
                "type": kind,
                "real": run(real_order(program)),
            }
        )
    wrong = next((trial for trial in trials if trial["mine"] != trial["real"]), None)
    return {"trials": trials, "wrong": wrong, "runs_asyncio": runs_asyncio}


AT_ONCE = "create_task starts the task at once"
TO_ITS_END = "a task runs to its end"
IN_PLACE = "timers run in the order in which they were asked for"
ZERO_FIRST = "a timer of 0 comes before what is in the queue"
ZERO_LAST = "a timer of 0 waits until the queue is empty"


def predicted(program: list[tuple], belief: str = "") -> list[str]:
    """Return the order that a wrong belief leads to; without one, the real order."""
    queue: deque[list[str]] = deque()
    timers, log = [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(tuple(rest))
            continue
        steps = [rest[0]] if kind == "soon" else [f"{rest[0]}{n + 1}" for n in range(rest[1])]
        if belief == AT_ONCE and kind == "task":
            log.append(steps.pop(0))
        queue.append(steps)
    timers = timers if belief == IN_PLACE else sorted(timers)
    due = deque([name] for seconds, name in timers if seconds == 0)
    waiting = [name for seconds, name in timers if seconds > 0]
    if belief == ZERO_LAST:
        return log + _turns(queue) + [name for [name] in due] + waiting
    queue = due + queue if belief == ZERO_FIRST else queue + due
    steps = [name for names in queue for name in names] if belief == TO_ITS_END else _turns(queue)
    return log + steps + waiting


def _turns(queue: deque[list[str]]) -> list[str]:
    """Take one name of the first entry; what is left of the entry goes to the end."""
    log, queue = [], deque(queue)
    while queue:
        for first in (steps := queue.popleft())[:1]:
            log.append(first)
            queue.append(steps[1:])
    return log


def believes(belief: str) -> Callable[[Facts], bool]:
    """Return a condition: every prediction is the one that this belief leads to."""
    return lambda f: f.wrong and all(t["mine"] == predicted(t["program"], belief) for t in f.trials)


def _order_rule(code: str, belief: str, next: str, hints: tuple[str, str, str]) -> Rule:
    return Rule(code, believes(belief), SEEN_ORDER, WANTED_ORDER, next, hints)


SEEN_ORDER = "for {wrong[text]}\nyour order: {wrong[mine]}"
WANTED_ORDER = "asyncio's order: {wrong[real]}"
QUEUE_HINTS = (
    "There is one queue. call_soon and create_task both append to its end.",
    "A task's step is a callback as well; after its await, its next step goes to the queue's end.",
    "Keep a deque; popleft one, note it, and append what is left of a task again.",
)

ORDER_RULES = (
    Rule(
        "RUNS_ASYNCIO",
        lambda f: f.runs_asyncio,
        seen="your code uses asyncio",
        wanted="your own prediction, from the rules of the small loop",
        next="take a deque for the queue and a list for the timers.",
        hints=QUEUE_HINTS,
    ),
    Rule(
        "NO_LIST",
        lambda f: f.wrong and f.wrong["mine"] is None,
        seen="order({wrong[text]}) returned a value of type {wrong[type]}",
        wanted="a list of names",
        next="return the list at the end of order().",
        hints=(
            "A function without `return` returns None.",
            "Collect the names in a list, and return it after the last turn.",
            "return log",
        ),
    ),
    _order_rule(
        "TASK_STARTS_AT_ONCE",
        AT_ONCE,
        "create_task does not start the task: its first step waits in the queue.",
        QUEUE_HINTS,
    ),
    _order_rule(
        "TASK_RUNS_TO_ITS_END",
        TO_ITS_END,
        "at `await asyncio.sleep(0)` a task goes to the end of the queue.",
        QUEUE_HINTS,
    ),
    _order_rule(
        "TIMERS_KEEP_THEIR_PLACES",
        IN_PLACE,
        "timers run in the order of their times, not in that of the calls.",
        (
            "Timers stand in a heap: the earliest is in front, whenever it was put in.",
            "Sort the timers by their seconds.",
            "sorted() on (seconds, name) pairs.",
        ),
    ),
    _order_rule(
        "TIMER_OF_0_FIRST",
        ZERO_FIRST,
        "a due timer joins the queue at its end, behind what is there already.",
        (
            "Each turn begins by moving the due timers to the end of `ready`.",
            "When the first turn begins, the queue holds all that `soon` and `task` put there.",
            "Append the timers of 0 after the others, before the first turn.",
        ),
    ),
    _order_rule(
        "TIMER_OF_0_LAST",
        ZERO_LAST,
        "a timer of 0 is due when the first turn begins: it runs before the tasks' second steps.",
        (
            "Each turn begins by moving the due timers to the end of `ready`.",
            "A task's second step is appended during the first turn, so after the due timers.",
            "Append the timers of 0 after the others, before the first turn.",
        ),
    ),
    Rule(
        "WRONG_ORDER",
        lambda f: f.wrong,
        SEEN_ORDER,
        WANTED_ORDER,
        "follow the small loop's run_once by hand on that program.",
        QUEUE_HINTS,
    ),
)

CHECK = Check(gather_order, ORDER_RULES, "every program as asyncio runs it")
