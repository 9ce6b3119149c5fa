"""08.b: a synchronous face for an asynchronous client that is bound to one loop."""

import asyncio
import inspect
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from helpers.grading.answer import Answer, Call
from helpers.grading.registry import Check
from helpers.grading.verdict import Facts, Rule

from .crossing import PATIENCE, now, said, seen, uses_helpers, without_helpers

__all__ = ["CHECK"]

SECONDS = {"slow": 5.0}  # of one fetch; 1 s for all other names
ERRORS = {"Atlantis": LookupError("Atlantis")}
WAITS = "nothing, it waits for ever"


class Source:
    """Makes clients; notes where, and how many of their calls are under way at once."""

    def __init__(self) -> None:
        self.loops: list[asyncio.AbstractEventLoop] = []
        self.threads: set[threading.Thread] = set()
        self.connected, self.asked, self.open, self.most = 0, 0, 0, 0
        self.begun_closing, self.closed = 0, 0

    async def connect(self) -> "Client":
        """Make a client, bound to the loop that runs."""
        await asyncio.sleep(0.25)
        self.connected += 1
        return Client(self, self.enter())

    async def refuse(self) -> "Client":
        """Fail, as a server does that is down."""
        await asyncio.sleep(0.25)
        raise ConnectionError("no server there")

    def enter(self) -> asyncio.AbstractEventLoop:
        """Note the loop, and the thread, in which the client's code runs; return the loop."""
        loop = asyncio.get_running_loop()
        if loop not in self.loops:
            self.loops.append(loop)
        self.threads.add(threading.current_thread())
        return loop


class Client:
    """The asynchronous client."""

    def __init__(self, source: Source, loop: asyncio.AbstractEventLoop) -> None:
        self._source, self._loop = source, loop

    def _check(self) -> None:
        if self._source.enter() is not self._loop:
            raise RuntimeError("this client is bound to a different event loop")

    async def fetch(self, name: str) -> Any:
        """Return the map of `name`, or raise its error."""
        source = self._source
        source.asked += 1
        self._check()
        source.open += 1
        source.most = max(source.most, source.open)
        try:
            await asyncio.sleep(SECONDS.get(name, 1.0))
        finally:
            source.open -= 1
        if name in ERRORS:
            raise ERRORS[name]
        return f"map of {name}"

    async def close(self) -> None:
        """Say goodbye to the server, which takes a moment."""
        self._source.begun_closing += 1
        self._check()
        await asyncio.sleep(0.5)
        self._source.closed += 1


def gather_face(answer: Answer) -> dict[str, Any]:
    """Fetch in turn and at once, and close; close under a call; fail to connect."""
    if line := uses_helpers(answer):
        return {"error": None, "helpers": line}
    facts: dict[str, Any] = {"used": _observed(answer, _used)}
    slip = facts["used"].get("slip")
    if facts["used"]["done"] and not (facts["used"]["error"] or slip):
        facts["again"] = _observed(answer, _called_after_close)
        facts["under_way"] = _observed(answer, _closed_under_way)
        facts["refused"] = _observed(answer, _refused)
    runs = list(facts.values())
    errors = [error for error in (slip, *(run["error"] for run in runs[:2])) if error]
    return {
        **facts,
        "error": errors[0] if errors else None,
        "stranger": next((run["stranger"] for run in runs if run["touched"]), None),
        "trace": runs[0]["trace"],
    }


Program = Callable[[Answer, Source, dict[str, Any]], None]


def _observed(answer: Answer, program: Program) -> dict[str, Any]:
    source, facts = Source(), {"done": False}

    def run() -> None:
        program(answer, source, facts)
        facts["done"] = True

    outcome = seen(answer, run, way="script")
    facts.update(
        {name: getattr(source, name) for name in ("connected", "asked", "most", "closed")},
        begun_closing=source.begun_closing,
        client_loops=len(source.loops),
    )
    return {**facts, **outcome}


def _used(answer: Answer, source: Source, facts: dict[str, Any]) -> None:
    maps = answer.value(source.connect)
    facts["one"] = _outcome(answer, maps, "Oslo", facts)
    facts["slip"] = facts.pop("failed_with", None)  # a good fetch that raises: the answer's own
    facts["bad"] = _outcome(answer, maps, "Atlantis", facts)
    began = now()
    facts["both"] = _in_threads(answer, maps, ["Lima", "Rome"], facts)
    facts["seconds"] = round(now() - began, 6)
    facts["here"] = bool({threading.current_thread(), *facts.pop("callers")} & source.threads)
    maps.close()
    facts["closed_at_return"] = source.closed


def _outcome(answer: Answer, maps: Any, name: str, facts: dict[str, Any]) -> str:
    """Fetch, and say in words what came of it."""
    call = answer.call(maps.fetch, name)
    facts["failed_with"] = call.error
    if isinstance(call.value, Future) or inspect.isawaitable(call.value):
        facts["awaitable"] = type(call.value).__name__
        if inspect.iscoroutine(call.value):
            call.value.close()
    return _words(call)


def _words(call: Call) -> str:
    return said(call.error) if call.error else f"{call.value!r:.60}"


def _in_threads(answer: Answer, maps: Any, names: list[str], facts: dict[str, Any]) -> list[str]:
    """Fetch the names at the same time, a thread for each; wait a while for what comes."""
    words = dict.fromkeys(names, WAITS)

    def fetch(name: str) -> None:
        words[name] = _outcome(answer, maps, name, facts)

    threads = [threading.Thread(target=fetch, args=(name,), name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    facts["callers"] = threads
    return list(words.values())


def _called_after_close(answer: Answer, source: Source, facts: dict[str, Any]) -> None:
    maps = answer.value(source.connect)
    maps.close()
    facts["twice"] = said(answer.call(maps.close).error)
    facts["asked_before"] = source.asked
    facts["late"] = _in_threads(answer, maps, ["Oslo"], facts)[0]
    del facts["callers"]


def _closed_under_way(answer: Answer, source: Source, facts: dict[str, Any]) -> None:
    maps, words = answer.value(source.connect), [WAITS]

    def fetch() -> None:
        words[0] = _outcome(answer, maps, "slow", facts)

    thread = threading.Thread(target=fetch, name="slow")
    thread.start()
    time.sleep(1)
    facts["closing"] = said(answer.call(maps.close).error)
    thread.join(PATIENCE)
    facts["came"] = words[0]


def _refused(answer: Answer, source: Source, facts: dict[str, Any]) -> None:
    facts["said"] = WAITS
    facts["said"] = said(answer.call(answer.value, source.refuse).error)


def use(f: Facts, fact: str) -> Any:
    """Return a fact of the first program, if it was gathered."""
    return (f.used or {}).get(fact)


def fetched(f: Facts, fact: str) -> Any:
    """Return a fact of the first program, unless its very first fetch raised."""
    return None if use(f, "slip") else use(f, fact)


THREAD_HINTS = (
    "A client belongs to one loop. That loop must run as long as the client is used.",
    "Start a loop in a thread in __init__; connect, every fetch and the close run there.",
    "In each method: run_coroutine_threadsafe with the client's coroutine and your loop; result().",
)
RESULT_HINTS = (
    "run_coroutine_threadsafe returns a concurrent.futures.Future; the outcome is in it.",
    "result() waits for the coroutine's end, and returns or raises what it did.",
    "return, the future that run_coroutine_threadsafe gave, and .result() of it",
)
CLOSE_HINTS = (
    "What __init__ began, close ends, in the opposite order: the client, then loop and thread.",
    "Closing the client is a coroutine too: it has to run to its end while the loop still runs.",
    "First wait for the result() of the client's close; then end the loop and join the thread.",
)
LATE_HINTS = (
    "Who calls after the end wants an answer too: an error, at once.",
    "Remember that close was called, and look at it before you make the coroutine.",
    "An attribute, False at first; fetch raises RuntimeError if it is true.",
)
FAIL_HINTS = (
    "If __init__ raises, the caller has no object, and nobody can call close.",
    "What was started before the line that raises has to be ended there.",
    "try: connect; except: end the loop and its thread, then raise.",
)

RULES = (
    without_helpers("a class of your own", THREAD_HINTS[2]),
    Rule(
        "WRONG_THREAD",
        lambda f: f.stranger is not None,
        seen="a loop was touched from another thread while it ran:\n{stranger}",
        wanted="from other threads only call_soon_threadsafe, or run_coroutine_threadsafe",
        next="hand that call to the loop, to be made on its own thread.",
        hints=THREAD_HINTS,
    ),
    Rule(
        "CONNECTS_AGAIN",
        lambda f: use(f, "connected") and f.used["connected"] > 1,
        seen="connect was called {used[connected]} times",
        wanted="once: all fetches use one client",
        next="connect in __init__, and keep the client.",
        hints=THREAD_HINTS,
    ),
    Rule(
        "ONE_LOOP_PER_CALL",
        lambda f: use(f, "client_loops") and f.used["client_loops"] > 1,
        seen="the client's coroutines ran on {used[client_loops]} loops; fetch gave {used[one]}",
        wanted="connect, fetch and close all run on one loop",
        next="asyncio.run makes a new loop each time, and closes it; keep one loop running.",
        hints=THREAD_HINTS,
    ),
    Rule(
        "ON_THE_CALLERS_THREAD",
        lambda f: use(f, "here"),
        seen="the client's coroutines ran on the thread that called; two threads at once got\n"
        "{used[both]}",
        wanted="the loop runs in a thread of its own, and serves all threads",
        next="start a thread that runs the loop for as long as the client is open.",
        hints=THREAD_HINTS,
    ),
    Rule(
        "RETURNS_AWAITABLE",
        lambda f: use(f, "awaitable"),
        seen="fetch returned a {used[awaitable]}",
        wanted="the map: the caller is ordinary code",
        next="wait for the result in fetch.",
        hints=RESULT_HINTS,
    ),
    Rule(
        "ERROR_HIDDEN",
        lambda f: fetched(f, "bad") and f.used["bad"] != "LookupError: Atlantis",
        seen="the client raised LookupError: Atlantis; fetch gave {used[bad]}",
        wanted="LookupError: Atlantis",
        next="let what the coroutine raises pass through.",
        hints=RESULT_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: fetched(f, "one") and f.used["one"] != "'map of Oslo'",
        seen="fetch gave {used[one]}",
        wanted="'map of Oslo'",
        next="return what the client's fetch gives.",
        hints=RESULT_HINTS,
    ),
    Rule(
        "ONE_AT_A_TIME",
        lambda f: fetched(f, "both") and f.used["most"] < 2,
        seen="two threads fetched, 1 s each: never more than 1 under way, {used[seconds]} s",
        wanted="both under way at once: 1.0 s",
        next="find what makes the second thread wait.",
        hints=(
            "A loop runs any number of coroutines at once, whichever thread handed them over.",
            "A lock that is held while a thread waits for the result lets in one thread only.",
            "run_coroutine_threadsafe is safe to call without a lock; take it away.",
        ),
    ),
    Rule(
        "MIXED_UP",
        lambda f: fetched(f, "both") and f.used["both"] != ["'map of Lima'", "'map of Rome'"],
        seen="two threads fetched Lima and Rome at once; they got {used[both]}",
        wanted="each thread gets what it asked for",
        next="keep what belongs to one call in local variables, not in self.",
        hints=(
            "All threads share one self.",
            "An attribute that a call sets may be set by another one before it is read.",
            *RESULT_HINTS[2:],
        ),
    ),
    Rule(
        "CLOSE_HANGS",
        lambda f: fetched(f, "both") and f.used["deadlock"] and "closed_at_return" not in f.used,
        seen="close waits for ever:\n{used[deadlock]}",
        wanted="close ends the loop, and then the thread ends",
        next="tell the loop to end before you wait for its thread, on its own thread.",
        hints=CLOSE_HINTS,
    ),
    Rule(
        "HANGS",
        lambda f: fetched(f, "deadlock") and not fetched(f, "done"),
        seen="everybody waits for ever:\n{used[deadlock]}",
        wanted="Maps(connect) and fetch come back",
        next="find what that line waits for, and who runs it.",
        hints=THREAD_HINTS,
    ),
    Rule(
        "CLIENT_NOT_CLOSED",
        lambda f: fetched(f, "done") and f.used["closed_at_return"] != 1,
        seen="when close() returned, the client's own close had begun {used[begun_closing]}×, and "
        "ended {used[closed_at_return]}×",
        wanted="begun once, and ended, which takes 0.5 s",
        next="wait for it before you end the loop.",
        hints=CLOSE_HINTS,
    ),
    Rule(
        "LEFT_BEHIND",
        lambda f: fetched(f, "done") and f.used["left"],
        seen="after close(), still there: {used[left]}",
        wanted="nothing: the thread has ended, the loop is closed",
        next="end the loop, join its thread, close the loop.",
        hints=CLOSE_HINTS,
    ),
    Rule(
        "FAILS_TWICE",
        lambda f: f.again and f.again.get("twice") not in (None, "nothing"),
        seen="close() was called again: {again[twice]}",
        wanted="a second close does nothing",
        next="look whether it is closed already.",
        hints=LATE_HINTS,
    ),
    Rule(
        "HANGS_AFTER_CLOSE",
        lambda f: f.again and (f.again.get("late") in (None, WAITS)),
        seen="close() again, then a fetch: it waits for ever",
        wanted="fetch raises RuntimeError, at once",
        next="nobody runs the loop any more: look whether it is closed before you hand it work.",
        hints=LATE_HINTS,
    ),
    Rule(
        "FETCHES_AFTER_CLOSE",
        lambda f: (
            f.again
            and (
                not f.again["late"].startswith("RuntimeError")
                or f.again["asked"] > f.again["asked_before"]
            )
        ),
        seen="a fetch after close() gave {again[late]}",
        wanted="RuntimeError, and the client is not asked",
        next="look whether it is closed before you ask the client.",
        hints=LATE_HINTS,
    ),
    Rule(
        "NEVER_AWAITED",
        lambda f: any(run and run["unawaited"] for run in (f.again, f.under_way)),
        seen="a fetch after close() raised RuntimeError; its coroutine was never awaited",
        wanted="no such warning",
        next="raise before you make the coroutine.",
        hints=LATE_HINTS,
    ),
    Rule(
        "CALLER_LEFT_WAITING",
        lambda f: f.under_way and f.under_way.get("came") in (None, WAITS),
        seen="a thread fetched, and another one closed meanwhile: the fetch waits for ever",
        wanted="it gets its map, or an exception",
        next="a coroutine that nobody runs any more never ends: cancel it, or wait for it.",
        hints=(
            "A future whose task is neither run nor cancelled is never done.",
            "Before the loop stops, end what runs in it: cancel, then wait.",
            "asyncio.run and asyncio.Runner cancel all tasks at their end; stop() does not.",
        ),
    ),
    Rule(
        "CLOSE_FAILS",
        lambda f: f.under_way and f.under_way["closing"] != "nothing",
        seen="a thread fetched, and another one called close(), which raised\n{under_way[closing]}",
        wanted="close() works also then",
        next="see what your clean-up does with a task that still runs.",
        hints=CLOSE_HINTS,
    ),
    Rule(
        "CONNECT_ERROR_HIDDEN",
        lambda f: f.refused and f.refused["said"] != "ConnectionError: no server there",
        seen="connect raised ConnectionError; Maps(connect) raised {refused[said]}",
        wanted="ConnectionError: no server there",
        next="wait in __init__ for the result of connect.",
        hints=FAIL_HINTS,
    ),
    Rule(
        "LEFT_BY_A_FAILED_CONNECT",
        lambda f: f.refused and f.refused["left"],
        seen="connect raised ConnectionError; still there: {refused[left]}",
        wanted="nothing",
        next="end the loop and its thread before the error leaves __init__.",
        hints=FAIL_HINTS,
    ),
)

CHECK = Check(
    gather_face,
    RULES,
    "one client on one loop; two threads done in {used[seconds]} s; nothing left by close",
)
