"""Runs real threads one at a time: each waits for its baton, and the holder decides who is next."""

from __future__ import annotations

import _thread
import contextlib
import ctypes
import functools
import os
import random
import sys
import threading
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import whose_code
from helpers.interleavings.errors import Abandon, DidNotReturn, ExplorationError, TooManySteps
from helpers.interleavings.search import LETTERS, Search, letters

if TYPE_CHECKING:
    from helpers.interleavings.primitives import Lock

__all__ = ["HERE", "Scheduler", "controlling", "is_library", "raise_in"]

OURS = str(Path(__file__).parent) + os.sep
BRIDGE = whose_code.PACKAGE + "bridge" + os.sep  # the one part of this package to be explored
COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>"}  # frames of their own before 3.12
TICK = 1e-6  # virtual seconds by which a wait outlasts its limit, as some loops expect
SLICE = 0.5  # seconds between two looks at whether a run still moves
TRIES = 2  # in vain, of one thread at one line: then it may do so for ever

HERE = threading.local()  # .scheduler and .index inside a thread that we control; .building


def controlling() -> Scheduler | None:
    """The scheduler that controls the calling thread, or None."""
    return getattr(HERE, "scheduler", None)


@functools.lru_cache(maxsize=4096)
def is_library(filename: str) -> bool:
    """Whether code in this file is none of the reader's: it is run without steps."""
    ours = filename.startswith(whose_code.PACKAGE) and not filename.startswith(BRIDGE)
    return ours or filename.startswith(("<string>", "<__")) or whose_code.is_library(filename)


@contextlib.contextmanager
def outside():
    """For a moment, the calling thread is none of ours."""
    inside = dict(vars(HERE))
    vars(HERE).clear()
    try:
        yield
    finally:
        vars(HERE).update(inside)


class Worker:
    """A real thread that runs the n-th function of run after run.

    A bare one: an exploration of few runs would spend a tenth of its time on `threading.Thread`.
    """

    def __init__(self, scheduler: Scheduler, index: int) -> None:
        self.scheduler, self.index, self.call = scheduler, index, None
        self.baton, self.ended = _thread.allocate_lock(), _thread.allocate_lock()
        self.baton.acquire()
        self.ended.acquire()
        self.ident = _thread.start_new_thread(self.work, ())

    @functools.cached_property
    def thread(self) -> threading.Thread:
        """What `threading.current_thread` says in it."""
        with outside():  # its own locks are real ones
            return threading.Thread(name=LETTERS[self.index], daemon=True)

    def work(self) -> None:
        HERE.scheduler, HERE.index, HERE.worker = self.scheduler, self.index, self
        try:
            self.run_calls(self.scheduler, self.baton)
        finally:
            self.ended.release()

    def run_calls(self, scheduler: Scheduler, baton: _thread.LockType) -> None:
        trace = scheduler.tracer(self.index)
        while True:
            baton.acquire()
            if self.call is None:
                return
            if scheduler.ending:
                continue
            if trace:
                sys.settrace(trace)
            try:
                self.call()
            except Abandon:
                pass
            except BaseException as error:
                scheduler.failed(self.index, error)
            finally:
                sys.settrace(None)
            scheduler.finish(self.index)


class Scheduler:
    """The threads of one exploration, and the state of the run that is being made.

    Only the holder of the baton touches this state, so that it needs no lock.

    search: has pick(enabled, current_first) -> the thread that goes next.
    steps: "line" or "access".
    footprints: whether to note what each step touches.
    """

    def __init__(
        self,
        search: Search,
        steps: str,
        *,
        footprints: bool = False,
        max_steps: int = 10_000,
        patience: float = 5.0,
    ) -> None:
        self.search, self.kind, self.footprints = search, steps, footprints
        self.max_steps, self.patience = max_steps, patience
        self.workers: list[Worker] = []
        self.over = _thread.allocate_lock()
        self.over.acquire()
        self.codes: dict = {}  # code -> is it stepped through?
        self.own_files: set[str] = set()
        self.ending = False
        self.alive: list[int] = []
        self.fresh: set[int] = set()
        self.created: dict = {}
        self.keys: dict = {}  # id of an object that others can get at -> (its key, the object)
        self.kinds: dict = {}  # (type, attribute) -> what it is

    # ------------------------------------------------- on the thread that explores
    def execute(self, calls: list) -> None:
        """Make one run: each of `calls` in a thread of its own, until all end or none can go on."""
        self.alive, self.fresh, self.idle = [], set(), set()
        self.blocked, self.deadlines, self.expired = {}, {}, {}
        self.order, self.steps, self.prints, self.parents = [], [], [], {}
        self.error = self.fault = None
        self.ending = self.deadlocked = False
        self.waited: dict = {}  # step -> key of the lock that it had to wait for
        self.now, self.holding, self.labels = 0.0, {}, {}
        self.vain: dict = {}  # (thread, its line) -> tries for a lock that failed there
        self.cut: int | None = None  # number of steps after which chance chose, and not the search
        for call in calls:
            self.add(call)
        self.starting = list(self.alive) if self.kind == "access" else None
        self.pass_on(self.next_to_start())
        self.wait()

    def next_to_start(self) -> int | None:
        """By access, each thread runs up to its first access before anybody makes a step."""
        if self.starting:
            return self.starting.pop(0)
        self.starting = None
        return self.choose(None) if self.alive else None

    def pass_on(self, chosen: int | None) -> None:
        """Give the baton to `chosen`; without one, the run is over."""
        if chosen is not None:
            self.workers[chosen].baton.release()
            return
        self.deadlocked = not self.idle.issuperset(self.alive) and self.fault is None
        self.over.release()

    def add(self, call: Callable[[], object], parent: int | None = None, idle: bool = False) -> int:
        """Let a thread take part that will run call(); returns its number.

        idle: whether it may wait for ever, as the threads of a pool do.
        """
        index = len(self.parents)
        if index == len(LETTERS):
            raise ExplorationError(f"more than {len(LETTERS)} threads in one run: explore fewer")
        if index == len(self.workers):
            self.workers.append(Worker(self, index))
        self.workers[index].call = call
        self.parents[index] = (parent, len(self.order))
        self.alive.append(index)
        self.fresh.add(index)
        if idle:
            self.idle.add(index)
        return index

    def wait(self) -> None:
        """Until the run is over; gives up on a thread that does not come back."""
        quiet, seen = 0.0, -1
        while not self.over.acquire(timeout=SLICE):
            quiet = quiet + SLICE if seen == len(self.order) else 0.0
            seen = len(self.order)
            if quiet >= self.patience:
                raise self.did_not_return()
        if self.fault is not None:
            raise self.fault

    def did_not_return(self) -> DidNotReturn:
        busy = self.order[-1] if self.order else 0
        frame = sys._current_frames().get(self.workers[busy].ident)
        lines = [
            entry
            for entry in traceback.extract_stack(frame)
            if not is_library(entry.filename) or entry.filename in self.own_files
        ]
        where = f" It is at line {lines[-1].lineno}: {lines[-1].line}" if lines else ""
        return DidNotReturn(
            f"thread {LETTERS[busy]} has not come back for {self.patience:g} seconds, and "
            "so nobody else "
            f"can go on: it blocks on something real (input, a socket, a lock made elsewhere), or "
            f"computes for very long.{where}"
        )

    def unwind(self) -> None:
        """Let the threads of a run that did not end return, one after another."""
        self.ending = True
        for index in [i for i in self.alive if i not in self.fresh]:
            worker = self.workers[index]
            with contextlib.suppress(RuntimeError):  # it holds the baton already
                worker.baton.release()
            if not self.over.acquire(timeout=min(1.0, self.patience)):
                raise_in(worker.ident)
                self.over.acquire(timeout=min(1.0, self.patience))
        self.alive = []

    def close(self) -> None:
        """End all threads."""
        self.unwind()
        for worker in self.workers:
            worker.call = None
            with contextlib.suppress(RuntimeError):
                worker.baton.release()
        for worker in self.workers:
            worker.ended.acquire(timeout=1.0)

    # ------------------------------------------------- on the thread that has the turn
    def choose(self, current: int | None) -> int | None:
        """Who goes next; None if nobody can. Going on with `current` is the first choice."""
        blocked = self.blocked
        enabled = [i for i in self.alive if i not in blocked or not blocked[i].real.locked()]
        if not enabled and self.deadlines:
            enabled = [self.expire()]
        if not enabled:
            return None
        if len(self.order) >= self.max_steps:
            raise TooManySteps(
                f"one run has made {self.max_steps} steps without ending: is there a loop "
                "that waits for "
                f"another thread? The last turns were {letters(self.order[-10:])}. Wait "
                "with an Event "
                "or a Condition instead, or raise max_steps"
            )
        current_first = current in enabled
        if current_first and enabled[0] != current:
            enabled.remove(current)
            enabled.insert(0, current)
        if self.cut is not None:
            enabled, current_first = [self.chance.choice(enabled)], False
        chosen = self.search.pick(enabled, current_first)
        self.order.append(chosen)
        self.steps.append(None)
        if self.footprints:
            self.prints.append([])
        return chosen

    def expire(self) -> int:
        """Nobody can run: now the earliest time limit passes."""
        index = min(self.deadlines, key=lambda i: (self.deadlines[i], i))
        self.now = max(self.now, self.deadlines.pop(index)) + TICK
        self.expired[index] = self.blocked.pop(index)
        return index

    def tried_in_vain(self, me: int, line: tuple) -> None:
        """A try of `me` for a lock has failed, or its time limit has passed.

        Whoever tries again and again, such as two threads that give way to each other, has endless
        schedules: no search comes to their end. A fair scheduler ends them; so from here on the
        next thread is drawn, always in the same way, and the run has no further alternatives.
        """
        self.vain[me, line] = times = self.vain.get((me, line), 0) + 1
        if times == TRIES and self.cut is None and self.search.may_cut and not self.ending:
            self.cut, self.chance = len(self.order), random.Random(0)

    def waits_for(self, me: int) -> None:
        """Note that the step which begins had to wait for a lock, or for the end of its limit."""
        lock = self.expired[me] if me in self.expired else self.blocked[me]
        self.waited[len(self.order) - 1] = lock.key
        if me in self.expired:
            self.touch(("everything", None), "write")

    def switch(self, me: int) -> None:
        """Let the next thread run; returns when it is `me`'s turn again."""
        if self.ending:
            raise Abandon
        chosen = self.guarded(self.choose, me)
        if chosen == me:
            return
        self.pass_on(chosen)
        self.park(me)

    def park(self, me: int) -> None:
        """Wait for the baton."""
        self.workers[me].baton.acquire()
        if self.ending:
            raise Abandon

    def guarded(self, decide: Callable[..., int | None], *args: object) -> int | None:
        """decide(*args); an error in it ends the exploration, not just the thread that decided."""
        try:
            return decide(*args)
        except BaseException as error:
            self.fault, self.ending = error, True
            if HERE.index in self.alive:
                self.alive.remove(HERE.index)  # unwinds by itself
            self.over.release()
            raise Abandon from None

    def point(self, me: int, step: tuple, wants: Lock | None = None, timeout: float = -1) -> bool:
        """A step of `me` begins: the place where another thread may get in between.

        wants: the lock without which the step cannot be made.
        timeout: virtual seconds after which it is made all the same; -1 is never.
        Returns False if the time limit passed first.
        """
        if self.ending:
            return True
        if wants is not None:
            self.blocked[me] = wants
            if timeout >= 0:
                self.deadlines[me] = self.now + timeout
        if me not in self.fresh:
            self.switch(me)
        else:
            self.first_point(me)
        self.steps[-1] = step
        return wants is None or self.unblocked(me)

    def first_point(self, me: int) -> None:
        self.fresh.discard(me)
        if self.starting is None:
            return  # chosen a moment ago, for this step
        chosen = self.guarded(self.next_to_start)
        if chosen != me:
            self.pass_on(chosen)
            self.park(me)

    def unblocked(self, me: int) -> bool:
        """Clear what `me` waited for; False if its time limit passed."""
        if self.footprints:
            self.waits_for(me)
        self.blocked.pop(me, None)
        self.deadlines.pop(me, None)
        if me in self.expired:
            del self.expired[me]
            return False
        return True

    def block(self, me: int, lock: Lock, timeout: float, step: tuple) -> bool:
        """In the middle of a step, wait for `lock`; going on is a step of its own."""
        self.blocked[me] = lock
        if timeout >= 0:
            self.deadlines[me] = self.now + timeout
        if me in self.fresh and self.starting is not None:
            self.first_point(me)
        else:
            self.fresh.discard(me)
            self.switch(me)
        self.steps[-1] = step
        for key in self.holding.get(me, ()):
            self.touch(key, "write")
        return self.unblocked(me)

    def failed(self, me: int, error: BaseException) -> None:
        """A function has raised."""
        if self.error is None and not self.ending:
            self.error = (me, error)

    def finish(self, me: int) -> None:
        """The function of `me` has returned."""
        if self.ending:
            if me in self.alive:
                with contextlib.suppress(RuntimeError):  # given up, and nobody waits for it
                    self.over.release()
            return
        self.alive.remove(me)
        decide = self.next_to_start if self.starting is not None else self.next_of_the_others
        self.fresh.discard(me)
        with contextlib.suppress(Abandon):
            self.pass_on(self.guarded(decide))

    def next_of_the_others(self) -> int | None:
        return self.choose(None) if self.alive else None

    # ------------------------------------------------- what a step touches
    def new_key(self) -> tuple:
        """A name for a new object: the same in every run that makes it in the same place."""
        who = getattr(HERE, "index", "setup")
        self.created[who] = count = self.created.get(who, 0) + 1
        return who, count

    def touch(self, key: tuple, how: str) -> None:
        """Note that the current step touches a place.

        key: (object's key, its part); part None is the whole.
        how: "read", "write", "acquire" or "release".
        """
        if self.footprints and self.prints and not self.ending:
            self.prints[-1].append((key, how))

    # ------------------------------------------------- steps by line
    def tracer(self, index: int) -> Callable[..., Any] | None:
        """The function for sys.settrace that makes each line of `index` a step, or None."""
        if self.kind != "line":
            return None
        point, codes = self.point, self.codes

        def lines(frame: types.FrameType, event: str, arg: object):
            if event == "line":
                point(index, (frame.f_code, frame.f_lineno, ""))
            return lines

        def calls(frame: types.FrameType, event: str, arg: object):
            code = frame.f_code
            stepped = codes.get(code)
            if stepped is None:
                stepped = codes[code] = self.steps_through(code)
            return lines if stepped else None

        return calls

    def steps_through(self, code: types.CodeType) -> bool:
        if code.co_name in COMPREHENSIONS:
            return False
        return code.co_filename in self.own_files or not is_library(code.co_filename)


def raise_in(ident: int) -> None:
    """Stop a thread that runs Python code without end (documented C API, for such cases only)."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(Abandon))
