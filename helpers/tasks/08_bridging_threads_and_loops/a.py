"""08.a: a loop in a thread, as a context manager that leaves nothing behind."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule
from helpers.patching import Patches

from .crossing import PATIENCE, now, said, seen, uses_helpers, without_helpers

__all__ = ["CHECK"]

SOON = asyncio.run_coroutine_threadsafe
NEVER = "never"


class House:
    """What lives in the loop: a task, an async generator and a thread; notes when each ends."""

    def __init__(self) -> None:
        self.made: list[asyncio.AbstractEventLoop] = []
        self.ends: dict[str, Any] = dict.fromkeys(("told", "task", "generator", "thread"))
        self.pages: AsyncIterator[int] | None = None

    def make_loop(self) -> asyncio.AbstractEventLoop:
        """Make a loop, and remember it."""
        self.made.append(asyncio.SelectorEventLoop())
        return self.made[-1]

    def move_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start all of them, and give them time to begin."""
        for coroutine in (self._live(), self._read(), asyncio.to_thread(self._block)):
            SOON(coroutine, loop)
        time.sleep(0.25)

    def _note(self, what: str) -> None:
        self.ends[what] = now()

    async def _live(self) -> None:
        try:
            await asyncio.sleep(PATIENCE)
        except asyncio.CancelledError:
            self._note("told")
            await asyncio.sleep(1)
            self._note("task")
            raise

    async def _read(self) -> None:
        self.pages = self._generate()
        await anext(self.pages)

    async def _generate(self) -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(0.5)
            self._note("generator")

    def _block(self) -> None:
        time.sleep(3)
        self._note("thread")


def gather_leaving(answer: Answer) -> dict[str, Any]:
    """Use the loop; leave it with work in it; leave by an exception; fail to enter, twice."""
    if line := uses_helpers(answer):
        return {"error": None, "helpers": line}
    facts: dict[str, Any] = {"used": _used(answer)}
    if facts["used"]["answered"] and not facts["used"]["error"]:
        facts["leaving"] = _left(answer, None)
        facts["raising"] = _left(answer, LookupError("in the block"))
        facts["no_loop"] = _not_entered(answer, _cannot_make_loop)
        facts["no_thread"] = _not_entered(answer, asyncio.SelectorEventLoop, start=_cannot_start)
    runs = list(facts.values())
    errors = [run["error"] for run in runs[:2] if run["error"]]
    return {
        **facts,
        "error": errors[0] if errors else None,
        "stranger": next((run["stranger"] for run in runs if run["touched"]), None),
        "hang": next((r["deadlock"] for r in runs[:3] if r["deadlock"] and r["out"] is None), ""),
        "failed": next((run["failed"] for run in runs[:3] if run["failed"]), ""),
        "trace": runs[:2][-1]["trace"],
    }


def _used(answer: Answer) -> dict[str, Any]:
    house, facts = House(), dict.fromkeys(("kind", "own", "answered", "running", "out"))

    def program() -> None:
        with answer.value(house.make_loop) as loop:
            facts.update(kind=type(loop).__name__, own=loop in house.made)
            facts["is_loop"] = isinstance(loop, asyncio.AbstractEventLoop)
            if facts["own"]:
                facts["running"] = loop.is_running()
                SOON(asyncio.sleep(0.5), loop).result(PATIENCE)
                facts["answered"] = True
        facts["out"] = now()

    run = seen(answer, program)
    return {**facts, **run}


def _left(answer: Answer, error: Exception | None) -> dict[str, Any]:
    """Leave the block while a task, a generator and a thread are under way."""
    house, facts = House(), {"raised": None, "out": None}

    def program() -> None:
        try:
            with answer.value(house.make_loop) as loop:
                house.move_in(loop)
                if error is not None:
                    raise error
        except LookupError as raised:
            facts["raised"] = raised is error
        facts["out"] = now()

    run = seen(answer, program)
    ends = {what: end if end is not None else NEVER for what, end in house.ends.items()}
    return {**facts, **run, **ends, "said": said(run["error"])}


def _cannot_make_loop() -> asyncio.AbstractEventLoop:
    raise OSError("too many open files")


def _cannot_start(_: Callable, thread: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def _not_entered(answer: Answer, make_loop: Callable, start: Callable | None = None) -> dict:
    facts: dict[str, Any] = {"said": "nothing: it waits for ever", "late": True}

    def program() -> None:
        with Patches() as patches:
            if start is not None:
                patches.replace(threading.Thread, "start", start)
            with answer.value(make_loop):
                pass

    def noted() -> None:
        call = answer.call(program)
        facts["said"] = said(call.error) if call.error else "nothing: the block ran"
        facts.update(error=call.error, late=now() > 0)
        if facts["late"]:
            facts["said"] = f"nothing at first; at {now()} s {facts['said']}"
        if call.error and call.error["type"] == "Deadlock":
            facts.update(said="nothing: it waits for ever", late=True)

    run = seen(answer, noted)
    return {**run, **facts, "in_words": run["left"] or "nothing"}


def never_ended(f: Facts, what: str) -> bool:
    """Was this left without its end when the block was left without an error?"""
    return bool(f.leaving) and f.leaving[what] == NEVER


STOP_HINTS = (
    "run_forever ends after loop.stop(), but a sleeping loop does not see that it was told so.",
    "Of all its methods, call_soon_threadsafe may be called from other threads; it wakes the loop.",
    "In __exit__: call_soon_threadsafe with the function that ends the loop; then wait for it.",
)
ENTER_HINTS = (
    "The block needs a loop that can be called: made already, with a thread that runs it.",
    "Make the loop where you can return it; the thread's function is what runs it.",
    "A Thread whose target is a method without brackets; start() it; return the loop.",
)
END_HINTS = (
    "run_forever and stop leave tasks where they stand; asyncio.run ends them and closes the loop.",
    "asyncio.Runner does what asyncio.run does, with a loop_factory; leaving its block cleans up.",
    "In the thread: with the runner, run() a coroutine that waits for an asyncio.Event.",
)
FAIL_HINTS = (
    "What was made before the failure must be undone by whoever made it.",
    "Which comes first, the loop or the thread? See what is there when the next line raises.",
    "try: the line that may raise; except: close or join what is there; raise.",
)

RULES = (
    without_helpers("a context manager of your own", END_HINTS[2]),
    Rule(
        "WRONG_THREAD",
        lambda f: f.stranger is not None,
        seen="the loop was touched from another thread while it ran:\n{stranger}",
        wanted="from other threads only call_soon_threadsafe, or run_coroutine_threadsafe",
        next="hand that call to the loop, to be made on its own thread.",
        hints=STOP_HINTS,
    ),
    Rule(
        "NO_LOOP",
        lambda f: f.used and f.used["kind"] and not f.used["is_loop"],
        seen="`with BackgroundLoop(make_loop) as loop:` gave {used[kind]}",
        wanted="an event loop, each time: also if the new thread takes its time",
        next="see what __enter__ returns, and whether it is there by then.",
        hints=ENTER_HINTS,
    ),
    Rule(
        "MAKE_LOOP_IGNORED",
        lambda f: f.used and f.used["kind"] and not f.used["own"],
        seen="the block got a loop that make_loop has not made",
        wanted="the loop that make_loop makes",
        next="call make_loop, and return what it gave.",
        hints=ENTER_HINTS,
    ),
    Rule(
        "FAILS_IN_A_CELL",
        lambda f: any(
            run and run["error"] and words in run["error"]["message"]
            for run in (f.used, f.leaving, f.no_thread)
            for words in ("another loop is running", "from a running event loop")
        ),
        seen="called in a cell: Cannot run the event loop while another loop is running",
        wanted="it works in a notebook too: the thread of a cell has a running loop",
        next="let the new thread run the loop, also while things are cleaned up.",
        hints=(
            "A thread runs one loop at a time, and the kernel's own runs under your cells.",
            "All that needs the loop to run belongs into the function of the new thread.",
            "In the thread's function, after run_forever: the clean-up, and the close.",
        ),
    ),
    Rule(
        "NOT_RUNNING",
        lambda f: f.used and f.used["own"] and not f.used["answered"],
        seen="a coroutine was handed to the loop; 50 s later it had not run",
        wanted="the loop runs, in a thread of its own, when the block begins",
        next="start a thread that runs the loop.",
        hints=ENTER_HINTS,
    ),
    Rule(
        "NEVER_ENDS",
        lambda f: f.hang,
        seen="everybody waits for ever:\n{hang}",
        wanted="the block begins, and ends when its loop has been told to end",
        next="for each wait, find who ends it, and when that is.",
        hints=STOP_HINTS,
    ),
    Rule(
        "THREAD_FAILS",
        lambda f: f.failed,
        seen="the loop's thread ended with an exception:\n{failed}",
        wanted="it ends in order, also if there is nothing to clean up",
        next="see what your clean-up does in a thread without a running loop.",
        hints=(
            "An exception in a thread reaches nobody; join() does not raise it.",
            "gather() without arguments asks for the current loop; outside of a coroutine is none.",
            "Clean up in an async function that the loop runs; or let asyncio.Runner do it.",
        ),
    ),
    Rule(
        "LEFT_AFTER_AN_ERROR",
        lambda f: f.raising and f.raising["left"] and not f.leaving["left"],
        seen="the block raised; still there: {raising[left]}",
        wanted="nothing, as if it had not raised",
        next="clean up in any case.",
        hints=(
            "With @contextmanager, what the block raises is raised by the yield.",
            "What must happen in any case belongs into a finally.",
            "try: yield the loop; finally: the end of the loop and of its thread.",
        ),
    ),
    Rule(
        "THREAD_LEFT",
        lambda f: f.leaving and (f.used["threads"] or f.used["pools"] or f.leaving["threads"]),
        seen="after the block, still there: {leaving[left]}",
        wanted="when the block has ended, the thread has too",
        next="wait for it.",
        hints=STOP_HINTS,
    ),
    Rule(
        "LOOP_NOT_CLOSED",
        lambda f: f.leaving and (f.used["loops"] or f.leaving["loops"]),
        seen="after the block, still there: {leaving[left]}",
        wanted="the loop is closed: it holds a selector and two sockets",
        next="close it when it has ended.",
        hints=END_HINTS,
    ),
    Rule(
        "WAITS_FOR_TASKS",
        lambda f: f.leaving and f.leaving["took"] > PATIENCE / 2,
        seen="a task slept for 50 s; the block was left at 0.25 s and ended at {leaving[took]} s",
        wanted="tasks that still run are cancelled",
        next="cancel them, then wait for them.",
        hints=END_HINTS,
    ),
    Rule(
        "TASK_LEFT",
        lambda f: never_ended(f, "told"),
        seen="the block was left at 0.25 s; the task in the loop was never cancelled",
        wanted="it is cancelled, and its finally runs",
        next="end all tasks before the loop.",
        hints=END_HINTS,
    ),
    Rule(
        "CLEANUP_CUT",
        lambda f: never_ended(f, "task"),
        seen="the task was cancelled at {leaving[told]} s; its cleanup, of 1 s, never ended",
        wanted="the loop runs until every cancelled task has ended",
        next="cancel() only asks; then await the tasks.",
        hints=END_HINTS,
    ),
    Rule(
        "GENERATOR_LEFT",
        lambda f: never_ended(f, "generator"),
        seen="an async generator was read halfway; its finally has not run",
        wanted="it is closed before the loop is",
        next="a loop can close all its generators; asyncio.run has it done.",
        hints=END_HINTS,
    ),
    Rule(
        "POOL_LEFT",
        lambda f: f.leaving and f.leaving["took"] < 3,
        seen="a task waited for to_thread, which takes until 3.0 s; the block ended at "
        "{leaving[took]} s",
        wanted="that thread has ended too",
        next="shut the loop's default pool down, before you close the loop.",
        hints=END_HINTS,
    ),
    Rule(
        "ERROR_SWALLOWED",
        lambda f: f.raising and not f.raising["raised"],
        seen="the block raised LookupError; the with statement raised {raising[said]}",
        wanted="the LookupError goes on to the caller",
        next="see what __exit__ returns: True means that the error is dealt with.",
        hints=(
            "An exception that the block raises is the caller's business.",
            "A true value, returned by __exit__, swallows it.",
            "Let __exit__ return nothing; with @contextmanager: no except, or raise in it.",
        ),
    ),
    Rule(
        "ENTERING_HANGS",
        lambda f: f.no_loop and f.no_loop["late"],
        seen="make_loop raised OSError; entering raised {no_loop[said]}",
        wanted="entering raises that OSError, at once",
        next="somebody waits for a thread that has already failed.",
        hints=FAIL_HINTS,
    ),
    Rule(
        "ENTERING_HIDES",
        lambda f: (
            f.no_loop
            and (
                not f.no_loop["said"].startswith("OSError: too many")
                or not f.no_thread["said"].startswith("RuntimeError: can't start")
            )
        ),
        seen="make_loop raised OSError; entering gave {no_loop[said]}\n"
        "no thread could be started; entering gave {no_thread[said]}",
        wanted="OSError; and RuntimeError: can't start new thread",
        next="let the error of whatever failed be raised by __enter__.",
        hints=FAIL_HINTS,
    ),
    Rule(
        "LEFT_BY_A_FAILED_START",
        lambda f: f.no_loop and (f.no_loop["left"] or f.no_thread["loops"]),
        seen="make_loop raised, and this was left: {no_loop[in_words]}\n"
        "the thread could not be started, and this was left: {no_thread[in_words]}",
        wanted="nothing is left: nobody calls __exit__ if __enter__ has raised",
        next="undo what was done before the line that failed.",
        hints=FAIL_HINTS,
    ),
    Rule(
        "NOT_RUNNING_YET",
        lambda f: f.used and f.used["running"] is False,
        seen="when the block began, loop.is_running() said False: the thread was not that far",
        wanted="True: who asks, takes a loop that does not run for one that is over",
        next="in __enter__, wait until the loop has done something.",
        hints=(
            "start() returns when the thread has begun; what it runs comes later.",
            "Have the loop run something small, and wait for that.",
            "After start(): run_coroutine_threadsafe with asyncio.sleep(0), and its result().",
        ),
    ),
)

CHECK = Check(
    gather_leaving,
    RULES,
    "task, generator and thread ended at {leaving[task]}, {leaving[generator]} and "
    "{leaving[thread]} s; nothing left",
)
