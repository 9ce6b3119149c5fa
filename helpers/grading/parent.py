"""The parent's side of a check: hands an attempt to a child process, and brings home facts."""

from __future__ import annotations

import functools
import json
import tempfile
import time
from collections.abc import Sequence

from helpers import watchdog
from helpers.grading import guard
from helpers.grading.answer import ANSWER, TEXT
from helpers.grading.attempt import Attempt, take
from helpers.grading.registry import cells_before, find, given_cells
from helpers.grading.statements import given_lines
from helpers.grading.verdict import Facts
from helpers.watchdog import Frame, Outcome

__all__ = ["facts_of"]

JUDGE = "helpers.grading.child:judge"
SECONDS = 60.0  # wall time; only the last resort, since a busy machine may need most of it
CPU_SECONDS = 3.0  # four times what the dearest check needs, where TOIL_SECONDS are needed
ROUND_SECONDS = 0.9  # of these in one round of a trial; four times what the dearest needs
TOIL, TOIL_SECONDS = range(60_000), 0.0023  # squares to add up, and what that took there
IDLE_SECONDS = 0.8  # without anything that could run: load on the machine does not count
MEMORY = 1 << 30
ODD = "\nthe check met this in what your code returned or left"
PLACES = 3  # lines of the learner's that a verdict names


def facts_of(exercise: str, letter: str, attempt: Attempt, judge: str = JUDGE) -> Facts:
    """Run the attempt in a fresh child process and return what was seen.

    A check that fails is at fault if it fails on the course's own answer too. Otherwise it
    stumbled over something odd in the attempt, and that is an error of the attempt.

    judge: the function that the child process calls.
    """
    allows = find(exercise, letter).allows
    if attempt.nests and "nest_asyncio" not in allows:
        return Facts(outcome="refused", nests=attempt.nests)
    if tampered := guard.reaching(attempt.source, allows):
        return Facts(outcome="refused", tampered=[tampered])
    facts = _run(exercise, letter, attempt.name, attempt.source, judge)
    if facts.fault and not facts.tampered:
        own = _own_answer(exercise, letter, attempt.name)
        control = _run(exercise, letter, attempt.name, own, judge)
        if not control.fault:
            kind, _, message = facts.pop("fault").partition(": ")
            facts.update(error={"type": kind, "message": message + ODD, "line": ""})
    return facts


def _own_answer(exercise: str, letter: str, name: str) -> str:
    """Return the source of the course's answer, with what it needs of the cells before it."""
    return take(cells_before(exercise, letter), name).source


def _run(exercise: str, letter: str, name: str, source: str, judge: str) -> Facts:
    # A folder of its own: an answer that deletes files must not find the learner's.
    with tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True) as folder:
        outcome = watchdog.run(
            judge,
            exercise,
            letter,
            name,
            source,
            _given_lines(exercise, source),
            ROUND_SECONDS * _slowness(),
            seconds=SECONDS,
            cpu_seconds=CPU_SECONDS * _slowness(),
            idle_seconds=IDLE_SECONDS,
            memory=MEMORY,
            cwd=folder,
        )
    return _facts_from(outcome, source)


@functools.cache
def _slowness() -> float:
    """Return how much more CPU time an answer may take, on a machine that computes more slowly."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        sum(number * number for number in TOIL)
        times.append(time.thread_time() - start)
    return max(1.0, min(times) / TOIL_SECONDS)


def _given_lines(exercise: str, source: str) -> list[int]:
    try:
        return given_lines(source, given_cells(exercise))
    except (OSError, ValueError, KeyError):  # the notebook in solutions/ was changed
        return []  # they serve an error's words alone


def _facts_from(outcome: Outcome, source: str) -> Facts:
    facts = Facts(outcome=outcome.kind)
    if outcome.kind == "returned":
        facts.update(json.loads(outcome.value["facts"]), outcome=outcome.kind)
        facts.update(tampered=outcome.value["tampered"], by_library=outcome.value["by_library"])
    elif outcome.kind == "stopped":
        stack = _stack(outcome, source.splitlines())
        elsewhere = "in no line of yours" if outcome.threads else ""  # it ended before it was asked
        where = "\n".join(stack[:PLACES]) or elsewhere
        facts.update(limit=_limit(outcome), by=outcome.limit, where=where, stack=stack)
    elif outcome.kind == "exited":
        facts.update(how=f"the process ended with {outcome.signal_name or outcome.exit_code}")
    else:
        facts.update(fault=f"{outcome.error.type}: {outcome.error.message}")
    return facts


def _limit(outcome: Outcome) -> str:
    limits = {
        "seconds": f"{SECONDS:g} s",
        "cpu": f"more than {ROUND_SECONDS * _slowness():.2g} s of computing",
        "idle": f"{IDLE_SECONDS:g} s in which nothing happened",
        "memory": f"using more than {MEMORY >> 20} MiB of memory",
        "threads": "starting a thousand threads",
        "processes": "starting more than sixty processes",
        "output": "printing more than sixty megabytes",
    }
    return limits[outcome.limit]


def _stack(outcome: Outcome, source: list[str]) -> list[str]:
    """Return the learner's lines at which some thread or task stood, the main thread's first."""
    threads = sorted(outcome.threads, key=lambda stack: stack.name != "MainThread")
    places = (_place(stack.frames, source) for stack in [*threads, *outcome.tasks])
    return list(dict.fromkeys(place for place in places if place))


def _place(frames: Sequence[Frame], source: list[str]) -> str:
    """Say where a stack stands: its innermost line of the learner's, and the call made there."""
    mine = [i for i, frame in enumerate(frames) if frame.file == ANSWER]
    if not mine or not 0 < frames[mine[-1]].line <= len(source):
        return ""
    inside = frames[mine[-1] + 1 :][:1]
    line = source[frames[mine[-1]].line - 1].strip()[:TEXT]
    return f"`{line}`" + (f", in {inside[0].function}()" if inside else "")
