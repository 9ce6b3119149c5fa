"""03.c: things that were started and forgotten, and the exceptions that they raise."""

import asyncio
import gc
import threading
import time
import weakref
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

from .running import in_virtual_time, outcome

__all__ = ["CHECK"]

RAISED = ["slow", "quick", "thread", "child"]  # messages, in the order of the starts
LAST_BUT_CHILD = 3.0  # virtual seconds at which everything but the child has ended
CHILD = 4.0


class Day:
    """Errands that note when they begin and end, and on which thread."""

    def __init__(self, errands: Any) -> None:
        self.errands = errands
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.threads: list[int] = []

    async def run(self, name: str, seconds: float, error: Exception | None = None) -> str:
        """Take so long, then raise, or return a value."""
        self.begun.append(name)
        await asyncio.sleep(seconds)
        self.ended.append(name)
        if error:
            raise error
        return "a result"

    def run_in_thread(self, name: str, seconds: float, error: Exception | None) -> str:
        """Do the same as an ordinary function."""
        self.begun.append(name)
        self.threads.append(threading.get_ident())
        time.sleep(seconds)
        self.ended.append(name)
        if error:
            raise error
        return "a result"

    async def cancelled(self) -> None:
        """Be cancelled after a second."""
        await self.run("cancelled", 1)
        asyncio.current_task().cancel()
        await asyncio.sleep(0)

    async def parent(self) -> None:
        """Start another errand, which ends after all others."""
        await self.run("parent", 2.5)
        self.errands.start(self.run("child", CHILD - 2.5, LookupError("child")))


def gather_errands(answer: Answer) -> dict[str, Any]:
    """Start seven errands and an eighth from one of them; then one that nobody else holds."""
    facts = in_virtual_time(answer, lambda: _day(answer))
    if not facts["error"] and facts["names"] == RAISED:
        facts["unheld"] = in_virtual_time(answer, lambda: _unheld(answer))
        facts["error"] = facts["unheld"].get("error")
    return facts


async def _day(answer: Answer) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    day = Day(answer.value())
    started = answer.call(_start_all, day)
    returned = loop.time()
    await asyncio.sleep(0.5)
    begun = list(day.begun)
    call = await outcome(day.errands.finish())
    took, ended = loop.time(), list(day.ended)
    await asyncio.sleep(2 * CHILD)
    value = call.value
    known = call.error is not None and call.error["message"] in (*RAISED, "")
    grouped = call.error is not None and call.error["type"] == "ExceptionGroup"
    return {
        "error": started.error or (None if known or grouped else call.error),
        "on_loop": threading.get_ident() in day.threads,
        "returned": returned,
        "idle": [name for name in ("slow", "quick", "thread") if name not in begun],
        "finish": call.error and call.error["type"],
        "kind": type(value).__name__,
        "shown": f"{value!r:.80}",
        "others": [f"{x!r:.40}" for x in _as_list(value) if not isinstance(x, BaseException)],
        "cancels": any(isinstance(x, asyncio.CancelledError) for x in _as_list(value)),
        "names": [str(x) for x in _as_list(value)],
        "missing": [name for name in RAISED[:3] if name not in map(str, _as_list(value))],
        "took": took,
        "open": [name for name in day.begun if name not in ended and name != "child"],
        "child": "child" in ended and "child" in map(str, _as_list(value)),
    }


def _start_all(day: Day) -> None:
    day.errands.start(day.run("slow", LAST_BUT_CHILD, ValueError("slow")))
    day.errands.start(day.run("quick", 0, OSError("quick")))
    day.errands.start_in_thread(day.run_in_thread, "thread", 1, RuntimeError("thread"))
    day.errands.start(day.run("fine", 2))
    day.errands.start_in_thread(day.run_in_thread, "fine thread", 1, None)
    day.errands.start(day.cancelled())
    day.errands.start(day.parent())


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


async def _unheld(answer: Answer) -> dict[str, Any]:
    """Start a task that waits for a future which only the task itself holds."""
    held: list[weakref.ref] = []

    async def patient() -> None:
        future = asyncio.get_running_loop().create_future()
        held.append(weakref.ref(future))
        await future

    errands = answer.value()
    errands.start(patient())
    await asyncio.sleep(1)
    gc.collect()
    future = held[0]() if held else None
    if future is not None:
        future.set_result(None)
        await outcome(errands.finish())
    return {"collected": future is None}


KEEP_HINTS = (
    "A task and run_in_executor's future each keep their exception until somebody asks for it.",
    "Keep in a list what create_task and run_in_executor return; look at it in finish.",
    "For each future of the list: wait until it is done, then ask it for its exception().",
)
WAIT_HINTS = (
    "asyncio.wait waits until futures are done, and raises nothing of what they raised.",
    "Wait for each future that was started before you look at it.",
    "In a loop over the list: asyncio.wait, awaited, with a list of that one future.",
)

RULES = (
    Rule(
        "ON_THE_LOOP",
        lambda f: f.on_loop,
        seen="start_in_thread called the function on the loop's own thread",
        wanted="it runs on another thread, and start_in_thread returns at once",
        next="give the function to an executor, and do not call it yourself.",
        hints=(
            "f(x) calls f here and now; an executor wants f and x, without brackets.",
            "The helper as given hands the function to run_in_executor; keep that.",
            "Keep what loop.run_in_executor(None, …) returns.",
        ),
    ),
    Rule(
        "NOT_STARTED",
        lambda f: not f.error and f.idle,
        seen="half a second after their starts, before finish, these had not begun: {idle}",
        wanted="an errand begins by itself, whether finish is called or not",
        next="start and start_in_thread make the task or the thread's job at once.",
        hints=(
            "A coroutine object does nothing until something runs it.",
            "start makes a task of the coroutine; finish only waits for it.",
            "create_task in start, run_in_executor in start_in_thread; keep both results.",
        ),
    ),
    Rule(
        "CANCELLED_COUNTED",
        lambda f: not f.error and (f.finish == "CancelledError" or f.cancels),
        seen="one errand was cancelled; CancelledError came out of finish",
        wanted="a cancelled errand is no error, and the others are waited for",
        next="ask a future if it was cancelled before you ask for its exception.",
        hints=(
            "future.exception() raises CancelledError if the future was cancelled.",
            "gather with return_exceptions gives CancelledError as one of its results.",
            "Look at future.cancelled() first.",
        ),
    ),
    Rule(
        "RAISES_FIRST",
        lambda f: not f.error and f.finish,
        seen="finish raised {finish}",
        wanted="it returns a list of all that was raised",
        next="awaiting a future raises its exception; wait for it, then ask for the exception.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "NO_LIST",
        lambda f: not f.error and f.kind != "list",
        seen="finish returned {shown}",
        wanted="a list of exceptions",
        next="collect the exceptions in a list, and return it.",
        hints=KEEP_HINTS,
    ),
    Rule(
        "NOT_ONLY_ERRORS",
        lambda f: f.others,
        seen="the list holds, besides exceptions: {others}",
        wanted="exceptions only",
        next="leave out what was returned.",
        hints=(
            "A future holds a result or an exception.",
            "exception() is None where the errand went well.",
            "Append only if it is not None.",
        ),
    ),
    Rule(
        "NOT_WAITED",
        lambda f: not f.error and f.open,
        seen="finish returned at {took} s; these had not ended: {open}",
        wanted="finish waits for all",
        next="wait for each future before you look at it.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "LOST_EXCEPTION",
        lambda f: not f.error and f.missing,
        seen="all errands have ended; not in the list: {missing}",
        wanted="slow, quick, thread and child, each with its exception",
        next="keep every future, of tasks and of threads, also those that ended long ago.",
        hints=KEEP_HINTS,
    ),
    Rule(
        "LATECOMER_LOST",
        lambda f: not f.error and not f.child,
        seen="at 2.5 s an errand started another one; finish returned at {took} s without it",
        wanted="finish waits also for what is started meanwhile: here until 4.0 s",
        next="after waiting, look if the list has grown.",
        hints=(
            "gather and asyncio.wait wait for what they were given, not for what comes later.",
            "Ask again after each wait: is there anything left that is not done?",
            "A for loop over a list that grows meanwhile reaches the new items too.",
        ),
    ),
    Rule(
        "WRONG_ORDER",
        lambda f: not f.error and f.names != RAISED,
        seen="the list: {names}",
        wanted="in the order of the starts: slow, quick, thread, child",
        next="go through the futures as they were started, not as they ended.",
        hints=(
            "A done callback runs when its future is done; as_completed goes by the ends as well.",
            "Keep the futures in a list, each once, and go through that list in the end.",
            *KEEP_HINTS[2:],
        ),
    ),
    Rule(
        "TASK_COLLECTED",
        lambda f: f.unheld and f.unheld.get("collected"),
        seen="a task that waited was deleted by the garbage collector before it had ended",
        wanted="every errand runs to its end",
        next="keep the task itself: the loop holds tasks only weakly.",
        hints=(
            "What nobody refers to is deleted, and a loop only refers weakly to a waiting task.",
            "A done callback of the task is no reference to the task.",
            "self.futures.append of what create_task returned.",
        ),
    ),
)

CHECK = Check(
    gather_errands, RULES, "all {names} came home by {took} s, in the order of the starts"
)
