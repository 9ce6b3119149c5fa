"""What a learner holds in an exercise: `ex = load(...)`, then `ex.a.check(answer)`."""

import os
import textwrap
from collections.abc import Callable
from typing import Any

from helpers.grading.attempt import Attempt, CannotTake, take_from_kernel
from helpers.grading.checks import Check, find, known, letters, solution_of
from helpers.grading.judge import facts_of
from helpers.grading.verdict import (
    ERROR,
    GRADER_FAULT,
    NOT_ATTEMPTED,
    WIDTH,
    Facts,
    Verdict,
    decide,
)

__all__ = ["Exercise", "Task", "WrongAnswer", "load"]


class WrongAnswer(Exception):
    """An answer is not right yet. It shows as the verdict's few lines, without a traceback."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict))
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        """Tell IPython what to print in place of a traceback."""
        return str(self).splitlines()


class Exercise:
    """The tasks of one exercise notebook, as attributes: `ex.a`, `ex.b`, …"""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tasks = {letter: Task(name, letter, find(name, letter)) for letter in letters(name)}

    def __getattr__(self, letter: str) -> "Task":
        tasks = self.__dict__.get("tasks", {})
        if letter not in tasks:
            have = ", ".join(tasks)
            raise AttributeError(f"{self.name} has no task {letter!r}; its tasks are {have}.")
        return tasks[letter]

    def __repr__(self) -> str:
        return f"{self.name.replace('_', ' ')} · {len(self.tasks)} tasks"


class Task:
    """One task: `check` an answer, ask for a `hint`, see the `solution`."""

    def __init__(self, exercise: str, letter: str, check: Check) -> None:
        self._exercise, self._letter, self._check = exercise, letter, check
        self._last: Verdict | None = None
        self._hints_given = 0

    @property
    def name(self) -> str:
        return f"{self._exercise[:2]}.{self._letter}"

    def check(self, answer: Callable[..., Any] | type) -> None:
        """Judge the function or class `answer`, and print the verdict.

        Its source is taken from the notebook and run in a process of its own, so that an answer
        that hangs or exits does no harm here.

        Raises:
            WrongAnswer: the answer is not right yet; the message says what to try next. With
                COURSE_STRICT=1 in the environment, also when there is no answer.
        """
        verdict = self._judge(answer)
        if verdict.is_mistake and verdict != self._last:
            self._hints_given = 0
        self._last = verdict
        strict = os.environ.get("COURSE_STRICT") == "1"
        if verdict.is_mistake or (strict and not verdict.passed):
            raise WrongAnswer(verdict)
        _show(verdict)

    def hint(self) -> None:
        """Print the next of the three hints on the last mistake."""
        print(textwrap.fill(self._next_hint(), WIDTH))

    def solution(self) -> None:
        """Print the course's own answer, once the task is passed or its three hints are used."""
        if (self._last and self._last.passed) or self._hints_given >= 3:
            print(solution_of(self._exercise, self._letter))
        else:
            print(f"{self.name}: the solution opens when you pass, or after three hints.")

    def _judge(self, answer: object) -> Verdict:
        try:
            return self._verdict_on(take_from_kernel(answer))
        except CannotTake as reason:
            return Verdict(self.name, ERROR, seen=str(reason))

    def _verdict_on(self, attempt: Attempt) -> Verdict:
        if attempt.untouched:
            todo = f"write {attempt.name} in the cell above, run it, then run this one again."
            return Verdict(self.name, NOT_ATTEMPTED, next=todo)
        try:
            facts = facts_of(self._exercise, self._letter, attempt)
        except (OSError, RuntimeError) as error:  # no process, thread or file to be had
            facts = Facts(fault=f"{type(error).__name__}: {error}")
        if facts.fault:
            return _grader_fault(self.name, facts)
        return decide(self.name, facts, self._check.rules, self._check.praise)

    def _next_hint(self) -> str:
        if self._last is None or not self._last.is_mistake:
            return f"{self.name}: run the check first; hints answer the mistake that it finds."
        hints = next((r.hints for r in self._check.rules if r.code == self._last.code), None)
        if hints is None:
            self._hints_given = 3
            return f"{self.name}: {self._last.next}"
        number = min(self._hints_given, 2)
        self._hints_given = number + 1
        return f"{self.name} hint {number + 1} of 3: {hints[number]}"


def load(name: str) -> Exercise:
    """Return the exercise of the notebook `name`, such as "01_event_loops".

    Raises:
        ValueError: there is no such exercise; the message lists those there are.
    """
    if name not in known():
        raise ValueError(f"there is no exercise {name!r}; the exercises are: {', '.join(known())}.")
    return Exercise(name)


def _grader_fault(task: str, facts: Facts) -> Verdict:
    seen = f"the check itself failed ({facts.fault}); your answer was not judged."
    return Verdict(task, GRADER_FAULT, seen, next="run it again; if it stays, report it.")


def _show(verdict: Verdict) -> None:
    """Display in a notebook (text and HTML of the same words), print elsewhere."""
    try:
        get_ipython()  # type: ignore[name-defined]
    except NameError:
        print(verdict)
    else:
        from IPython.display import display

        display(verdict)
