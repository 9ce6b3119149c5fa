"""What a learner holds in an exercise: `ex = load(...)`, then `ex.a.check(answer)`."""

import dataclasses
import os
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.grading.attempt import Attempt, CannotTake, asked_of, take_from_kernel
from helpers.grading.attempts import note
from helpers.grading.engine_mistakes import HINTS
from helpers.grading.parent import facts_of
from helpers.grading.prediction import Prediction
from helpers.grading.progress import folder_of, read, record, why_not
from helpers.grading.registry import Check, Withheld, find, letters, named, solution_of
from helpers.grading.status import Status
from helpers.grading.trace import TOO_LONG, picture
from helpers.grading.verdict import ERROR, NOT_ATTEMPTED, WIDTH, Facts, Verdict, decide

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
    """The tasks of one exercise notebook, as attributes: `ex.a`, `ex.b`, …

    `folder` is where progress is remembered; with None it is not.
    """

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self.name, self.folder = name, folder
        self.tasks = {x: Task(name, x, find(name, x), folder) for x in letters(name)}

    def __getattr__(self, letter: str) -> "Task":
        tasks = self.__dict__.get("tasks", {})
        if letter not in tasks:
            have = ", ".join(tasks)
            raise AttributeError(f"{self.name} has no task {letter!r}; its tasks are {have}.")
        return tasks[letter]

    def status(self) -> None:
        """Print which tasks are done, as far as this notebook remembers it."""
        print(self)

    def __repr__(self) -> str:
        return str(self._status)

    def _repr_html_(self) -> str:
        return self._status._repr_html_()

    @property
    def _status(self) -> Status:
        return Status(self.name, read(self.folder) if self.folder else None)


class Task:
    """One task: `predict`, `check` an answer, `hint`, `trace` its run, see the `solution`."""

    def __init__(
        self, exercise: str, letter: str, check: Check, folder: Path | None = None
    ) -> None:
        self._exercise, self._letter, self._check = exercise, letter, check
        self._folder = folder
        self._prediction: Prediction | None = None
        self._judged: tuple[object, Attempt] | None = None  # the last answer that was run
        self._last: Verdict | None = None
        self._hints_given = 0

    @property
    def name(self) -> str:
        return f"{self._exercise[:2]}.{self._letter}"

    def __repr__(self) -> str:
        last = self._last.title if self._last else f"{self.name}  not checked yet"
        ways = ("check(your answer)", "hint()", "trace()", "solution()")
        return "\n".join([last, *(f"  ex.{self._letter}.{way}" for way in ways)])

    def predict(self, value: Any) -> None:
        """Say what the next check will see; its verdict tells what it was.

        Raises:
            CannotPredict: this task has nothing to predict, or `value` is no plain data.
        """
        made = Prediction.of(self.name, self._check.predicts, value)
        if made == self._prediction:
            return  # the cell was run again, perhaps with all cells
        if self._is_judged():
            print(f"{self.name}: the check has run on this answer; predict before you check it.")
        else:
            self._prediction = made
            print(f"{self.name}: you predict {made}. Run the check.")

    def check(self, answer: Callable[..., Any] | type) -> None:
        """Judge the function or class `answer`, and print the verdict.

        Its source is taken from the notebook and run in a process of its own, so that an answer
        that hangs or exits does no harm here.

        Raises:
            WrongAnswer: the answer is not right yet; with COURSE_STRICT=1 also if there is none.
        """
        verdict = self._judge(answer)
        if verdict.is_mistake and verdict != self._last:
            self._hints_given = 0
        self._last = verdict
        self._remember(verdict)
        strict = os.environ.get("COURSE_STRICT") == "1"
        if verdict.is_mistake or (strict and not verdict.passed):
            raise WrongAnswer(verdict)
        _show(verdict)

    def hint(self) -> None:
        """Print the next of the three hints on the last mistake."""
        print(textwrap.fill(self._next_hint(), WIDTH))
        if self._last is not None and self._last.is_mistake:
            self._note("hint", self._last.code, self._hints_given)

    def trace(self) -> Any:
        """Return a picture of the run that the last verdict tells of; a notebook shows it.

        A timeline of the tasks and threads, the schedule that went wrong, or who waits for whom.
        Prints a line instead if there is nothing to draw.
        """
        why = "the last check recorded no run."
        if self._last is None:
            why = "run the check first."
        elif self._last.trace == TOO_LONG:
            why = "the run was too long for a picture."
        elif self._last.trace:
            return picture(self._last.trace, f"{self.name}  {self._last.code}")
        print(f"{self.name}: nothing to draw; {why}")
        return None

    def solution(self) -> None:
        """Print the course's own answer, once the task is passed or its three hints are used."""
        try:
            own = solution_of(self._exercise, self._letter)
        except Withheld as until:
            print(textwrap.fill(f"{self.name}: {until}", WIDTH))
            return
        if (self._last and self._last.passed) or self._hints_given >= 3:
            print(own)
            self._note("solution")
        else:
            print(f"{self.name}: the solution opens when you pass, or after three hints.")

    def _judge(self, answer: object) -> Verdict:
        try:
            attempt = self._taken(answer)
        except CannotTake as reason:
            return Verdict(self.name, ERROR, seen=str(reason), hints=HINTS["NOT_TAKEN"])
        verdict = self._verdict_on(attempt)
        if verdict.passed or verdict.is_mistake:  # it was run, and the verdict told something
            self._judged = (answer, attempt)
        return verdict

    def _taken(self, answer: object) -> Attempt:
        return take_from_kernel(answer, asked_of(self._exercise, self._letter))

    def _is_judged(self) -> bool:
        """Has the check run on the answer as it stands in the notebook now?"""
        if self._judged is None:
            return False
        answer, attempt = self._judged
        try:
            return self._taken(answer) == attempt
        except CannotTake:  # its name means something else by now
            return False

    def _remember(self, verdict: Verdict) -> None:
        trouble = self._folder and record(self._folder, self._exercise, self._letter, verdict)
        if trouble:  # one line on a folder that cannot be used is enough
            print(textwrap.fill(trouble, WIDTH))
        elif verdict.code != NOT_ATTEMPTED:
            self._note("check", verdict.code)

    def _note(self, did: str, code: str = "", number: int = 0) -> None:
        trouble = self._folder and note(self._folder, self.name, did, code, number)
        if trouble:
            print(textwrap.fill(trouble, WIDTH))

    def _verdict_on(self, attempt: Attempt) -> Verdict:
        if attempt.untouched:
            todo = f"write {attempt.untouched} in the cell above, run it, then run this one again."
            return Verdict(self.name, NOT_ATTEMPTED, next=todo)
        try:
            facts = facts_of(self._exercise, self._letter, attempt)
        except Exception as error:  # no process, thread or file to be had: not the learner's fault
            facts = Facts(fault=f"{type(error).__name__}: {error}")
        verdict = decide(self.name, facts, self._check.rules, self._check.praise)
        you = self._prediction.compared_with(facts) if self._prediction else ""
        return dataclasses.replace(verdict, you=you)

    def _next_hint(self) -> str:
        if self._last is None or not self._last.is_mistake:
            return f"{self.name}: run the check first; hints answer the mistake that it finds."
        rules = (r.hints for r in self._check.rules if r.code == self._last.code)
        hints = self._last.hints or next(rules)
        number = min(self._hints_given, 2)
        self._hints_given = number + 1
        return f"{self.name} hint {number + 1} of 3: {hints[number]}"


def load(name: str) -> Exercise:
    """Return the exercise of the notebook `name`, such as "01_event_loops" or "01".

    In a learner's notebook it prints how many of the tasks are done, or that it cannot know.

    Raises:
        ValueError: there is no such exercise; the message lists those there are.
    """
    name = named(name)
    exercise = Exercise(name, folder_of(name))
    if said := exercise._status.heading if exercise.folder else why_not():
        print(said)
    return exercise


def _show(verdict: Verdict) -> None:
    """Display in a notebook (text and HTML of the same words), print elsewhere."""
    try:
        get_ipython()  # type: ignore[name-defined]
    except NameError:
        print(verdict)
    else:
        from IPython.display import display

        display(verdict)
