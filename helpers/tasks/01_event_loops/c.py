"""01.c: a call from another thread wakes a sleeping loop; proven on its selector."""

import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from helpers.grading.answer import ANSWER
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

SPIN = 200  # turns without sleeping, with nothing to do: nobody drains the socket
BURST = 20_000  # more bytes than a socket pair holds on any system
FULL = 0.1  # seconds after which a send that waits for room gives up
HELD = 0.05  # seconds for which a line waits for a loop that waits for this very thread


class Watched:
    """A selector that says whether the loop sleeps in it now, and how often it has woken."""

    def __init__(self, selector: Any) -> None:
        self._selector, self.inside, self.returned = selector, False, 0
        self.timeout: float | None = None

    def select(self, timeout: float | None = None) -> list:
        self.timeout, self.inside = timeout, True
        try:
            return self._selector.select(timeout)
        finally:
            self.inside = False
            self.returned += 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._selector, name)

    def asleep(self) -> bool:
        """Is it proven that the loop sleeps and that nothing sent so far will wake it?"""
        seen = self.returned
        files = [key.fileobj for key in self._selector.get_map().values()]
        readable = files and select.select(files, [], [], 0)[0]
        return self.inside and not readable and self.returned == seen

    def settled(self) -> bool:
        """Let the loop run as far as it can: does it sleep, or go round for ever?"""
        limit = self.returned + SPIN
        until(lambda: self.asleep() or self.returned > limit)
        return self.asleep()


def until(condition: Callable[[], object], patience: float = 60.0) -> None:
    """Wait for what must come; the watchdog's limit ends it if it never does."""
    end = time.monotonic() + patience
    while not condition() and time.monotonic() < end:
        time.sleep(0.0005)


def step_by_step(watched: Watched, call: Callable[..., Any], *args: Any) -> None:
    """Call, and let the loop run as far as it can before each line of the learner's."""

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != ANSWER:
            return None
        if event == "line":
            until(watched.asleep, HELD)
        return trace

    sys.settrace(trace)
    try:
        call(*args)
    finally:
        sys.settrace(None)


@trial(way="script", real_time=True)
def waking(run: Run) -> None:
    """Call into a sleeping loop, then very often into a held one."""
    socket.setdefaulttimeout(FULL)
    loop = run.answer()
    loop.selector = watched = Watched(loop.selector)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    until(lambda: watched.inside)
    run.note(timeout=watched.timeout)
    if watched.timeout is not None:
        return
    ran: list[int] = []
    woken = watched.returned
    note = lambda: ran.append(threading.get_ident())  # noqa: E731
    step_by_step(watched, loop.call_soon_threadsafe, note)
    until(lambda: ran or watched.asleep())
    run.note(ran=bool(ran), woken=watched.returned > woken, on_loop=ran == [thread.ident])
    if ran == [thread.ident]:
        run.note(sleeps_again=watched.settled(), timeout=watched.timeout)
        burst(run, loop, watched)


def burst(run: Run, loop: Any, watched: Watched) -> None:
    """Hold the loop in a callback, call it very often, let it go."""
    holding, go_on, got = threading.Event(), threading.Event(), []
    loop.call_soon_threadsafe(lambda: (holding.set(), go_on.wait()))
    holding.wait()
    ends = (run.ending(loop.call_soon_threadsafe, got.append, n) for n in range(BURST))
    failed = next((end for end in ends if end.error), None)
    go_on.set()
    if failed is None:
        until(lambda: len(got) == BURST or watched.asleep())
    raised = failed.raised if failed else ""
    run.note(refused=raised, got=len(got), in_order=got == sorted(got))


WAKE = """
    A sleeping selector returns when a socket that it watches can be read, or at its timeout.
    Give the loop a pair of sockets: it watches one, call_soon_threadsafe sends to the other.
    socket.socketpair() in __init__, register one end for EVENT_READ, send to the other end."""
QUEUE_FIRST = """
    Between two lines of yours the loop's thread may run as far as it likes.
    Woken too early, it reads the byte, finds the queue empty, and sleeps again.
    What is to be found must be in the queue before anything can wake the loop."""
ONE_BYTE = """
    A socket holds some hundred unread bytes, then it refuses more, or lets the sender wait.
    One unread byte is enough to wake the loop; the rest may be lost.
    setblocking on the sending end, and try … except for the error of a full socket."""

# fmt: off
CHECK = check(
    waking,
    rules=(
        rule("POLLS", lambda f: f.waking.timeout is not None, """
            promise without a timeout
            seen    with nothing to do, the loop asked its selector to sleep for {waking.timeout} s
            wanted  None: an idle loop sleeps until it is woken
            next    do not look at intervals; let the caller wake the selector.""", WAKE),
        rule("WRONG_THREAD",
            lambda f: f.waking.ran and not f.waking.on_loop, """
            promise on the loop's own thread
            seen    the callback ran on the caller's thread
            next    put it into a queue; the loop's thread takes it out.
            hint    Thread-safe means: the loop's thread runs it, so that no two callbacks overlap.
            hint    call_soon_threadsafe must not call the callback itself.
            hint    It puts the callback where the loop will look, and then only wakes the loop.""",
            ),
        rule("WOKEN_TOO_EARLY",
            lambda f: not f.waking.ran and f.waking.woken, """
            promise wherever the loop's thread stands meanwhile
            seen    the loop woke before the callback was there for it, and went to sleep again
            next    see in which order your lines put the callback down and wake the loop.""",
            QUEUE_FIRST),
        rule("STAYS_ASLEEP", lambda f: not f.waking.ran, """
            promise a sleeping loop wakes for it
            seen    the loop sleeps, and none of the sockets that it watches is readable
            next    make a socket readable that the loop's selector watches.""", WAKE),
        rule("NEVER_DRAINED", lambda f: not f.waking.sleeps_again, """
            promise also after it was woken
            seen    after one call the loop went round 200 times with nothing to do
            wanted  it sleeps again
            next    read the byte when the socket becomes readable.
            hint    A selector reports a socket for as long as something can be read from it.
            hint    What you register as the socket's data is called when it can be read.
            hint    That function reads: recv, with room for many bytes."""),
        rule("FULL_SOCKET_BLOCKS",
            lambda f: f.waking.refused == "TimeoutError", """
            promise neither waits nor fails
            seen    while the loop was busy, one of many calls waited for room in the socket
            next    make the sending socket non-blocking, and pass over the error of a full one.""",
            ONE_BYTE),
        rule("FULL_SOCKET_RAISES",
            lambda f: f.waking.refused, """
            promise neither waits nor fails
            seen    while the loop was busy, one of many calls raised {waking.refused}
            next    a full socket will wake the loop anyway: that error can be passed over.""",
            ONE_BYTE),
        rule("CALLS_LOST", lambda f: f.waking.got != BURST or not f.waking.in_order, f"""
            promise in the order of the calls
            seen    {BURST} calls to a busy loop: {{waking.got}} ran, in order: {{waking.in_order}}
            next    put every callback into the queue, whatever becomes of the byte.""", WAKE),
    ),
    praise="the loop woke, slept again, and ran {waking.got} calls in order",
)
