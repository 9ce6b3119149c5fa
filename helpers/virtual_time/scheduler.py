"""Who runs next: lets one thread run at a time, and moves the clock when all of them wait.

The thread of the event loop is home. Whoever begins to wait hands the turn on, always in one order:
by time, then by the turns already taken at that time, then the loop, then threads as started. Home
gets the baton when its own turn has come, when a thread has ended, and when nobody can go on.
"""

from __future__ import annotations

import ctypes
import functools
import threading
import weakref
from asyncio import AbstractEventLoop, InvalidStateError
from collections.abc import Callable
from itertools import count
from math import inf
from typing import TYPE_CHECKING, Any, NoReturn

from helpers.virtual_time import limits, reports
from helpers.virtual_time.errors import Unwind, VirtualTimeError
from helpers.virtual_time.instant import Instant
from helpers.virtual_time.member import Member, allocate_lock

if TYPE_CHECKING:
    from socket import socket

    from helpers.virtual_time.pools import Pool

__all__ = ["Scheduler", "current", "turn"]

# The primitives that the scheduler itself stands on, whatever is patched later.
get_ident, join = threading.get_ident, threading.Thread.join

FAIR_AFTER = 1_000  # a loop that never idles lets waiting threads have a turn this often


class Turn:
    """Whose turn it is in the one run that is going on; None if there is no run."""

    member: Member | None = None


turn = Turn()


def current() -> Scheduler | None:
    """The scheduler that controls the calling thread; None for every other thread."""
    member = turn.member
    if member is None or member.ident != get_ident() or member.outside:
        return None
    return member.scheduler


class Scheduler:
    """Runs the controlled threads of one run and keeps its clock (`now`, in seconds)."""

    def __init__(self) -> None:
        self.now = Instant(0)
        self.limits = limits.LIMITS
        self.members: dict[int, Member] = {}  # by thread ident
        self.parked: list[Member] = []
        self.pools: list[Pool] = []
        self.pairs: weakref.WeakSet[socket] = weakref.WeakSet()  # inside of this process
        self._started: dict[threading.Thread, Member] = {}
        self.failure: BaseException | None = None
        self.progress = 0  # grows as long as the program goes on
        self.running: Member | None = None
        # Called as on_wait(start) at the end of a wait, by the one who waited.
        self.on_wait: Callable[[float], object] | None = None
        self.recorder: Any = (
            None  # the open Timeline, which is told who waits for the GIL, and of a failure
        )
        self._failed = False  # the failure has been raised, everything is being unwound
        self._baton = allocate_lock()
        self._baton.acquire()
        self._interrupting = allocate_lock()  # that there is a failure, and its exception, are one
        self._holding = False  # interrupts
        self._order = count()
        self._here = {"iterations": 0, "turns": 0}  # at this instant

    # --- open and close -------------------------------------------------------------------

    def open(self) -> None:
        """Make the calling thread the home of this run."""
        self.home = self.running = turn.member = Member(-1, threading.current_thread(), self)
        self.members[get_ident()] = self.home

    def close(self) -> None:
        """Give the process back to real time."""
        if turn.member is not None and turn.member.scheduler is self:
            turn.member = None
        self.members.clear()
        self.home.in_loop(None)

    # --- threads --------------------------------------------------------------------------

    def me(self) -> Member:
        return self.members[get_ident()]

    def outside(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the real standard library: what it waits for is not the program's business."""
        member = self.me()
        member.outside += 1
        try:
            return call(*args, **kwargs)
        finally:
            member.outside -= 1

    def start(self, start: Callable[[threading.Thread], None], thread: threading.Thread) -> None:
        """Start `thread` with the real `start`; it stands at its gate when this returns."""
        if self.me().doomed:
            raise Unwind
        if thread in self._started:
            return start(thread)  # which says that it has been started already
        member = self._started[thread] = Member(next(self._order), thread, self)
        own_run = vars(thread).get("run")
        thread.run = lambda: self._live(member, thread, own_run)
        try:
            self._hold_interrupts(True)
            self.outside(start, thread)
            member.ident = thread.ident
            self.members[member.ident] = member
            member.when, member.ready = self.now, None
            self.parked.append(member)
        except BaseException:
            del self._started[thread]
            member.set_run(own_run)
            raise
        finally:
            self._hold_interrupts(False)
        if self.failure is not None and not self._failed:
            raise KeyboardInterrupt  # the one that was held

    def _hold_interrupts(self, hold: bool) -> None:
        """Keep interrupts out from a thread's start until it is under control: it would be lost."""
        with self._interrupting:
            self._holding = hold
        for _ in range(2):
            pass  # one that had been sent comes up here, at a jump back

    def _live(
        self, member: Member, thread: threading.Thread, own_run: Callable[[], object] | None
    ) -> None:
        """The whole life of a controlled thread, from its first turn to its last."""
        try:
            member.gate.acquire()
            member.set_run(own_run)
            if not member.doomed:
                thread.run()
        except Unwind:
            pass
        except BaseException as error:
            brings_it = self.failure is not None and isinstance(error, KeyboardInterrupt)
            if error is not self.failure and not brings_it:  # which run() raises
                # Here and not later, so that what the hook does is part of the thread's turn; no
                # variable keeps the error, whose traceback would keep this frame.
                threading.excepthook(
                    threading.ExceptHookArgs((type(error), error, error.__traceback__, thread))
                )
        finally:
            member.ended = True
            member.in_loop(None)
            self.members.pop(get_ident(), None)
            if member in self.parked:  # an interrupt came as it began to wait
                self.parked.remove(member)
            if not member.lost:
                self._baton.release()

    def member_of(self, thread: threading.Thread) -> Member | None:
        """The control over `thread`; None if it was not started during the run."""
        return self._started.get(thread)

    def finish(self) -> None:
        """As at the end of a program: pools drain, threads end, daemons are stopped."""
        try:
            self.sleep(0)  # all who are due have their turn, daemons too
            for pool in self.pools:
                pool.end()
            self.wait(lambda: all(m.thread.daemon for m in self.parked))
        finally:
            self._failed = True
            if self.recorder is not None and self.parked:
                self.recorder.stop_threads([member.ident for member in self.parked])
            self.unwind()
            for pool in self.pools:
                pool.give_back()

    # --- waiting --------------------------------------------------------------------------

    def wait(self, ready: Callable[[], bool], deadline: float = inf, subject: Any = None) -> bool:
        """Hold the calling thread until `ready()` is true or the clock is at `deadline`.

        `ready` is called from other threads and must not change anything.
        """
        if ready():
            return True
        if deadline > self.now:
            self._hold(ready, Instant(deadline) if deadline < inf else inf, subject)
        return bool(ready())

    def sleep(self, seconds: float) -> None:
        """Hold the calling thread for `seconds`; 0 lets the others who are due have a turn."""
        member = self.me()
        if seconds == 0:
            self._count("turns", self.limits.turns, member)
            self._next_round(member)
        self._hold(None, self.now + seconds, None)

    def compute(self, seconds: float) -> None:
        """Hold the calling thread for a computation that needs the interpreter for `seconds`."""
        member = self.me()
        member.seconds_left = seconds
        try:
            self._hold(None, inf, None)
        finally:
            member.seconds_left = None

    def keep(self, seconds: float) -> None:
        """Let `seconds` pass in which nobody but the calling thread can do anything."""
        began, self.me().readings = self.now, 0
        self.progress += 1
        for member in self.parked:
            since = began if member.seconds_left is not None else max(self._due(member), began)
            self._tell("gil", member, since, began + seconds)
        self._set(began + seconds)
        if self.on_wait is not None:
            self.on_wait(began)

    def _next_round(self, member: Member) -> None:
        if member.round_at != self.now:
            member.round, member.round_at = 0, self.now
        member.round += 1

    def _hold(self, ready: Callable[[], bool] | None, deadline: float, subject: Any) -> None:
        member = self.me()
        member.ready, member.when, member.subject, member.readings = ready, deadline, subject, 0
        self.progress += 1
        began = self.now
        try:
            if member is self.home:
                self._conduct(member)
            else:
                self._park(member)
        finally:
            if self.on_wait is not None:
                self.on_wait(began)

    def _park(self, member: Member) -> None:
        if member.doomed:
            self._refuse_to_wait(member)
        self.parked.append(member)
        following = self._following()
        if following is None:
            self._baton.release()
        else:
            self._let(following)
        if following is not member:
            member.gate.acquire()
        if member.doomed and not (member.ready and member.ready()):
            raise Unwind

    def _refuse_to_wait(self, member: Member) -> NoReturn:
        """A doomed thread may finish, but not wait; one that never gives up is left behind."""
        member.unwound += 1
        if member.unwound > 1_000:
            self._baton.release()
            member.gate.acquire()
        raise Unwind

    def _following(self) -> Member | None:
        """The thread whose turn is next; None if that is for home to say."""
        if self.failure is not None or (self.home.ready and self.home.ready()):
            return None
        member = self._first()
        busy = self._here["turns"] >= self.limits.turns
        return None if member is self.home or busy else member

    def _let(self, member: Member) -> None:
        """Begin a turn of `member`, who waits."""
        if not member.doomed:
            self._move_to(self._due(member))
            self._count("turns", self.limits.turns, member)
        self.parked.remove(member)
        member.seconds_left = None
        self.progress += 1
        self.running, before = member, self.running
        turn.member = member
        if member is not before:
            member.gate.release()

    # --- at home --------------------------------------------------------------------------

    def _conduct(self, home: Member) -> None:
        """Let others run until home's own wait is over."""
        while not (home.ready and home.ready()):
            member = self._first()
            if member is None:
                self.fail(reports.deadlock(self))
            if member is home:
                self._move_to(self._due(home))
                break
            self._open(member)

    def _open(self, member: Member) -> None:
        """Turns of `member` and of those after it, until it is for home to say who is next."""
        self._let(member)
        self._baton.acquire()
        last, self.running = self.running, self.home
        turn.member = self.home
        self.progress += 1
        if last.ended:
            self.outside(join, last.thread)
        self.check()

    def _due(self, member: Member) -> float:
        if member.seconds_left is not None:
            return self.now + member.seconds_left * len(self._computing())
        if member.ready is not None and member.ready():
            return self.now
        return member.when

    def _first(self) -> Member | None:
        """Whose turn is next; None if nobody can ever go on."""

        best, least = None, (inf,)
        for member in (*self.parked, self.home):
            due = self._due(member)
            key = due, member.round if member.round_at == due else 0, member.order
            if key < least:
                best, least = member, key
        return best

    def _computing(self) -> list[Member]:
        return [m for m in (*self.parked, self.home) if m.seconds_left is not None]

    def _move_to(self, instant: float) -> None:
        """Advance the clock; those who compute share the interpreter in equal parts."""
        if instant <= self.now:
            return
        computing = self._computing()
        for member in computing:
            member.seconds_left -= (instant - self.now) / len(computing)
            if len(computing) > 1:
                self._tell("sharing", member, self.now, instant)
        self._set(instant)

    def _tell(self, state: str, member: Member, start: float, end: float) -> None:
        if self.recorder is not None and start < end:
            self.recorder.note_gil(member.thread.ident, state, start, end)

    def _set(self, instant: float) -> None:
        self.now = Instant(instant)
        self._here = {"iterations": 0, "turns": 0}

    def check(self) -> None:
        """Raise, once, what went wrong in another thread."""
        if self.failure is not None and not self._failed:
            self.fail(self.failure)

    def fail(self, error: BaseException) -> NoReturn:
        """End the run with `error`: unwind all threads, then raise it."""
        self.failure = self.failure or error
        self.settle()
        raise self.failure

    def interrupt(self, error: BaseException) -> None:
        """From outside: end the run with `error`, which comes up in the thread whose turn it is."""
        with self._interrupting:
            self.failure = error
            # A run that begins, and a thread that starts another, will look for themselves.
            if self.running is not None and not self._holding:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self.running.thread.ident), ctypes.py_object(KeyboardInterrupt)
                )

    def _take_interrupt(self) -> None:
        """The failure is known: an interrupt still on its way would stop what cancels the tasks."""
        try:
            with self._interrupting:
                pass  # who interrupts has sent it by now
            for _ in range(2):
                pass  # at a jump back, at the latest, the interpreter raises what was sent
        except KeyboardInterrupt:
            pass  # it has come

    def settle(self) -> None:
        """If the run has failed, unwind the threads now; what the loop still does may go on."""
        if self.failure is not None and not self._failed:
            self._take_interrupt()
            self._failed = True
            if self.recorder is not None:
                self.recorder.end_with_failure()
            self._tasks = reports.tasks(self)  # loops refer to them weakly: kept to be cancelled
            for task in self._tasks:
                task._log_destroy_pending = False
            for loop in {task.get_loop() for task in self._tasks}:
                before = loop.get_exception_handler() or type(loop).default_exception_handler
                loop.set_exception_handler(functools.partial(self._complain, before))
            self.unwind()

    def _complain(
        self,
        complain: Callable[[AbstractEventLoop, dict[str, Any]], object],
        loop: AbstractEventLoop,
        context: dict[str, Any],
    ) -> None:
        """A loop's handler of errors after a failure, which passes over those that come of it."""
        error = context.get("exception")
        if error is not self.failure and not isinstance(error, (Unwind, InvalidStateError)):
            complain(loop, context)

    def unwind(self) -> None:
        """End every controlled thread where it waits."""
        for pool in self.pools:
            pool.end(cancel=True)
        for member in list(self.parked):
            member.doomed = True
        while doomed := [m for m in self.parked if m.doomed]:
            first = min(doomed, key=lambda m: m.order)
            self._open(first)

    def abandon(self) -> None:
        """From outside: go on without the thread whose turn it is, which does not come back."""
        member = self.running
        member.lost = True
        if member is not self.home:
            self.members.pop(member.thread.ident, None)
            self._baton.release()
            return
        self.close()
        for other in list(self.parked):
            other.doomed = other.lost = True
            other.gate.release()

    # --- busy waits -----------------------------------------------------------------------

    def read(self) -> Instant:
        """The time, for the program; refuses a thread that reads it again and again."""
        member = self.me()
        member.readings += 1
        if member.readings > self.limits.readings:
            member.readings = 0
            self.refuse(reports.busy_reading(self, member))
        return self.now

    def iterate(self) -> None:
        """Called by a loop that has more to do at this instant."""
        member = self.me()
        member.readings = 0
        self.progress += 1
        self._count("iterations", self.limits.iterations, member)
        if member is self.home:
            self.check()
        if self._here["iterations"] % FAIR_AFTER == FAIR_AFTER - 1:
            self.sleep(0)

    def _count(self, what: str, limit: int, member: Member) -> None:
        self._here[what] += 1
        if self._here[what] > limit:
            self._here[what] = 0
            self.refuse(reports.busy(self, what, member))

    def refuse(self, message: str) -> NoReturn:
        """End the run: the calling thread does what virtual time cannot do."""
        error = VirtualTimeError(message)
        if self.me() is self.home:
            self.fail(error)
        self.failure = self.failure or error
        raise error
