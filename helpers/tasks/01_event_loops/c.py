"""01.c: a call from another thread wakes a sleeping loop; proven on its selector."""

import select
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

SPIN = 200  # turns without sleeping, with nothing to do: nobody drains the socket
BURST = 20_000  # more bytes than a socket pair holds on any system


class Watched:
    """A selector that says whether the loop sleeps in it now, and how often it has woken."""

    def __init__(self, selector: Any) -> None:
        self._selector, self.inside, self.returned, self.timeout = selector, False, 0, None

    def select(self, timeout: float | None = None) -> list:
        self.timeout, self.inside = timeout, True
        try:
            return self._selector.select(timeout)
        finally:
            self.inside = False
            self.returned += 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._selector, name)

    def readable(self) -> bool:
        """Would the selector return at once?"""
        files = [key.fileobj for key in self._selector.get_map().values()]
        return bool(files and select.select(files, [], [], 0)[0])

    def asleep(self) -> bool:
        """Is it proven that the loop sleeps and that nothing sent so far will wake it?"""
        seen = self.returned
        return self.inside and not self.readable() and self.inside and self.returned == seen


class WatchedQueue(deque):
    """The loop's ready queue; notes if the loop had been woken before the callback was in it."""

    def __init__(self, selector: Watched) -> None:
        super().__init__()
        self._selector, self._asleep_since, self.early = selector, selector.returned, False

    def append(self, item: object) -> None:
        woken = self._selector.readable() or self._selector.returned != self._asleep_since
        self.early = self.early or woken
        super().append(item)


def gather_waking(answer: Answer) -> dict[str, Any]:
    """Call into a sleeping loop, then into a held one, and look at its selector, not at a clock."""
    loop = answer.value()
    loop.selector = watched = Watched(loop.selector)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    _until(lambda: watched.inside)
    facts: dict[str, Any] = {"timeout": watched.timeout, "ran": False, "error": None}
    if watched.timeout is None:
        facts.update(_one_call(answer, loop, watched, thread.ident))
    if facts["ran"] and facts["on_loop"] and not facts["early"]:
        facts["spins"] = _spins(watched)
        facts.update(_burst(answer, loop, watched))
    return facts


def _one_call(answer: Answer, loop: Any, watched: Watched, ident: int) -> dict[str, Any]:
    """Call once into the sleeping loop; wait until it ran, or is proven never to run."""
    ran: list[int] = []
    loop.ready = queue = WatchedQueue(watched)
    call = answer.call(loop.call_soon_threadsafe, lambda: ran.append(threading.get_ident()))
    if call.error is None:
        _until(lambda: ran or watched.asleep())
    early, loop.ready = queue.early, deque(queue)
    return {"error": call.error, "ran": bool(ran), "on_loop": ran == [ident], "early": early}


def _until(condition: Callable[[], object]) -> None:
    """Wait for what must come; the watchdog's limit ends it if it never does."""
    while not condition():
        time.sleep(0.001)


def _spins(watched: Watched) -> bool:
    limit = watched.returned + SPIN
    _until(lambda: watched.asleep() or watched.returned > limit)
    return not watched.asleep()


def _burst(answer: Answer, loop: Any, watched: Watched) -> dict[str, Any]:
    """Hold the loop in a callback, call it very often, let it go."""
    holding, go_on, got = threading.Event(), threading.Event(), []

    def hold() -> None:
        holding.set()
        go_on.wait()

    loop.call_soon_threadsafe(hold)
    holding.wait()
    calls = (answer.call(loop.call_soon_threadsafe, got.append, n) for n in range(BURST))
    error = next((call.error for call in calls if call.error), None)
    go_on.set()
    if error is None:
        _until(lambda: len(got) == BURST or watched.asleep())
    return {"burst_error": error, "burst": len(got), "sorted": got == sorted(got)}


WAKE_HINTS = (
    "A sleeping selector returns when a socket that it watches can be read, or at its timeout.",
    "Give the loop a pair of sockets: it watches one, call_soon_threadsafe sends to the other.",
    "socket.socketpair() in __init__, register one end for EVENT_READ, send to the other end.",
)

WAKE_RULES = (
    Rule(
        "WOKEN_TOO_EARLY",
        lambda f: f.early,
        seen="the byte was sent before the callback was in the queue",
        wanted="first the queue, then the byte",
        next="swap the two lines.",
        hints=(
            "Between two lines of yours the loop's thread may run as far as it likes.",
            "Woken too early, it reads the byte, finds the queue empty, and sleeps again.",
            "call_soon comes first.",
        ),
    ),
    Rule(
        "POLLS",
        lambda f: f.timeout is not None,
        seen="with nothing to do, the loop asked its selector to sleep for {timeout} s",
        wanted="None: an idle loop sleeps until it is woken",
        next="do not look at intervals; let the caller wake the selector.",
        hints=WAKE_HINTS,
    ),
    Rule(
        "STAYS_ASLEEP",
        lambda f: not f.error and not f.ran and f.timeout is None,
        seen="the callback is in the queue; the loop sleeps, and none of its sockets is readable",
        wanted="the call wakes the loop",
        next="make a socket readable that the loop's selector watches.",
        hints=WAKE_HINTS,
    ),
    Rule(
        "WRONG_THREAD",
        lambda f: f.ran and not f.on_loop,
        seen="the callback ran on the caller's thread",
        wanted="it runs on the loop's thread, between two other callbacks",
        next="put it into the queue with call_soon; then only wake the loop.",
        hints=(
            "Thread-safe means: the loop's thread runs it, so that no two callbacks overlap.",
            "call_soon_threadsafe must not call the callback itself.",
            *WAKE_HINTS[2:],
        ),
    ),
    Rule(
        "NEVER_DRAINED",
        lambda f: f.spins,
        seen="after one call the loop went round 200 times with nothing to do",
        wanted="it sleeps again",
        next="read the byte when the socket becomes readable.",
        hints=(
            "A selector reports a socket for as long as something can be read from it.",
            "What you register as the socket's data is called when it can be read: read there.",
            "self.near.recv(4096) in the function that you register.",
        ),
    ),
    Rule(
        "FULL_SOCKET_RAISES",
        lambda f: f.burst_error,
        seen="while the loop was busy, one of many calls raised {burst_error[type]}",
        wanted="a call never fails because the loop has not looked yet",
        next="a full socket will wake the loop anyway: that error can be passed over.",
        hints=(
            "A socket holds some hundred unread bytes, then it refuses more.",
            "One unread byte is enough to wake the loop; the rest may be lost.",
            "try: … send …, except BlockingIOError: pass",
        ),
    ),
    Rule(
        "CALLS_LOST",
        lambda f: f.ran and f.on_loop and (f.burst != BURST or not f.sorted),
        seen="of 20000 calls made while the loop was busy, {burst} ran (in order: {sorted})",
        wanted="all of them, in the order of the calls",
        next="put every callback into the queue, whatever becomes of the byte.",
        hints=WAKE_HINTS,
    ),
    Rule(
        "FULL_SOCKET_BLOCKS",
        lambda f: any(word in place for place in f.stack for word in ("send", "write")),
        outcome="stopped",
        seen="while the loop was busy, a call stood still at {where}",
        wanted="call_soon_threadsafe never waits",
        next="make the sending socket non-blocking, and pass over BlockingIOError.",
        hints=(
            "A socket holds some hundred unread bytes; a blocking send then waits for a reader.",
            "If the caller is the loop's own thread, that reader never comes.",
            "socket.setblocking; and pass over the error that a full socket then raises.",
        ),
    ),
)

CHECK = Check(
    gather_waking, WAKE_RULES, "the loop woke, slept again, and ran {burst} calls in order"
)
