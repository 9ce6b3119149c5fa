"""01.d: predict the order of callbacks, timers and tasks; compared with asyncio's own."""

import asyncio
import random
from asyncio.base_events import BaseEventLoop
from functools import partial
from itertools import chain, zip_longest
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule, trial
from helpers.patching import Patches
from helpers.virtual_time import run as run_in_virtual_time

from .exact_clock import Clock

__all__ = ["CHECK"]

PROGRAMS: list[list[tuple]] = [
    [("soon", "a"), ("soon", "b")],
    [("task", "t", 1), ("soon", "a")],
    [("task", "t", 2), ("soon", "a")],
    [("later", 1, "x"), ("soon", "a")],
    [("later", 2, "x"), ("later", 1, "y")],
    [("later", 0, "x"), ("soon", "a")],
    [("task", "t", 3), ("task", "u", 2)],
    [("later", 0, "x"), ("task", "t", 2)],
    [("task", "t", 2), ("later", 3, "x"), ("soon", "a"), ("later", 1, "y"), ("task", "u", 3)],
    [],
]
DRAWN = 30  # programs in the second round


def drawn(draw: random.Random) -> list[tuple]:
    """Return a program of up to nine steps, with at most one timer due at each time."""
    delays = draw.sample([0, 0.25, 0.37, 1, 1.5, 2, 3.01, 7, 9], 9)
    made: list[tuple] = []
    for number in range(draw.randrange(2, 10)):
        kind = draw.choice(("soon", "later", "task"))
        name = f"{kind[0]}{number}_"
        rest = {"soon": [name], "later": [delays[number], name]}
        made.append((kind, *rest.get(kind, [name, draw.randrange(1, 5)])))
    return made


async def real_order(program: list[tuple]) -> list[str]:
    """Let asyncio run the program, and note the order."""
    loop, log, tasks = asyncio.get_running_loop(), [], []

    async def steps(name: str, count: int) -> None:
        for number in range(1, count + 1):
            log.append(f"{name}{number}")
            await asyncio.sleep(0)

    begin = {
        "soon": partial(loop.call_soon, log.append),
        "later": lambda delay, name: loop.call_later(delay, log.append, name),
        "task": lambda *rest: tasks.append(loop.create_task(steps(*rest))),
    }
    for kind, *rest in program:
        begin[kind](*rest)
    await asyncio.sleep(100)
    return log


def predicted(program: list[tuple], belief: str) -> list[str]:
    """Return the order that a wrong belief leads to."""
    queue, timers, log = [], [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(tuple(rest))
            continue
        steps = [rest[0]] if kind == "soon" else [f"{rest[0]}{n + 1}" for n in range(rest[1])]
        if belief == "TASK_STARTS_AT_ONCE" and kind == "task":
            log.append(steps.pop(0))
        queue.append(steps)
    timers = timers if belief == "TIMERS_KEEP_THEIR_PLACES" else sorted(timers)
    due = [[name] for seconds, name in timers if seconds == 0]
    waiting = [[name] for seconds, name in timers if seconds > 0]
    if belief in ("TIMER_OF_0_LAST", "TASK_RUNS_TO_ITS_END"):
        entries = [*(turns(queue) if belief == "TIMER_OF_0_LAST" else queue), *due]
    else:
        entries = turns([*due, *queue] if belief == "TIMER_OF_0_FIRST" else [*queue, *due])
    return log + list(chain(*entries, *waiting))


def turns(queue: list[list[str]]) -> list[list[str]]:
    """Return the names in the order of the turns: the first ones of all entries, and so on."""
    return [[name for name in turn if name] for turn in zip_longest(*queue)]


@trial(way="script", real_time=True, rounds=2)
def order(run: Run) -> Any:
    """Ask for the order of each program, compare it with the real one; return what is no list."""
    programs = [drawn(run.draw) for _ in range(DRAWN)] if run.round else PROGRAMS
    loops: list[Any] = []
    with Patches() as patches:
        patches.before(BaseEventLoop, "__init__", lambda loop, *_, **__: loops.append(loop))
        mine = [asked(run, program) for program in programs]
    real = [run_in_virtual_time(real_order(program)) for program in programs]
    trials = list(zip(programs, mine, real, strict=True))
    run.note(loops=len(loops))
    for program, said, right in (each for each in trials if each[1] != each[2]):
        held = (b for b in BELIEFS if all(mine == predicted(p, b) for p, mine, _ in trials))
        run.note(sort=next(held, "WRONG_ORDER"), mine=f"for {program}\nyour order: {said}")
        run.note(real=f"asyncio's order: {right}")
        break
    return next((each for each in mine if not isinstance(each, list)), [])


def asked(run: Run, program: list[tuple]) -> Any:
    """Return the order that the answer says; who waits there for the time waits for no real one."""
    clock = Clock()
    run.replace(time=clock, monotonic=clock.monotonic, sleep=clock.sleep)
    return run.answer([tuple(step) for step in program])


QUEUE = """
    There is one queue. call_soon and create_task both append to its end.
    A task's step is a callback as well; after its await, its next step goes to the queue's end.
    Keep a deque; popleft one, note it, and append what is left of a task again."""
IN_TIME = """
    Timers stand in a heap: the earliest is in front, whenever it was put in.
    Sort the timers by their seconds.
    sorted() on (seconds, name) pairs."""
DUE = """
    Each turn begins by moving the timers that are due to the end of `ready`.
    When the first turn begins, the queue holds all that `soon` and `task` put there.
    A timer of 0 comes behind these, and before any second step of a task."""
ORDER = "in the order in which asyncio runs them"

# fmt: off
BELIEFS = {  # wrong ones, by the code of the mistake: the next step, and hints
    "TASK_STARTS_AT_ONCE": (
        "create_task does not start the task: its first step waits in the queue.", QUEUE),
    "TASK_RUNS_TO_ITS_END": (
        "at `await asyncio.sleep(0)` a task goes to the end of the queue.", QUEUE),
    "TIMERS_KEEP_THEIR_PLACES": (
        "timers run in the order of their times, not in that of the calls.", IN_TIME),
    "TIMER_OF_0_FIRST": (
        "a due timer joins the queue at its end, behind what is there already.", DUE),
    "TIMER_OF_0_LAST": (
        "a timer of 0 is due when the first turn begins: before the tasks' second steps.", DUE),
}
CHECK = check(
    order,
    rules=(
        rule("RUNS_A_LOOP", lambda f: f.order.loops, """
            promise without making an event loop of asyncio
            seen    your code made an event loop, {order.loops} times
            wanted  your own prediction, from the rules of the small loop
            next    take a deque for the queue and a list for the timers.""", QUEUE),
        usual.no_list("order", "it returns a list"),
        *(usual.of_sort(code, "order", ORDER, *words) for code, words in BELIEFS.items()),
        usual.of_sort("WRONG_ORDER", "order", ORDER,
            "follow the small loop's run_once by hand on that program.", QUEUE),
    ),
    praise="every program as asyncio runs it",
)
