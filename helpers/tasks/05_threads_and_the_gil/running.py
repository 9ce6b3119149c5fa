"""Runs one program of exercise 05 in virtual time, in a thread without a loop, as a script."""

from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.observation import observe

__all__ = ["as_script"]


def as_script(answer: Answer, program: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run `program`, which calls the answer, and return its facts, and these.

    error: as the program says, or what it raised. deadlock: who waits where if nothing can ever
    happen again, or "". trace: what `ex.a.trace()` draws.
    """
    run = observe(answer, program, way="script")
    seen = run["value"] or {}
    return {
        **seen,
        "error": seen.get("error") or run["error"],
        "deadlock": _waiting(run["deadlock"]),
        "trace": run["trace"],
    }


def _waiting(waits: list[dict[str, Any]] | None) -> str:
    if waits is None:
        return ""
    lines = [f"thread {wait['who']!r} waits in {wait['line']}" for wait in waits if wait["line"]]
    return "\n".join(lines[:2]) or "every thread waits"
