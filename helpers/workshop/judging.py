"""Judges a pack's answers: each source is parsed, and each answer run, in a watchdog's child."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from helpers import watchdog
from helpers.grading.attempt import Attempt, asked_of
from helpers.grading.parent import facts_of
from helpers.grading.registry import find, find_version
from helpers.grading.verdict import ERROR, NOT_ATTEMPTED, Facts, Verdict, decide
from helpers.workshop.pack import Pack, all_tasks

__all__ = ["Answer", "Judged", "answers_in", "judge"]

LIMITS = {"seconds": 60.0, "cpu_seconds": 15.0, "memory": 1 << 29}
READER = "helpers.workshop.reading:taken"
JUDGE = "helpers.workshop.confined:judge"


class Answer(NamedTuple):
    """An answer out of a pack: its attempt, or why there is none; `example` to show to others.

    `fault` says why this machine could not even read it.
    """

    task: str
    attempt: Attempt | None
    refused: str = ""
    example: str = ""
    fault: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other answer, for this version of the check."""
        version = find_version(*all_tasks()[self.task])
        content = json.dumps([self.task, version, self.attempt, self.refused, self.fault])
        return hashlib.sha256(content.encode()).hexdigest()


class Judged(NamedTuple):
    """What came of an answer: the verdict's code, its labelled lines, and the answer's example."""

    code: str
    lines: tuple[tuple[str, str], ...]
    example: str


def answers_in(pack: Pack) -> list[Answer]:
    """Return the answers of a pack; runs nothing of them, and parses them in a child process."""
    tasks = all_tasks()
    asked = [[*tasks[task], pack.names[task], _stubs(*tasks[task])] for task in pack.tasks]
    notebooks = {name: [list(cell) for cell in cells] for name, cells in pack.notebooks.items()}
    try:
        outcome = watchdog.run(READER, asked, notebooks, **LIMITS)
    except (OSError, RuntimeError) as error:
        return [Answer(task, None, fault=str(error)) for task in pack.tasks]
    if outcome.kind != "returned":
        why = "its source is too large or too deeply nested to be read"
        return [Answer(task, None, why) for task in pack.tasks]
    return [_answer(*each) for each in zip(pack.tasks, outcome.value, strict=True)]


def _stubs(exercise: str, letter: str) -> list[str] | None:
    stubs = asked_of(exercise, letter)
    return None if stubs is None else sorted(stubs)


def _answer(task: str, found: dict[str, str]) -> Answer:
    if "refused" in found:
        return Answer(task, None, found["refused"])
    example = found.pop("example")
    return Answer(task, Attempt(**found), example=example)


def judge(answer: Answer) -> Judged:
    """Judge one answer as its notebook does; never raises for anything that is in it."""
    verdict = _verdict_on(answer)
    return Judged(verdict.code, tuple(verdict.lines), answer.example)


def _verdict_on(answer: Answer) -> Verdict:
    exercise, letter = all_tasks()[answer.task]
    if answer.fault:
        return decide(answer.task, Facts(fault=answer.fault), (), "")
    if answer.attempt is None:
        return Verdict(answer.task, ERROR, seen=answer.refused)
    if answer.attempt.untouched:
        return Verdict(answer.task, NOT_ATTEMPTED)
    try:
        facts = facts_of(exercise, letter, answer.attempt, JUDGE)
    except Exception as error:  # no process, thread or file to be had: not the learner's fault
        facts = Facts(fault=f"{type(error).__name__}: {error}")
    check = find(exercise, letter)
    return decide(answer.task, facts, check.rules, check.praise)
