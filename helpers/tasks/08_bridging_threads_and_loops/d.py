"""08.d: a call into a loop that refuses at once what would wait for ever."""

import asyncio
import contextlib
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule

from .crossing import PATIENCE, now, said, seen

__all__ = ["CHECK"]

KINDS = ("RuntimeError", "RuntimeWarning", "AssertionError")  # by which a call may be refused
WAITS = "nothing: it waits for ever"


class Work:
    """Coroutines for the answer to run; notes whether they began."""

    def __init__(self) -> None:
        self.begun = 0

    async def give(self) -> int:
        """Return 0, which an `if` takes for nothing, after a second."""
        self.begun += 1
        await asyncio.sleep(1)
        return 0

    async def fail(self) -> int:
        """Raise after a second."""
        self.begun += 1
        await asyncio.sleep(1)
        raise LookupError("no such thing")


@contextlib.contextmanager
def running(name: str) -> Iterator[asyncio.AbstractEventLoop]:
    """Run a loop in a thread for the length of the block."""
    loop = asyncio.SelectorEventLoop()
    thread = threading.Thread(target=loop.run_forever, name=name)
    thread.start()
    asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()  # it runs from here on
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        if not thread.is_alive():
            loop.close()


class Case:
    """One call of the answer: what came of it, when, and what was warned of meanwhile."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.work = answer, Work()
        self.facts: dict[str, Any] = {"said": WAITS, "at": None, "kind": None, "warned": []}

    def call(self, coroutine: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Call the answer, on whatever thread this is."""
        began, error = now(), None
        try:
            value = self.answer.value(coroutine, loop)
            self.facts["said"] = _shown(value)
            if isinstance(value, asyncio.Future):
                value.cancel()
        except Exception as raised:
            error = raised
        if error is not None:
            self.facts["error"] = self.answer.call(_raise, error).error
            self.facts["said"] = said(self.facts["error"])
            self.facts["kind"] = _kind(error)
            self.facts["message"] = str(error)[:300]
        self.facts["at"] = round(now() - began, 6)


def _shown(value: Any) -> str:
    """Return the text of a result; of an object with an address in its text, only its type."""
    if value is None or isinstance(value, int | str | Exception):
        return f"{value!r:.60}"
    return f"an object of type {type(value).__name__}"


def _raise(error: Exception) -> None:
    raise error


def _kind(error: Exception) -> str:
    names = [kind.__name__ for kind in type(error).__mro__]
    return next((kind for kind in KINDS if kind in names), names[0])


Program = Callable[[Case], None]


def _plain(case: Case) -> None:
    with running("loop") as loop:
        case.call(case.work.give(), loop)


def _failing(case: Case) -> None:
    with running("loop") as loop:
        case.call(case.work.fail(), loop)


def _own_task(case: Case) -> None:
    async def task() -> None:
        case.call(case.work.give(), asyncio.get_running_loop())

    with running("loop") as loop:
        asyncio.run_coroutine_threadsafe(task(), loop).result(PATIENCE)


def _own_callback(case: Case) -> None:
    with running("loop") as loop:
        done = threading.Event()

        def callback() -> None:
            try:
                case.call(case.work.give(), loop)
            finally:
                done.set()

        loop.call_soon_threadsafe(callback)
        done.wait(PATIENCE)


def _worker(case: Case) -> None:
    """On a thread that a task of the loop has started, while the loop is free."""
    with running("loop") as loop:
        called = asyncio.to_thread(case.call, case.work.give(), loop)
        asyncio.run_coroutine_threadsafe(called, loop).result(PATIENCE)
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result(PATIENCE)


def _other_loop(case: Case) -> None:
    async def task(loop: asyncio.AbstractEventLoop) -> None:
        case.call(case.work.give(), loop)

    with running("loop") as loop, running("other loop") as other:
        asyncio.run_coroutine_threadsafe(task(loop), other).result(PATIENCE)


def _closed(case: Case) -> None:
    with running("loop") as loop:
        pass
    case.call(case.work.give(), loop)


def _not_started(case: Case) -> None:
    loop = asyncio.SelectorEventLoop()
    try:
        case.call(case.work.give(), loop)
    finally:
        loop.close()


def gather_calls(answer: Answer) -> dict[str, Any]:
    """Call on other threads; on the loop's own; on another loop's; for a dead loop."""
    facts: dict[str, Any] = {}
    for program in PROGRAMS:
        facts[program.__name__[1:]] = _observed(answer, program)
    if facts["plain"]["kind"] not in (None, *KINDS):
        return {"error": facts["plain"]["error"]}
    touched = next((run for run in facts.values() if run["touched"]), None)
    return {
        **facts,
        "error": None,
        "where_dropped": ", ".join(WORDS[name] for name in REFUSED if facts[name]["unawaited"]),
        "stranger": touched["stranger"] if touched else None,
        "trace": facts["own_task"]["trace"],
    }


PROGRAMS: tuple[Program, ...] = (
    *(_plain, _failing, _worker, _other_loop),
    *(_own_task, _own_callback, _closed, _not_started),
)
WORDS = {
    "own_task": "in a task of the loop",
    "own_callback": "in a callback of the loop",
    "closed": "for a closed loop",
    "not_started": "for a loop that was never started",
}
REFUSED = tuple(WORDS)


def _observed(answer: Answer, program: Program) -> dict[str, Any]:
    case = Case(answer)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        run = seen(answer, lambda: program(case), way="script")
    kinds = [each.category for each in warned if "never awaited" not in str(each.message)]
    return {
        **run,
        **case.facts,
        "warned": [kind.__name__ for kind in kinds],
        "right_kind": any(issubclass(kind, RuntimeWarning) for kind in kinds),
        "begun": case.work.begun,
    }


def first(f: Facts, when: Callable[[dict[str, Any]], Any], names: tuple = REFUSED) -> Any:
    """Return the name of the first of these programs whose facts are so."""
    return next((name for name in names if f.get(name) and when(f[name])), None)


OWN_HINTS = (
    "A thread that waits cannot run its loop; what it waits for then never comes.",
    "Before anything waits, ask which loop runs in this very thread, and compare it with `loop`.",
    "asyncio.get_running_loop() raises RuntimeError where none runs: that is the good case here.",
)
CLOSE_HINTS = (
    "A coroutine that is made is to be awaited or closed; else Python warns when it is dropped.",
    "The caller has made the coroutine already: whoever refuses it has to close it.",
    "coroutine.close(), before the raise",
)
OVER_HINTS = (
    "A loop that nobody runs takes calls, and keeps them for later; closed, it raises.",
    "A loop can say whether somebody runs it at this moment.",
    "if not loop.is_running(): close the coroutine, raise RuntimeError",
)
OTHER_HINTS = (
    "A loop that stands still for a while is one thing; a wait that never ends is another.",
    "Three cases: no loop runs in this thread; the same one as `loop`; another one.",
    "Only the same one is refused; for another one call warnings.warn, then go on as usual.",
)
RESULT_HINTS = (
    "run_coroutine_threadsafe returns a concurrent.futures.Future; the outcome is in it.",
    "result() waits for the coroutine's end, and returns or raises what it did.",
    "return, the future that run_coroutine_threadsafe gave, and .result() of it",
)

RULES = (
    Rule(
        "WRONG_THREAD",
        lambda f: f.stranger is not None,
        seen="the loop was touched from another thread while it ran:\n{stranger}",
        wanted="from other threads only call_soon_threadsafe, or run_coroutine_threadsafe",
        next="hand the coroutine over by one of these.",
        hints=RESULT_HINTS,
    ),
    Rule(
        "REFUSES_EVERYBODY",
        lambda f: f.plain and f.plain["kind"],
        seen="on a thread without a loop, which may wait, call gave\n{plain[said]}",
        wanted="0, which is what the coroutine returns",
        next="see what your question gives on a thread without a loop.",
        hints=OWN_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: f.plain and f.plain["said"] != "0",
        seen="on a thread without a loop call gave {plain[said]}",
        wanted="0, which is what the coroutine returns",
        next="wait for the result, and return it.",
        hints=RESULT_HINTS,
    ),
    Rule(
        "ERROR_HIDDEN",
        lambda f: f.failing and f.failing["said"] != "LookupError: no such thing",
        seen="the coroutine raised LookupError; call gave {failing[said]}",
        wanted="LookupError: no such thing",
        next="let what the coroutine raises pass through.",
        hints=RESULT_HINTS,
    ),
    Rule(
        "REFUSES_WORKERS",
        lambda f: f.worker and f.worker["said"] != "0",
        seen="on a thread of asyncio.to_thread, while the loop was free, call gave\n{worker[said]}",
        wanted="0: this thread runs no loop, whoever has started it",
        next="ask what runs in this thread, not who started it, or whether the loop runs.",
        hints=OWN_HINTS,
    ),
    Rule(
        "WAITS_FOR_ITSELF",
        lambda f: f.own_task and f.own_task["said"] == WAITS,
        seen="a task of the loop called: the loop waits for itself, for ever",
        wanted="RuntimeError, at once",
        next="before you wait, ask whether this thread runs the loop that is to do the work.",
        hints=OWN_HINTS,
    ),
    Rule(
        "CALLBACK_OVERLOOKED",
        lambda f: f.own_callback and f.own_callback["said"] == WAITS,
        seen="a task of the loop was refused; a callback called: it waits for ever",
        wanted="RuntimeError for both: a callback holds the loop as a task does",
        next="ask for the running loop, not for the current task.",
        hints=OWN_HINTS,
    ),
    Rule(
        "WAITS_FOR_NOBODY",
        lambda f: f.not_started and WAITS in (f.closed["said"], f.not_started["said"]),
        seen="for a closed loop call gave {closed[said]};\nfor one that was never started: "
        "{not_started[said]}",
        wanted="RuntimeError for both",
        next="ask the loop whether anybody runs it.",
        hints=OVER_HINTS,
    ),
    Rule(
        "NOT_REFUSED",
        lambda f: first(f, lambda run: run["at"] is not None and run["kind"] is None),
        seen="on the loop's own thread call gave {own_task[said]};\nfor a closed loop "
        "{closed[said]}, for one that was never started {not_started[said]}",
        wanted="RuntimeError, each time: the caller expects what the coroutine returns",
        next="raise.",
        hints=OWN_HINTS,
    ),
    Rule(
        "GIVES_UP_LATE",
        lambda f: first(f, lambda run: run["at"]),
        seen="on the loop's own thread: {own_task[said]} after {own_task[at]} s;\n"
        "for a loop that was never started: {not_started[said]} after {not_started[at]} s",
        wanted="RuntimeError at 0 s: it can be known before anybody waits",
        next="ask first, in place of a time limit.",
        hints=OWN_HINTS,
    ),
    Rule(
        "OTHER_ERROR",
        lambda f: first(f, lambda run: run["kind"] != "RuntimeError"),
        seen="on the loop's own thread call raised {own_task[said]};\nfor a closed loop "
        "{closed[said]}; for one that was never started {not_started[said]}",
        wanted="RuntimeError, each time",
        next="raise RuntimeError, or a class of your own that is one.",
        hints=OVER_HINTS,
    ),
    Rule(
        "RUNS_ALL_THE_SAME",
        lambda f: first(f, lambda run: run["begun"]),
        seen="call raised RuntimeError; later the coroutine ran all the same",
        wanted="what was refused never runs",
        next="refuse before you hand the coroutine over.",
        hints=OWN_HINTS,
    ),
    Rule(
        "NEVER_AWAITED",
        lambda f: first(f, lambda run: run["unawaited"]),
        seen="call raised RuntimeError; Python warns: the coroutine was never awaited.\n"
        "That was {where_dropped}",
        wanted="no warning",
        next="close the coroutine before you raise.",
        hints=CLOSE_HINTS,
    ),
    Rule(
        "NO_WAY_OUT",
        lambda f: f.own_task and "await" not in f.own_task["message"].lower(),
        seen="on the loop's own thread call raised\n{own_task[said]}",
        wanted="a message that says what to do there: await",
        next="say what cannot be, and what to write instead.",
        hints=(
            "Who reads the message wants to know what to do now.",
            "In a coroutine no bridge is needed: the coroutine can be awaited right there.",
            "a message with two halves: `would wait for its own loop`, and `await … instead`",
        ),
    ),
    Rule(
        "REFUSES_OTHER_LOOPS",
        lambda f: f.other_loop and f.other_loop["said"] != "0",
        seen="on a thread in which another loop runs, as in a cell, call gave\n{other_loop[said]}",
        wanted="0, and a RuntimeWarning: that loop stands still, but not for ever",
        next="compare the running loop with `loop`; refuse only if it is the same.",
        hints=OTHER_HINTS,
    ),
    Rule(
        "SILENT",
        lambda f: f.other_loop and not f.other_loop["right_kind"],
        seen="on a thread in which another loop runs, call worked; warnings: {other_loop[warned]}",
        wanted="a RuntimeWarning: that loop stood still for as long",
        next="warn before you wait.",
        hints=OTHER_HINTS,
    ),
    Rule(
        "WARNS_EVERYBODY",
        lambda f: first(f, lambda run: run["warned"], ("plain", "failing", "worker")),
        seen="on a thread without a loop call warned: {plain[warned]}",
        wanted="silence: nothing is held up there",
        next="warn only if a loop runs in this thread.",
        hints=OTHER_HINTS,
    ),
)

CHECK = Check(
    gather_calls,
    RULES,
    "own loop, callback, closed and idle loop: refused at 0 s; other threads: served",
)
