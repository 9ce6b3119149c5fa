"""Tries every schedule of calls of the learner's code, and returns what came of it as facts."""

import contextlib
import itertools
import random
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from helpers.grading.answer import Answer, describe, plain
from helpers.interleavings import ExplorationError, Report, TooManySteps, explore, explore_tasks
from helpers.interleavings.repeatable import Numbers
from helpers.patching import Patches

__all__ = ["explored"]

BRACKETED = r"\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)"  # a line of code may hold brackets, too
NUMBERED = re.compile(rf"at line \d+ {BRACKETED}")  # lines of an answer have no useful numbers
MOST_RUNS = 500  # about a second, if each run makes a hundred steps
MOST_STEPS = 2_000  # of one run; an answer that waits, and does not look at intervals, needs few


def explored(
    answer: Answer,
    setup: Callable[[], Any],
    *functions: Callable[[Any], Any],
    check: Callable[[Any], Any] | None = None,
    outcome: Callable[[Any], Any] | None = None,
    tasks: bool = False,
    limit: int = MOST_RUNS,
    max_steps: int = MOST_STEPS,
    **how: Any,
) -> dict[str, Any]:
    """Run functions(state) as threads, or as tasks, in every order; return JSON data.

    answer: is run anew before each run, so that nothing is left over from the run before; random
        numbers, uuid4, and in the answer id and hash, are the same in every run.
    setup: called before each run; returns the state. Ask for answer.value in it.
    check, outcome: of the state after a run: is it right, and what to count.
    limit, max_steps: of runs, and of steps in one run.
    how: for threads also steps, reduce and preemptions, as for explore().

    Returns tried, failed, deadlocked: numbers of schedules; complete: whether these are all;
    outcomes: how often each came; table, why, order, came: the simplest schedule that goes wrong,
    and what came of it; raised: the first error of one of the functions; error: what kept the
    exploration from being made; polls: is that a run without end; trace: for `ex.a.trace()`.
    """
    told = outcome and (lambda state: str(plain(outcome(state))))
    explorer = explore_tasks if tasks else explore
    how.update(check=check, outcome=told, limit=limit, max_steps=max_steps)
    try:
        with _repeatable() as restart:
            return _facts(explorer(lambda: _anew(answer, setup, restart), *functions, **how))
    except ExplorationError as error:
        polls = isinstance(error, TooManySteps)
        return {**dict.fromkeys(NAMES), "error": describe(error), "polls": polls}
    finally:
        answer.fresh()


def _anew(answer: Answer, setup: Callable[[], Any], restart: Callable[[], None]) -> Any:
    """Run the answer anew, and return the state that `setup` then makes."""
    numbers = Numbers()
    restart()
    answer.fresh(id=numbers, hash=numbers.hash)
    numbers.give_hashes(answer.namespace, "answer")
    state = setup()
    numbers.number(state)
    return state


@contextlib.contextmanager
def _repeatable() -> Iterator[Callable[[], None]]:
    """Give a function to be called before each run: random numbers and uuid4 begin anew."""
    before, counted = random.getstate(), itertools.count(1)

    def restart() -> None:
        nonlocal counted
        random.seed(0)
        counted = itertools.count(1)

    with Patches() as patches:
        for name in ("uuid1", "uuid4"):
            patches.replace(uuid, name, lambda *_: uuid.UUID(int=next(counted), version=4))
        patches.callback(random.setstate, before)
        yield restart


NAMES = (
    *("tried", "failed", "deadlocked", "complete", "outcomes"),
    *("table", "why", "came", "order", "raised", "error", "polls", "trace"),
)


def _facts(report: Report) -> dict[str, Any]:
    report = _without_numbers(report)
    table, shown = report.table(), report.shown
    return {
        "tried": report.schedules or report.executions,
        "failed": report.failed,
        "deadlocked": report.deadlocks,
        "complete": report.complete,
        "outcomes": dict(report.outcomes),
        "table": table,
        "why": list(shown.why) if shown else [],
        "came": "\n".join(shown.why).removeprefix("deadlock\n") if shown else "",
        "order": shown.order if shown else "",
        "raised": describe(report.raised) if report.raised else None,
        "error": None,
        "polls": False,
        "trace": {"kind": "schedule", "heading": report.heading(), "table": table},
    }


def _without_numbers(report: Report) -> Report:
    if report.shown is None:
        return report
    steps = tuple(replace(step, line=0) for step in report.shown.steps)
    why = tuple(NUMBERED.sub(r"at `\1`", words) for words in report.shown.why)
    return replace(report, shown=replace(report.shown, steps=steps, why=why))
