"""Try every order in which threads can take turns, and show the simplest order that goes wrong.

Time limits of waits pass only when nobody else can run; time.sleep costs no time.
"""

from __future__ import annotations

import _thread
import contextlib
import gc
import sys
import time
import types
from collections.abc import Callable, Sequence
from typing import Any

from helpers.interleavings.accesses import register
from helpers.interleavings.adoption import adopted
from helpers.interleavings.deadlock import globals_of, name_in, roots_of, waits
from helpers.interleavings.errors import ExplorationError, NotRepeatable
from helpers.interleavings.primitives import Lock, replaced
from helpers.interleavings.reduction import ReducedSearch, Redundant, Trace, linear_extensions
from helpers.interleavings.report import Failure, Report, Step, number
from helpers.interleavings.rewrite import HOOKS, announced, discovered
from helpers.interleavings.scheduler import HERE, Scheduler, controlling
from helpers.interleavings.search import LETTERS, DictatedOrder, EverySchedule, Search, letters
from helpers.interleavings.tally import Ending, Function, Judge, Tally
from helpers.processors import one_processor

__all__ = ["explore"]

COLLECT_EACH = 5_000  # executions between two garbage collections, which would cost more than a run
ONE_AT_A_TIME = _thread.allocate_lock()


def explore(
    setup: Callable[[], Any],
    *functions: Function,
    check: Judge | None = None,
    outcome: Judge | None = None,
    steps: str = "line",
    preemptions: int | None = None,
    order: str | None = None,
    limit: int = 100_000,
    reduce: bool = False,
    max_steps: int = 10_000,
    patience: float = 5.0,
) -> Report:
    """Run functions(state), one thread each, under every schedule of their steps.

    setup: called before each run; returns the state, which is passed to every function.
    functions: at least one, each takes the state; real threads run them, one at a time.
    check: check(state) after a run says whether the state is right; None accepts any.
    outcome: outcome(state) gives what is counted in report.outcomes.
    steps: "line", or "access": each read or write of an attribute, item or global is a step.
    preemptions: at most so many switches away from a thread that could go on; None is any number.
    order: run one schedule instead, for example "AABBBA": one letter a step.
    limit: stop after so many executions.
    reduce: run one of all schedules that differ only in the order of independent steps.
    max_steps: of one run; more is taken for an endless loop.
    patience: real seconds after which a thread that does not come back is given up.

    Returns a Report. Raises NotRepeatable if the program depends on more than its schedule,
    TooManySteps, DidNotReturn, and whatever setup, check or outcome raise.
    """
    refuse_nonsense(functions, steps, preemptions, order, reduce, limit)
    if not ONE_AT_A_TIME.acquire(False):
        raise ExplorationError("another exploration is going on: wait until it has ended")
    try:
        search = search_for(order, reduce, preemptions)
        exploration = Exploration(search, setup, functions, check, outcome, limit)
        exploration.prepare(steps, max_steps, patience)
        return exploration.run()
    finally:
        ONE_AT_A_TIME.release()


def refuse_nonsense(
    functions: Sequence[Function],
    steps: str,
    preemptions: int | None,
    order: str | None,
    reduce: bool,
    limit: int,
) -> None:
    """Raise what explains a wrong argument."""
    if controlling() is not None:
        raise ExplorationError("explore() was called inside a function that is being explored")
    if not functions or not all(callable(f) for f in functions):
        raise TypeError("explore(setup, f, g, ...) takes at least one function of the state")
    if len(functions) > len(LETTERS):
        raise ValueError(f"at most {len(LETTERS)} threads can be explored, not {len(functions)}")
    if steps not in ("line", "access"):
        raise ValueError(f'steps is "line" or "access", not {steps!r}')
    if preemptions is not None and (order is not None or reduce):
        raise ValueError("preemptions bounds a full search: leave out order and reduce")
    if order is not None and reduce:
        raise ValueError("order dictates one schedule, so there is nothing to reduce")
    if limit < 1:
        raise ValueError(f"limit is the number of executions, at least 1, not {limit}")


def search_for(order: str | None, reduce: bool, preemptions: int | None) -> Search:
    """The strategy that the arguments ask for."""
    if order is not None:
        return DictatedOrder(order)
    return ReducedSearch() if reduce else EverySchedule(preemptions)


class Exploration:
    """All runs of one call of explore()."""

    def __init__(
        self,
        search: Search,
        setup: Callable[[], Any],
        functions: Sequence[Function],
        check: Judge | None,
        outcome: Judge | None,
        limit: int,
    ) -> None:
        self.search, self.setup, self.functions = search, setup, functions
        self.check, self.outcome, self.limit = check, outcome, limit
        self.tally = Tally(functions, "threads", check, outcome, search)
        self.reduced = isinstance(search, ReducedSearch)
        self.readers: list[types.FunctionType] = []  # the reader's functions, in this run
        self.lock_names: dict = {}
        self.previous: tuple = ([], [])

    def prepare(self, steps: str, max_steps: int, patience: float) -> None:
        """Make the scheduler."""
        self.steps = steps
        self.rewrites = self.reduced or steps == "access"
        self.scheduler = Scheduler(
            self.search, steps, footprints=self.reduced, max_steps=max_steps, patience=patience
        )
        self.search.scheduler = self.scheduler
        for function in self.functions:
            if code := getattr(function, "__code__", None):
                self.scheduler.own_files.add(code.co_filename)
            if self.rewrites and not isinstance(code, types.CodeType):
                raise ExplorationError(
                    f"{function!r} has no source: explore a function that calls it"
                )

    def run(self) -> Report:
        """Run after run, until the search has none left."""
        began = time.perf_counter()
        with self.surroundings():
            self.tally.rehearsed(self.one_run())  # made twice: else no count would mean anything
            while True:
                self.try_one()
                if not self.tally.more(self.limit):
                    break
                if self.tally.report.executions % COLLECT_EACH == 0:
                    gc.collect()
        self.tally.report.seconds = time.perf_counter() - began
        return self.finish_report()

    @contextlib.contextmanager
    def surroundings(self):
        """All that is changed around the runs."""
        with contextlib.ExitStack() as stack:
            stack.enter_context(one_processor())
            stack.enter_context(paused_collector())
            stack.enter_context(replaced(self.namespaces()))
            stack.callback(self.scheduler.close)
            readers = discovered([*self.functions, self.setup, self.check, self.outcome])
            stack.enter_context(adopted(readers))
            yield

    def namespaces(self) -> list[dict]:
        """The globals of the reader's functions."""
        found = {}
        for thing in (self.setup, self.check, self.outcome, *self.functions):
            space = getattr(thing, "__globals__", None)
            if space is None and isinstance(thing, type):
                space = vars(sys.modules.get(thing.__module__, object))
            if isinstance(space, dict):
                found[id(space)] = space
        return list(found.values())

    def try_one(self) -> None:
        """Make the run that the search wants next, and add it to the report."""
        try:
            ending = self.one_run()
        except Redundant:
            self.tally.report.executions += 1
            self.scheduler.unwind()
            self.learn()
            return
        schedules = self.learn() if self.reduced else 1
        self.tally.count(ending, self.scheduler.order, schedules)
        self.tally.report.retries += self.scheduler.cut is not None
        self.compare()

    def learn(self) -> int | None:
        """Tell the search what depended on what; returns how many schedules this run stands for."""
        scheduler, order = self.scheduler, self.scheduler.order
        pending = {who: lock.key for who, lock in scheduler.blocked.items()}
        trace = Trace(order, scheduler.prints, scheduler.waited, scheduler.parents, pending)
        self.search.learn(trace)
        return None if scheduler.cut is not None else linear_extensions(order, trace.clocks)

    def one_run(self) -> Ending:
        """One execution."""
        scheduler = self.scheduler
        scheduler.created = {}
        with building(scheduler):
            state = self.setup()
        scheduler.name_of = lambda lock: self.lock_name(lock, state)
        with self.announcing(state):
            self.execute([lambda f=f: f(state) for f in self.functions])
        with building(scheduler):
            ending = self.tally.ending(state, scheduler.deadlocked, scheduler.error)
        if self.tally.is_shown(ending, scheduler.order):
            self.tally.report.shown = self.describe(state, ending)
        if scheduler.alive:
            scheduler.unwind()
        return ending

    def execute(self, calls: list) -> None:
        """Make the run; if it cannot be repeated, say first which step differs."""
        try:
            self.scheduler.execute(calls)
        except NotRepeatable:
            self.compare()
            raise

    def announcing(self, state: object):
        """Let every function of the reader announce its accesses, also the state's methods.

        They are looked for before each run, since setup() may have made them anew.
        """
        if not self.rewrites:
            return contextlib.nullcontext()
        found = discovered([*self.functions, self.setup, state])
        own = [getattr(function, "__func__", function) for function in self.functions]
        self.readers = readers = found + [f for f in own if f not in found]
        self.scheduler.keys = {}
        roots = [root for f in readers for root in roots_of(f, state)]
        register(self.scheduler, [("state", state), *(r for r in roots if r[1] is not HOOKS)])
        return announced(readers)

    def lock_name(self, lock: Lock, state: object) -> str:
        """How the reader's code calls a lock."""
        known = self.lock_names.get(lock.key)
        if known is None:
            roots = [root for function in self.functions for root in roots_of(function, state)]
            for reader in self.readers:
                roots += globals_of(reader.__code__, reader.__globals__)
            known = self.lock_names[lock.key] = name_in(roots, lock) or "a lock"
        return known

    def describe(self, state: object, ending: Ending) -> Failure:
        """The last run in words."""
        scheduler, names = self.scheduler, self.tally.report.names
        for who in scheduler.parents:
            self.tally.name(who, scheduler.labels.get(who, "thread"))
        steps = tuple(map(Step.of, scheduler.order, scheduler.steps))
        waiting = waits(scheduler, state, self.functions, names) if ending.deadlocked else []
        return self.tally.failure(ending, steps, letters(scheduler.order), waiting)

    def compare(self) -> None:
        """Up to the first other choice, a run must do what the run before did."""
        order, steps = self.scheduler.order, self.scheduler.steps
        for i, (now, before) in enumerate(zip(order, self.previous[0], strict=False)):
            if now != before:
                break
            if steps[i] != self.previous[1][i] and steps[i] is not None:
                one, two = Step.of(now, self.previous[1][i]), Step.of(now, steps[i])
                raise NotRepeatable(
                    f"after the same {i} steps {LETTERS[now]} did {one.text!r} (line {one.line}) "
                    f"once, and {two.text!r} (line {two.line}) another time"
                )
        self.previous = (order, steps)

    def finish_report(self) -> Report:
        """Say what was tried."""
        report, bounds, notes = self.tally.report, "", []
        unit = "one line" if self.steps == "line" else "one read or write of shared data"
        if self.reduced:
            stand = (
                "stand for them" if report.schedules else "were run, one of each class; uncounted"
            )
            bounds = f"; {number(report.executions, 'execution')} {stand}"
            notes = ["(simplest of those that were run)"] if report.shown else []
        elif getattr(self.search, "preemptions", None) is not None:
            most = number(self.search.preemptions, "preemption")
            bounds = f"; at most {most} in a schedule"
        return self.tally.finish(unit, notes, bounds)


@contextlib.contextmanager
def building(scheduler: Scheduler):
    """Objects that the calling thread makes now belong to the exploration."""
    HERE.building = scheduler
    try:
        yield
    finally:
        HERE.building = None


@contextlib.contextmanager
def paused_collector():
    """Without collections in between: a collected object's __del__ would run at a random step."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
