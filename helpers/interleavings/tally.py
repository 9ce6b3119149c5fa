"""Counts the runs of an exploration, of threads or of tasks, and picks the one to be shown."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from helpers.interleavings.errors import NotRepeatable
from helpers.interleavings.report import Failure, Report, number
from helpers.interleavings.search import LETTERS, DictatedOrder, Search, letters

__all__ = ["Ending", "Function", "Judge", "Tally"]

Function = Callable[[Any], Any]  # is explored, and takes the state
Judge = Callable[[Any], object]  # looks at the state after a run


class Ending(NamedTuple):
    """How a run ended.

    wrong: check() was false, a function raised, or nobody could go on.
    result: what outcome() gave, "deadlock", or the text of the exception.
    error: (number of the thread or task, its exception), or None.
    """

    wrong: bool
    result: object
    deadlocked: bool
    error: tuple | None


class Tally:
    """Judges run after run, and adds them up in a report.

    functions: what is explored; each gives the report a name.
    what: "threads" or "tasks".
    """

    def __init__(
        self,
        functions: Sequence[Function],
        what: str,
        check: Judge | None,
        outcome: Judge | None,
        search: Search,
    ) -> None:
        names = [getattr(f, "__name__", type(f).__name__) for f in functions]
        self.report = Report([f"{n} ({LETTERS[i]})" for i, n in enumerate(names)], what=what)
        self.check, self.outcome, self.search = check, outcome, search
        self.report.dictated = isinstance(search, DictatedOrder)
        self.expected: Ending | None = None
        self.simplest: tuple | None = None  # (switches, steps) of the run to be shown

    def name(self, who: int, word: str) -> str:
        """The name of a thread or task; one that was started by others is called `word`."""
        names = self.report.names
        names += [f"{word} ({LETTERS[more]})" for more in range(len(names), who + 1)]
        return names[who]

    def ending(self, state: object, deadlocked: bool, error: tuple | None) -> Ending:
        """Judge the run that has left `state`."""
        if error is not None and self.report.raised is None:
            self.report.raised = error[1]
        if deadlocked:
            return Ending(True, "deadlock", True, error)
        if error is not None:
            return Ending(True, exception_text(error[1]), False, error)
        result = self.outcome(state) if self.outcome else None
        return Ending(bool(self.check and not self.check(state)), result, False, None)

    def rehearsed(self, ending: Ending) -> None:
        """The first run was made once; it will be made again, and must end in the same way."""
        self.expected, self.simplest = ending, None
        self.search.rehearsed()

    def is_shown(self, ending: Ending, order: list[int]) -> bool:
        """Whether the run has fewer switches, or else steps, than all that went wrong so far."""
        if not (ending.wrong or self.report.dictated):
            return False
        rank = (sum(a != b for a, b in itertools.pairwise(order)), len(order))
        if self.simplest is not None and rank >= self.simplest:
            return False
        self.simplest = rank
        return True

    def count(self, ending: Ending, order: list[int], schedules: int | None = 1) -> None:
        """Add a run, which stands for so many schedules; None if they cannot be counted."""
        report = self.report
        if not report.executions and ending[:3] != self.expected[:3]:
            raise NotRepeatable(
                f"the same schedule ended with {self.expected.result!r} first, and with "
                f"{ending.result!r} when it was run again"
            )
        report.executions += 1
        counted = schedules is not None and report.schedules is not None
        times = schedules if counted else 1
        report.schedules = report.schedules + times if counted else None
        report.failed += ending.wrong * times
        report.deadlocks += ending.deadlocked * times
        report.runs.append((letters(order), ending.wrong))
        if ending.result is not None:
            report.outcomes[ending.result] += times

    def failure(self, ending: Ending, steps: tuple, order: str, waits: list[str]) -> Failure:
        """A run in words.

        steps: those of all threads or tasks. waits: who waits for what, in a deadlock.
        """
        shown = f": {ending.result}" if self.outcome else ""
        why = [f"{'wrong' if ending.wrong else 'right'} result{shown}"]
        if ending.deadlocked:
            why = ["deadlock", *waits]
        elif ending.error is not None:
            why = [f"{self.report.names[ending.error[0]]} raised {ending.result}"]
        return Failure(steps, tuple(why), order)

    def more(self, limit: int) -> bool:
        """Whether there is a run left to make; prepares it."""
        if not self.search.next_run():
            self.report.complete = self.search.complete and not self.report.retries
            return False
        return self.report.executions < limit

    def finish(self, unit: str, notes: list[str], bounds: str = "") -> Report:
        """Say what was tried.

        unit: what a step is. notes: on the run that is shown. bounds: of the search.
        """
        report = self.report
        report.bounds = f"every order of their steps; a step is {unit}{bounds}"
        report.notes = notes
        if report.dictated:
            report.bounds, report.notes = f"a step is {unit}", self.search.remarks()
        elif report.retries:
            runs = number(report.retries, "run")
            report.notes = [*notes, f"note: of {runs} the repeated tries were made in one order"]
        return report


def exception_text(error: BaseException) -> str:
    """An exception in one line that is the same on every run."""
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
