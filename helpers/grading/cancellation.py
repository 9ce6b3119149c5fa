"""Cancels an answer at each of its awaits in turn, one run for each, and returns what came of it.

def trial():                             # each run needs doubles of its own
    journal = Journal()
    answer.replace(net=Net(journal, never(cleanup=1)))
    return journal, lambda: answer.value(["a", "b"])

cancel_each_await(answer, trial)["swallowed"]     # None, or the first run that went on
"""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.journal import Journal
from helpers.grading.leftovers import waiting_line
from helpers.grading.observation import observe

__all__ = ["CancelAt", "Driver", "Trial", "cancel_each_await", "planned"]

MOST_AWAITS = 40  # so many awaits are tried; a longer answer is tried at its first ones

KEPT = ("value", "error", "took", "left", "calls", "notes", "deadlock", "ended", "trace")

# Makes the doubles of one run; returns their journal, and what calls the answer.
Trial = Callable[[], tuple[Journal, Callable[[], Any]]]


def cancel_each_await(answer: Answer, trial: Trial) -> dict[str, Any]:
    """Run the answer once as it is, then once for each await, and cancel it there.

    An await that takes time is cancelled in the middle, one that takes none at its start.

    Args:
        answer: the learner's code.
        trial: makes the doubles and the call of one run; called before each run.

    Returns as JSON data: `awaits`, their number; `runs`, one for each await, with
        line, at: the learner's line that awaited, and the virtual second of the cancellation;
        passed_on: CancelledError came out of the answer;
        value, error, took, left, calls, notes, deadlock, ended, trace: as `observe` says;
        running: names of doubles that were still under way when the answer ended;
        uncleaned: names of doubles that were cancelled, or left, without their cleanup.
    And the first run that went wrong in each way, or None: `swallowed` (not passed on),
    `left_running` (tasks, threads or doubles), `not_cleaned`.
    """
    plan = _plan(answer, trial)
    runs = [_cancelled_run(answer, trial, number, each) for number, each in enumerate(plan)]
    return {
        "awaits": len(plan),
        "runs": runs,
        "swallowed": _first(runs, lambda run: not run["passed_on"]),
        "left_running": _first(runs, lambda run: run["running"] or _anything(run["left"])),
        "not_cleaned": _first(runs, lambda run: run["uncleaned"]),
    }


class _Await:
    """One await of the answer: the learner's line, and its seconds; None if it never ended."""

    def __init__(self, line: str, start: float) -> None:
        self.line, self.start = line, start
        self.seconds: float | None = None
        self.cancelled = False

    def cancelled_at(self, instant: float) -> bool:
        """Was it cancelled at this second?"""
        return self.cancelled and round(self.start + (self.seconds or 0), 6) == instant

    def middle(self) -> float:
        """Return how long after its start to cancel it."""
        return 1.0 if self.seconds is None else self.seconds / 2


class Driver:
    """Awaits the answer's coroutine, and notes each of its awaits; may cancel it at one of them.

    `number` is the await to cancel at, None for none; `delay` is how long after its start, in s.
    """

    def __init__(self, number: int | None = None, delay: float = 0.0) -> None:
        self.number, self.delay = number, delay
        self.awaits: list[_Await] = []
        self.at: float | None = None

    def __call__(self, coro: Coroutine) -> "Driver":
        self._coro = coro
        return self

    def __await__(self) -> Generator[Any, Any, Any]:
        steps, error = self._coro.__await__(), None
        while True:
            try:
                waited_for = steps.send(None) if error is None else steps.throw(error)
            except StopIteration as end:
                return end.value
            error = yield from self._one_await(waited_for)

    def _one_await(self, waited_for: Any) -> Generator[Any, Any, BaseException | None]:
        """Hand one wait on to the task; return what is to be raised in the answer after it."""
        loop = asyncio.get_running_loop()
        here = _Await(waiting_line(self._coro), loop.time())
        self.awaits.append(here)
        timer = self._plan_to_cancel(loop)
        try:
            yield waited_for
        except BaseException as error:
            here.cancelled = isinstance(error, asyncio.CancelledError)
            return error
        finally:
            here.seconds = loop.time() - here.start
            if timer is not None:
                timer.cancel()
        return None

    def _plan_to_cancel(self, loop: asyncio.AbstractEventLoop) -> asyncio.TimerHandle | None:
        if len(self.awaits) - 1 != self.number:
            return None
        task = asyncio.current_task()

        def cancel() -> None:
            self.at = round(loop.time(), 6)
            task.cancel()

        if self.delay > 0:
            return loop.call_later(self.delay, cancel)
        cancel()
        return None


class CancelAt:
    """Awaits the answer's coroutine, and cancels it after so many seconds; `at` is when it did."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.at: float | None = None

    async def __call__(self, coro: Coroutine) -> Any:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def cancel() -> None:
            self.at = round(loop.time(), 6)
            task.cancel()

        timer = loop.call_later(self.seconds, cancel)
        try:
            return await coro
        finally:
            timer.cancel()


def planned(driver: Driver, facts: dict[str, Any]) -> list[_Await]:
    """Return the awaits that `driver` saw in an undisturbed run with these facts."""
    awaits = driver.awaits
    if facts["deadlock"]:  # the end of the run cancelled the last one: what follows is its cleanup
        last = next((each for each in awaits if each.cancelled_at(facts["took"])), awaits[-1])
        awaits = awaits[: awaits.index(last) + 1]
        last.seconds = None
    return awaits[:MOST_AWAITS]


def _plan(answer: Answer, trial: Trial) -> list[_Await]:
    """Run the answer undisturbed, and return its awaits."""
    journal, call = trial()
    driver = Driver()
    return planned(driver, observe(answer, call, journal, drive=driver))


def _cancelled_run(answer: Answer, trial: Trial, number: int, planned: _Await) -> dict[str, Any]:
    journal, call = trial()
    driver = Driver(number, planned.middle())
    facts = observe(answer, call, journal, drive=driver)
    error = facts["error"] or {}
    return {
        **{name: facts[name] for name in KEPT},
        "line": planned.line,
        "at": driver.at,
        "passed_on": error.get("type") == "CancelledError",
        "running": [entry.what for entry in journal.calls() if entry.outlived],
        "uncleaned": [
            entry.what
            for entry in journal.calls()
            if entry.outlived or (entry.how == "cancelled" and not entry.cleaned)
        ],
    }


def _first(runs: list[dict[str, Any]], wrong: Callable[[dict[str, Any]], Any]) -> Any:
    return next((run for run in runs if wrong(run)), None)


def _anything(left: dict[str, list]) -> bool:
    return any(left.values())
