"""Tries every schedule of the learner's functions, and returns what came of it as facts.

facts = explored(lambda: explore(Account, deposit, deposit, check=lambda a: a.balance == 2))
facts["tried"], facts["failed"], facts["deadlocked"], facts["table"]
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from helpers.grading.answer import describe, plain
from helpers.interleavings import ExplorationError, Report

__all__ = ["explored"]

NUMBERED = re.compile(r"at line \d+ \((.*?)\)(?= |$)")  # lines of an answer have no useful numbers


def explored(explore: Callable[[], Report]) -> dict[str, Any]:
    """Run an exploration of threads or tasks, and return it as JSON data.

    Returns tried, failed, deadlocked: numbers of schedules (of executions, if those are not
    counted); complete: whether these are all; outcomes: how often each came; table, why, order:
    the simplest schedule that goes wrong, "" or empty if none does; error: what kept the
    exploration from being made, or None; trace: what `ex.a.trace()` shows.
    """
    try:
        report = explore()
    except ExplorationError as error:
        return {**dict.fromkeys(NAMES), "error": describe(error)}
    report = _without_numbers(report)
    table, shown = report.table(), report.shown
    return {
        "tried": report.schedules or report.executions,
        "failed": report.failed,
        "deadlocked": report.deadlocks,
        "complete": report.complete,
        "outcomes": {str(plain(out)): times for out, times in report.outcomes.items()},
        "table": table,
        "why": list(shown.why) if shown else [],
        "order": shown.order if shown else "",
        "error": None,
        "trace": {"kind": "schedule", "heading": report.heading(), "table": table},
    }


NAMES = (
    *("tried", "failed", "deadlocked", "complete", "outcomes"),
    *("table", "why", "order", "error", "trace"),
)


def _without_numbers(report: Report) -> Report:
    if report.shown is None:
        return report
    steps = tuple(replace(step, line=0) for step in report.shown.steps)
    why = tuple(NUMBERED.sub(r"at `\1`", words) for words in report.shown.why)
    return replace(report, shown=replace(report.shown, steps=steps, why=why))
