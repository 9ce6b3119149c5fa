"""Races and deadlocks found by trying every order of threads or tasks, instead of by luck."""

from helpers.interleavings.errors import (
    DidNotReturn,
    ExplorationError,
    NotRepeatable,
    TooManySteps,
)
from helpers.interleavings.report import Report
from helpers.interleavings.tasks import explore_tasks
from helpers.interleavings.threads import explore

__all__ = [
    "DidNotReturn",
    "ExplorationError",
    "NotRepeatable",
    "Report",
    "TooManySteps",
    "explore",
    "explore_tasks",
]
