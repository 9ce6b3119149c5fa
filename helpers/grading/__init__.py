"""Exercises that grade themselves: `ex = load("01_event_loops")`, then `ex.a.check(answer)`."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.grading.task import WrongAnswer, load

__all__ = ["WrongAnswer", "load"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the process in which an answer is judged needs none of it.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("helpers.grading.task"), name)
