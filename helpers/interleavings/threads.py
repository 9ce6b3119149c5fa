"""Try every order in which threads can take turns, and show the simplest order that goes wrong."""

from __future__ import annotations

import _thread
import contextlib
import ctypes
import functools
import gc
import itertools
import os
import sys
import time
import types

from helpers.interleavings.accesses import register
from helpers.interleavings.adoption import adopted
from helpers.interleavings.deadlock import name_in, roots_of, waits
from helpers.interleavings.errors import ExplorationError, NotRepeatable
from helpers.interleavings.primitives import replaced
from helpers.interleavings.reduction import ReducedSearch, Redundant, Trace, linear_extensions
from helpers.interleavings.report import Failure, Report, Step, number
from helpers.interleavings.rewrite import HOOKS, announced, discovered
from helpers.interleavings.scheduler import HERE, Scheduler, controlling
from helpers.interleavings.search import LETTERS, DictatedOrder, EverySchedule, letters

__all__ = ["explore"]

COLLECT_EACH = 5_000  # executions between two garbage collections, which would cost more than a run
ONE_AT_A_TIME = _thread.allocate_lock()


def explore(
    setup,
    *functions,
    check=None,
    outcome=None,
    steps="line",
    preemptions=None,
    order=None,
    limit=100_000,
    reduce=False,
    max_steps=10_000,
    patience=5.0,
):
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

    Time limits of waits pass only when nobody else can run; time.sleep costs no time.
    Returns a Report. Raises NotRepeatable if the program depends on more than its schedule,
    TooManySteps, DidNotReturn, and whatever setup, check or outcome raise.
    """
    refuse_nonsense(functions, steps, preemptions, order, reduce, limit)
    if not ONE_AT_A_TIME.acquire(False):
        raise ExplorationError("another exploration is going on: wait until it has ended")
    try:
        if order is not None:
            search = DictatedOrder(order)
        else:
            search = ReducedSearch() if reduce else EverySchedule(preemptions)
        exploration = Exploration(search, setup, functions, check, outcome, limit)
        exploration.prepare(steps, max_steps, patience)
        return exploration.run()
    finally:
        ONE_AT_A_TIME.release()


def refuse_nonsense(functions, steps, preemptions, order, reduce, limit) -> None:
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


class Exploration:
    """All runs of one call of explore()."""

    def __init__(self, search, setup, functions, check, outcome, limit):
        self.search, self.setup, self.functions = search, setup, functions
        self.check, self.outcome, self.limit = check, outcome, limit
        names = [getattr(f, "__name__", type(f).__name__) for f in functions]
        self.report = Report([f"{name} ({LETTERS[i]})" for i, name in enumerate(names)])
        self.dictated = isinstance(search, DictatedOrder)
        self.simplest = None
        self.lock_names: dict = {}
        self.previous: tuple = ([], [])

    def prepare(self, steps, max_steps, patience) -> None:
        """Make the scheduler."""
        self.steps = steps
        reduced = isinstance(self.search, ReducedSearch)
        self.scheduler = Scheduler(
            self.search, steps, footprints=reduced, max_steps=max_steps, patience=patience
        )
        self.search.scheduler = self.scheduler
        for function in self.functions:
            if code := getattr(function, "__code__", None):
                self.scheduler.own_files.add(code.co_filename)

    def run(self) -> Report:
        """Run after run, until the search has none left."""
        began = time.perf_counter()
        with contextlib.ExitStack() as stack:
            stack.enter_context(one_processor())
            stack.enter_context(paused_collector())
            stack.enter_context(replaced(self.namespaces()))
            stack.callback(self.scheduler.close)
            readers = discovered([*self.functions, self.setup, self.check, self.outcome])
            stack.enter_context(adopted(readers))
            if self.scheduler.footprints or self.steps == "access":
                stack.enter_context(self.all_announced())
            self.rehearse()
            while True:
                self.try_one()
                if not self.search.next_run():
                    self.report.complete = self.search.complete
                    break
                if self.report.executions >= self.limit:
                    break
                if self.report.executions % COLLECT_EACH == 0:
                    gc.collect()
        self.report.seconds = time.perf_counter() - began
        self.finish_report()
        return self.report

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

    def all_announced(self):
        """Let every function of the reader announce its accesses, also the state's methods."""
        for function in self.functions:
            if not isinstance(getattr(function, "__code__", None), types.CodeType):
                raise ExplorationError(
                    f"{function!r} has no source: explore a function that calls it"
                )
        with building(self.scheduler):
            state = self.setup()
        found = discovered([*self.functions, self.setup, state])
        own = [getattr(function, "__func__", function) for function in self.functions]
        self.reader_functions = found + [f for f in own if f not in found]
        return announced(self.reader_functions)

    def rehearse(self) -> None:
        """Make the first run twice: if it differs, no count would mean anything."""
        self.expected = self.one_run()[:3]
        self.search.rehearsed()

    def try_one(self) -> None:
        """Make the run that the search wants next, and add it to the report."""
        try:
            run = self.one_run()
        except Redundant:
            self.report.executions += 1
            self.scheduler.unwind()
            self.learn()
            return
        self.count(run, self.learn() if isinstance(self.search, ReducedSearch) else 1)

    def learn(self) -> int | None:
        """Tell the search what depended on what; returns how many schedules this run stands for."""
        scheduler = self.scheduler
        trace = Trace(
            scheduler.order,
            scheduler.prints,
            scheduler.waited,
            scheduler.parents,
            {who: lock.key for who, lock in scheduler.blocked.items()},
        )
        self.search.learn(trace)
        return linear_extensions(scheduler.order, trace.clocks)

    def one_run(self) -> tuple:
        """One execution: (went wrong, result, deadlocked, failure or None)."""
        scheduler = self.scheduler
        scheduler.created = {}
        with building(scheduler):
            state = self.setup()
        if self.scheduler.footprints or self.steps == "access":
            scheduler.keys = {}
            found = [root for f in self.reader_functions for root in roots_of(f, state)]
            roots = [root for root in found if root[1] is not HOOKS]
            register(scheduler, [("state", state), *roots])
        scheduler.name_of = lambda lock: self.lock_name(lock, state)
        scheduler.execute([lambda f=f: f(state) for f in self.functions])
        with building(scheduler):
            wrong, result = self.judge(state)
        shown = self.dictated or (wrong and self.simpler())
        failure = self.describe(state, result, wrong) if shown else None
        if scheduler.alive:
            scheduler.unwind()
        return wrong, result, scheduler.deadlocked, failure

    def lock_name(self, lock, state) -> str:
        """How the reader's code calls a lock."""
        known = self.lock_names.get(lock.key)
        if known is None:
            roots = [root for function in self.functions for root in roots_of(function, state)]
            known = self.lock_names[lock.key] = name_in(roots, lock) or "a lock"
        return known

    def judge(self, state) -> tuple:
        """(went wrong, result) of the run that has just ended."""
        scheduler = self.scheduler
        if scheduler.deadlocked:
            return True, "deadlock"
        if scheduler.error is not None:
            return True, exception_text(scheduler.error[1])
        result = self.outcome(state) if self.outcome else None
        return bool(self.check and not self.check(state)), result

    def simpler(self) -> bool:
        """Whether the last run has fewer switches, or else steps, than the simplest so far."""
        order = self.scheduler.order
        switches = sum(a != b for a, b in itertools.pairwise(order))
        rank = (switches, len(order))
        if self.simplest is not None and rank >= self.simplest:
            return False
        self.simplest = rank
        return True

    def describe(self, state, result, wrong) -> Failure:
        """The last run in words."""
        scheduler = self.scheduler
        steps = tuple(map(Step.of, scheduler.order, scheduler.steps))
        for who in range(len(self.report.names), len(scheduler.parents)):
            self.report.names.append(f"{scheduler.labels.get(who, 'thread')} ({LETTERS[who]})")
        shown = f": {result}" if self.outcome else ""
        why = [f"{'wrong' if wrong else 'right'} result{shown}"]
        if scheduler.deadlocked:
            why = ["deadlock", *waits(scheduler, state, self.functions, self.report.names)]
        elif scheduler.error is not None:
            why = [f"{self.report.names[scheduler.error[0]]} raised {result}"]
        return Failure(steps, tuple(why), letters(scheduler.order))

    def count(self, run: tuple, schedules: int | None) -> None:
        """Add a run to the report, which stands for so many schedules."""
        wrong, result, deadlocked, failure = run
        scheduler, report = self.scheduler, self.report
        if not report.executions and (wrong, result, deadlocked) != self.expected:
            raise NotRepeatable(
                f"the same schedule ended with {self.expected[1]!r} first, and with "
                f"{result!r} when it "
                "was run again"
            )
        self.compare()
        report.executions += 1
        if schedules is None or report.schedules is None:
            report.schedules = None
            schedules = 1
        else:
            report.schedules += schedules
        report.failed += wrong * schedules
        report.deadlocks += deadlocked * schedules
        report.runs.append((letters(scheduler.order), wrong))
        if result is not None:
            report.outcomes[result] += schedules
        if failure is not None:
            report.shown = failure

    def compare(self) -> None:
        """Up to the first other choice, a run must do what the run before did."""
        order, steps = self.scheduler.order, self.scheduler.steps
        for i, (now, before) in enumerate(zip(order, self.previous[0], strict=False)):
            if now != before:
                break
            if steps[i] != self.previous[1][i]:
                one, two = Step.of(now, self.previous[1][i]), Step.of(now, steps[i])
                raise NotRepeatable(
                    f"after the same {i} steps {LETTERS[now]} did {one.text!r} (line "
                    f"{one.line}) once, "
                    f"and {two.text!r} (line {two.line}) another time"
                )
        self.previous = (order, steps)

    def finish_report(self) -> None:
        """Say what was tried."""
        report = self.report
        unit = "line" if self.steps == "line" else "read or write of shared data"
        report.bounds = f"every order of their steps; a step is one {unit}"
        if isinstance(self.search, ReducedSearch):
            stand = (
                "stand for them" if report.schedules else "were run, one of each class; uncounted"
            )
            report.bounds += f"; {number(report.executions, 'execution')} {stand}"
            report.notes = ["(simplest of those that were run)"] if report.shown else []
        if self.dictated:
            report.dictated = True
            report.bounds = f"a step is one {unit}"
            report.notes = self.search.remarks()
        elif self.search.preemptions is not None:
            report.bounds += (
                f"; at most {number(self.search.preemptions, 'preemption')} in a schedule"
            )


def exception_text(error: BaseException) -> str:
    """An exception in one line that is the same on every run."""
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


@contextlib.contextmanager
def building(scheduler):
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


@contextlib.contextmanager
def one_processor():
    """Keep this thread, and those that it starts, on one processor: batons pass 4 × faster there.

    Only one of them ever runs. Where the system cannot do this, nothing happens.
    """
    try:
        allowed = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {this_processor(allowed)})
    except (AttributeError, OSError):
        yield
        return
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def this_processor(allowed: set[int]) -> int:
    """The one that runs the calling thread.

    Staying there costs no move, and explorations in several processes need not share one.
    """
    try:
        here = c_library().sched_getcpu()  # os has no such function
    except (AttributeError, OSError):
        here = -1
    return here if here in allowed else max(allowed)


@functools.cache
def c_library() -> ctypes.CDLL:
    """The C library that this process has loaded."""
    return ctypes.CDLL(None)
