"""Try every order in which tasks can take turns, on asyncio's own loop in virtual time.

The time is that of helpers.virtual_time: sleeping costs nothing, and who sleeps shorter wakes
first. Tasks that are ready at the same time are run in every order. Tasks that the explored ones
start are explored too.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import inspect
import linecache
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Executor
from types import FrameType
from typing import Any

from helpers.interleavings.deadlock import name_in, roots_of
from helpers.interleavings.errors import ExplorationError, TooManySteps
from helpers.interleavings.report import Failure, Report, Step
from helpers.interleavings.scheduler import is_library
from helpers.interleavings.search import LETTERS, DictatedOrder, EverySchedule, Search, letters
from helpers.interleavings.tally import Ending, Function, Judge, Tally
from helpers.virtual_time import VirtualClock, VirtualTimeError
from helpers.virtual_time.scheduler import current

__all__ = ["explore_tasks"]

OWN_NAME = "explore_tasks"  # of the tasks around the explored ones, in reports of virtual time
NO_THREADS = (
    "explore_tasks() cannot run threads (to_thread, run_in_executor, Thread): their timing is no "
    "choice of the loop. Put the work into the task, or explore threads with explore()"
)


class Stuck(BaseException):
    """No task can ever go on."""


class ReadyQueue(collections.deque):
    """The loop's ready queue; which of the explored tasks leaves it next is a choice.

    asyncio's own callbacks stay first come, first served.
    """

    def __init__(self, search: Search, max_steps: int) -> None:
        super().__init__()
        self.search, self.max_steps = search, max_steps
        self.numbers: dict = {}  # task -> its number
        self.order: list[int] = []

    def number_of(self, handle: asyncio.Handle):
        """Of the task that a handle lets go on, or None. A task's steps are its bound methods."""
        owner = getattr(handle._callback, "__self__", None)
        return self.numbers.get(owner) if isinstance(owner, asyncio.Task) else None

    def popleft(self):
        if not self.numbers or self.number_of(self[0]) is None:
            return super().popleft()
        places = {}
        for place, handle in enumerate(self):
            if (who := self.number_of(handle)) is not None:
                places.setdefault(who, place)
        if len(self.order) >= self.max_steps:
            raise TooManySteps(
                f"one run has made {self.max_steps} steps without ending: is there a loop "
                "that waits for "
                "another task? Wait with an Event or a Condition instead, or raise max_steps"
            )
        last = self.order[-1] if self.order else None
        enabled = sorted(places, key=lambda who: (who != last, who))
        chosen = self.search.pick(enabled, enabled[0] == last)
        self.order.append(chosen)
        handle = self[places[chosen]]
        del self[places[chosen]]
        return handle


class ExploredLoop(asyncio.SelectorEventLoop):
    """A stock loop in virtual time, whose clock starts at 0 and which finds out when it is stuck.

    Each waits in turn for the one before: all run on one thread of one virtual run.
    """

    def __init__(self, search: Search, max_steps: int) -> None:
        self.began = 0.0
        self.began = super().time()
        super().__init__()
        self._ready = ReadyQueue(search, max_steps)
        self.virtual_select, self._selector.select = self._selector.select, self.select

    def time(self) -> float:
        """Virtual seconds since the run began."""
        return super().time() - self.began

    def select(self, timeout: float | None = None):
        """Wait in virtual time; without a timer nothing can ever come."""
        if timeout is None:
            if len(current().members) > 2:  # that of the virtual run, and the exploring one
                raise ExplorationError(NO_THREADS)
            raise Stuck
        return self.virtual_select(timeout)

    def create_task(self, coro: Coroutine[Any, Any, Any], **kwargs: Any):
        """A task made by an explored task is explored as well."""
        task = super().create_task(coro, **kwargs)
        if self._ready.numbers:
            self.explore(task)
        return task

    def explore(self, task: asyncio.Task) -> None:
        """From now on, when this task goes on is a choice."""
        numbers = self._ready.numbers
        if len(numbers) == len(LETTERS):
            raise ExplorationError(f"more than {len(LETTERS)} tasks in one run: explore fewer")
        numbers[task] = len(numbers)

    def run_in_executor(self, executor: Executor | None, func: Callable[..., Any], *args: object):
        """Refused: a real thread comes back when it likes."""
        raise ExplorationError(NO_THREADS)


class Run:
    """One run of the tasks under one schedule.

    traced: whether to note the lines that are run, for the table.
    """

    def __init__(self, exploration: TaskExploration, search: Search, traced: bool = False) -> None:
        self.exploration, self.steps = exploration, []
        exploration.latest = self
        self.loop = ExploredLoop(search, exploration.max_steps)
        self.state = self.error = None
        self.numbers: dict = {}
        self.why: list[str] = []
        self.stuck = False
        try:
            if traced:
                sys.settrace(self.trace)
            self.go()
        finally:
            sys.settrace(None)
            self.order = list(self.loop._ready.order)
            self.loop.close()

    def go(self) -> None:
        self.loop.set_exception_handler(lambda loop, context: None)
        try:
            results = self.loop.run_until_complete(self.main())
            wrong = [(i, r) for i, r in enumerate(results) if isinstance(r, BaseException)]
            self.error = wrong[0] if wrong else None
            if self.error and isinstance(self.error[1], ExplorationError):
                raise self.error[1]
        except Stuck:
            self.stuck = True
            self.why = [
                self.wait_of(task, who) for task, who in self.numbers.items() if not task.done()
            ]
        finally:
            self.cancel_all()

    async def main(self):
        asyncio.current_task().set_name(OWN_NAME)
        self.state, names = self.exploration.setup(), self.exploration.tally.report.names
        tasks = [
            self.loop.create_task(function(self.state), name=name)
            for function, name in zip(self.exploration.functions, names, strict=False)
        ]
        for task in tasks:
            self.loop.explore(task)
        self.numbers = self.loop._ready.numbers
        return await asyncio.gather(*tasks, return_exceptions=True)

    def cancel_all(self) -> None:
        """Let what is left end, first come, first served."""
        sys.settrace(None)
        order, self.loop._ready.numbers = self.loop._ready.order, {}
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        with contextlib.suppress(Stuck, RuntimeError):
            if left:
                self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self.loop._ready.order = order

    def wait_of(self, task: asyncio.Task, who: int) -> str:
        """Where a task waits, and for what."""
        coro, frames = task.get_coro(), []
        while coro is not None and getattr(coro, "cr_frame", None) is not None:
            frames.append(coro.cr_frame)
            coro = coro.cr_await
        own = [f for f in frames if not is_library(f.f_code.co_filename)]
        library = [f for f in frames if is_library(f.f_code.co_filename)]
        frame = own[-1] if own else frames[-1]
        source = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
        name = self.exploration.tally.name(who, "task")
        text = f"{name} waits at line {frame.f_lineno} ({source})"
        thing = library[0].f_locals.get("self") if library else None
        if thing is None:
            return text
        functions = self.exploration.functions
        roots = roots_of(functions[min(who, len(functions) - 1)], self.state)
        kind, call = type(thing).__name__, library[-1].f_code.co_name
        thing = name_in([*roots, *frame.f_locals.items()], thing) or f"a {kind}"
        return f"{text} in {kind}.{call} for {thing}; no task is left to end this wait"

    def trace(self, frame: FrameType, event: str, arg: object):
        """For sys.settrace: note each line that an explored task runs."""
        if is_library(frame.f_code.co_filename):
            return None
        if event == "line":
            with contextlib.suppress(RuntimeError):  # no loop is running
                who = self.loop._ready.numbers.get(asyncio.current_task())
                if who is not None:
                    self.steps.append((who, (frame.f_code, frame.f_lineno, "")))
        return self.trace


class TaskExploration:
    """All runs of one call of explore_tasks()."""

    def __init__(
        self,
        setup: Callable[[], Any],
        functions: Sequence[Function],
        check: Judge | None,
        outcome: Judge | None,
        order: str | None,
        limit: int,
        max_steps: int,
    ) -> None:
        self.setup, self.functions = setup, functions
        self.limit, self.max_steps = limit, max_steps
        self.search = EverySchedule() if order is None else DictatedOrder(order)
        self.tally = Tally(functions, "tasks", check, outcome, self.search)
        self.simplest = self.latest = None

    def explore(self) -> None:
        """Run after run, until the search has none left."""
        first = Run(self, self.search)
        self.tally.rehearsed(self.ending(first))
        while True:
            run = Run(self, self.search)
            ending = self.ending(run)
            self.tally.count(ending, run.order)
            if self.tally.is_shown(ending, run.order):
                self.simplest = letters(run.order)
            if not self.tally.more(self.limit):
                break
            time.sleep(1)  # virtual: what happens at one instant of it is limited
        if self.simplest is not None:
            self.tally.report.shown = self.describe(self.simplest)
        self.tally.finish("what a task does between two awaits", [])

    def ending(self, run: Run) -> Ending:
        """How a run ended."""
        return self.tally.ending(run.state, run.stuck, run.error)

    def describe(self, order: str) -> Failure:
        """Run a schedule once more, noting the lines."""
        run = Run(self, DictatedOrder(order), traced=True)
        for who in run.order:
            self.tally.name(who, "task")
        steps = tuple(Step.of(who, step) for who, step in run.steps)
        return self.tally.failure(self.ending(run), steps, order, run.why)


def explore_tasks(
    setup: Callable[[], Any],
    *functions: Function,
    check: Judge | None = None,
    outcome: Judge | None = None,
    order: str | None = None,
    limit: int = 100_000,
    max_steps: int = 10_000,
    patience: float = 5.0,
) -> Report:
    """Run the coroutine functions(state) as tasks, in every order that the loop could choose.

    setup: called before each run, inside the loop; returns the state, which is passed to every
        function.
    functions: at least one `async def` of the state.
    check, outcome, order, limit, max_steps, patience: as for explore().

    Returns a Report. Raises NotRepeatable, TooManySteps, what setup, check or outcome raise, and
    with the schedule as a note Deadlock, if a task blocks the loop's thread for ever, or
    VirtualTimeError for what has no meaning in virtual time and for a task that does not come back.
    """
    if not functions or not all(inspect.iscoroutinefunction(f) for f in functions):
        raise TypeError("explore_tasks(setup, f, g, ...) takes `async def` functions of the state")
    if limit < 1:
        raise ValueError(f"limit is the number of executions, at least 1, not {limit}")
    exploration = TaskExploration(setup, functions, check, outcome, order, limit, max_steps)
    began = time.perf_counter()
    try:
        program = (setup, functions, check, outcome)
        VirtualClock(patience).run(in_a_thread(exploration.explore, program))
    except VirtualTimeError as error:
        if exploration.latest is not None:
            error.add_note(
                f"in the schedule that begins with {letters(exploration.latest.order)!r}"
            )
        raise
    report = exploration.tally.report
    report.seconds = time.perf_counter() - began
    return report


async def in_a_thread(explore: Callable[[], object], program: tuple) -> None:
    """Explore beside the loop of the virtual run, which can run no other loop.

    program: all that may hold a lock from before, so that virtual time finds and replaces it.
    """
    asyncio.current_task().set_name(OWN_NAME)
    await asyncio.to_thread(explore)
