"""04.d: six calls, each to be given a place where it does not disturb the heartbeat."""

import asyncio
import functools
import threading
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.registry import Check
from helpers.grading.trace import run_recorded
from helpers.grading.verdict import Rule
from helpers.virtual_time import work

__all__ = ["CHECK"]

WANTED = ["site", "log", "rows", "primes", "parsed feed", "squeezed"]
EVERY, STEP, SLACK = 0.1, 0.05, 0.001  # seconds: between beats, of computing in each, of rounding


class Connection:
    """Belongs to this process, as a socket or a database connection does."""

    def __reduce__(self) -> str:
        raise TypeError("cannot pickle 'Connection' object")


class Calls:
    """The doubles of the six calls: each notes where it ran."""

    def __init__(self, loop_thread: int) -> None:
        self._loop_thread, self.inside = loop_thread, threading.local()
        self.places: dict[str, list[str]] = {}

    def _note(self, name: str) -> bool:
        """Note where `name` runs; return whether that is a process."""
        process = getattr(self.inside, "process", False)
        on_loop = threading.get_ident() == self._loop_thread
        place = "process" if process else "loop" if on_loop else "thread"
        self.places.setdefault(name, []).append(place)
        return process

    async def ask_site(self) -> str:
        self._note("ask_site")
        await asyncio.sleep(0.5)
        return "site"

    def read_log(self) -> str:
        self._note("read_log")
        time.sleep(0.8)
        return "log"

    def query(self, connection: Connection) -> str:
        self._note("query")
        time.sleep(0.7)
        return "rows"

    def count_primes(self) -> str:
        work(1.2, gil=not self._note("count_primes"))
        return "primes"

    def parse(self, text: str) -> str:
        work(0.9, gil=not self._note("parse"))
        return f"parsed {text}"

    def squeeze(self) -> str:
        self._note("squeeze")
        work(0.6, gil=False)
        return "squeezed"


NAMES = ("ask_site", "read_log", "query", "count_primes", "parse", "squeeze")
COMPUTING = ("count_primes", "parse")


class Processes(Executor):
    """A pool of processes: it takes what can be pickled, and computes beside this interpreter."""

    def __init__(self, calls: Calls) -> None:
        self._calls, self._pool, self.closed = calls, ThreadPoolExecutor(4, "process"), False

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future:
        if self.closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        self._pickle(function, *args, *kwargs.values())
        return self._pool.submit(self._run, functools.partial(function, *args, **kwargs))

    def _pickle(self, *things: Any) -> None:
        """Raise what pickle raises for things that cannot be sent to another process."""
        for thing in things:
            if isinstance(thing, Connection):
                thing.__reduce__()
            if isinstance(thing, functools.partial):
                self._pickle(thing.func, *thing.args, *thing.keywords.values())
            elif asyncio.iscoroutine(thing):
                raise TypeError("cannot pickle 'coroutine' object")
            elif "<" in getattr(thing, "__qualname__", ""):
                raise AttributeError(f"Can't pickle local object '{thing.__qualname__}'")

    def _run(self, call: Any) -> Any:
        self._calls.inside.process = True
        return call()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.closed = True
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def end(self) -> None:
        """Close as the owner does, without counting it as the answer's doing."""
        self._pool.shutdown(wait=False)


class Heart:
    """Computes at each beat; notes how late a beat came, and how long its computing took."""

    def __init__(self) -> None:
        self.late = self.slowest = 0.0

    async def beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            begun = loop.time()
            work(STEP)
            self.late = max(self.late, round(begun - due, 3))
            self.slowest = max(self.slowest, round(loop.time() - begun, 3))


def gather_places(answer: Answer) -> dict[str, Any]:
    """Make the six calls in virtual time beside a heart that computes; note where each ran."""
    facts: dict[str, Any] = {}

    async def main() -> None:
        calls, heart = Calls(threading.get_ident()), Heart()
        processes = Processes(calls)
        answer.replace(**{name: getattr(calls, name) for name in NAMES})
        beat = asyncio.create_task(heart.beat())
        await asyncio.sleep(EVERY / 2)  # so that a beat is under way, and due
        try:
            value = await answer.value(Connection(), processes)
        except Exception as error:
            value, facts["error"] = None, describe(error)
        await asyncio.sleep(2 * EVERY)
        beat.cancel()
        facts.update(_facts(calls.places, value), closed=processes.closed)
        facts.update(late=heart.late, slowest=heart.slowest)
        processes.end()

    call, trace = run_recorded(answer, main)
    facts["trace"] = trace
    return {"error": call.error, **facts} if call.error else facts


def _facts(places: dict[str, list[str]], value: object) -> dict[str, Any]:
    results = list(value) if isinstance(value, list | tuple) else [value]
    for result in results:
        if asyncio.iscoroutine(result):
            result.close()
    ran = {place: [name for name in NAMES if place in places.get(name, ())] for place in PLACES}
    return {
        "results": [r if isinstance(r, str) else f"a {type(r).__name__}" for r in results],
        "site_in_a_thread": "ask_site" in ran["thread"] + ran["process"],
        "held": ", ".join(name for name in ran["loop"] if name != "ask_site"),
        "slowed_by": ", ".join(name for name in ran["thread"] if name in COMPUTING),
    }


AWAITABLES = {"a coroutine", "a Future", "a Task"}
PLACES = ("loop", "thread", "process")
CHOICE_HINTS = (
    "Ask of each call: does it wait by await, does it wait in its thread, or does it compute?",
    "What awaits stays on the loop; what waits in its thread gets another; what computes in "
    "Python, or keeps the interpreter, gets another interpreter.",
    "One coroutine, two or three to_thread, two run_in_executor with processes.",
)
SITE_HINTS = (
    "Calling a coroutine function only makes a coroutine, on whatever thread.",
    "What already waits by await needs no thread.",
    "await ask_site(), with nothing around it.",
)
RULES = (
    Rule(
        "CALLED_TOO_EARLY",
        lambda f: f.error and "not callable" in f.error["message"],
        seen="{error[type]}: {error[message]}\nin your line: {error[line]}",
        wanted="the thread or process calls the function",
        next="give the function and its arguments apart: the brackets call it here, on the loop.",
        hints=(
            "Arguments are worked out before a call: f(g(x)) calls g first.",
            "to_thread and run_in_executor want the function itself, then its arguments.",
            "A comma in place of the inner brackets.",
        ),
    ),
    Rule(
        "NOT_PICKLABLE",
        lambda f: f.error and "pickle" in f.error["message"],
        seen="{error[type]}: {error[message]}\nin your line: {error[line]}",
        wanted="only what can be copied is sent to another process",
        next="that one must stay in this process; what is it that it does, wait or compute?",
        hints=(
            "A process gets copies, made by pickle. A connection, a coroutine, a lambda has none.",
            "Such a call stays in this process; if it waits, a thread is the place.",
            "to_thread with the function and the connection.",
        ),
    ),
    Rule(
        "COROUTINE_IN_A_THREAD",
        lambda f: not f.error and (f.site_in_a_thread or "a coroutine" in f.results[:1]),
        seen="instead of 'site' there was {results[0]}",
        wanted="ask_site runs on the loop, and is awaited",
        next="it is a coroutine function: call it and await it, without a thread.",
        hints=SITE_HINTS,
    ),
    Rule(
        "NOT_AWAITED",
        lambda f: not f.error and AWAITABLES.intersection(f.results),
        seen="it returned {results}",
        wanted=f"{WANTED}",
        next="await each call.",
        hints=(
            "to_thread returns a coroutine, run_in_executor a future.",
            "An await in front of each gives what the call returned.",
            "Six calls, six awaits; or one gather.",
        ),
    ),
    Rule(
        "HOLDS_THE_LOOP",
        lambda f: not f.error and f.held,
        seen="on the loop's thread: {held}; a beat came {late} s late",
        wanted="no beat is late",
        next="an ordinary call that takes its time belongs to a thread, or to a process.",
        hints=CHOICE_HINTS,
    ),
    Rule(
        "WAITS_WITHOUT_AWAIT",
        lambda f: not f.error and f.late > STEP + SLACK,
        seen="no call ran on the loop's thread, and a beat still came {late} s late",
        wanted="no beat is late: the loop waits by await",
        next="look for .result(), or for a `with` that waits for a pool.",
        hints=(
            "submit(...).result() waits on the loop's thread, without an await.",
            "loop.run_in_executor gives a future that can be awaited.",
            "An await in front of run_in_executor, and no result().",
        ),
    ),
    Rule(
        "COMPUTES_IN_A_THREAD",
        lambda f: not f.error and f.slowed_by,
        seen="in a thread: {slowed_by}; the heart computed for {slowest} s instead of 0.05 s",
        wanted="the heart's computing is not slowed",
        next="threads share one interpreter; a process brings its own.",
        hints=CHOICE_HINTS,
    ),
    Rule(
        "CLOSES_THE_POOL",
        lambda f: not f.error and f.closed,
        seen="processes was shut down",
        wanted="it stays open: its owner closes it",
        next="use it without a `with`, and without shutdown().",
        hints=(
            "Who opens a pool closes it. This one was lent to you.",
            "The end of a `with` calls shutdown(), which also waits.",
            "Hand it to run_in_executor, and nothing else.",
        ),
    ),
    Rule(
        "WRONG_RESULTS",
        lambda f: not f.error and f.results != WANTED,
        seen="{results}",
        wanted=f"{WANTED}",
        next="return all six, as a list, in the order of the cells.",
        hints=(
            "Each call returns something; the list holds those six things.",
            "Results that come when they are ready are in another order; gather keeps yours.",
            "Put the awaits into a list, in the order of the cells.",
        ),
    ),
)

CHECK = Check(gather_places, RULES, "no beat came late, and none was slowed: {results}")
