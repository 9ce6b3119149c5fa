"""What checks of exercise 09 share: threads that put at given times."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from helpers.grading.kit import Run

__all__ = ["put_at"]


def put_at(run: Run, put: Callable[[Any], Any], plan: Sequence[tuple[float, Any]]) -> None:
    """Start a thread that puts each item at its time; note what a put raised, and held it up."""
    threading.Thread(target=_put, args=(run, put, plan), name="sensor").start()


def _put(run: Run, put: Callable[[Any], Any], plan: Sequence[tuple[float, Any]]) -> None:
    for at, item in plan:
        if at > run.now():
            time.sleep(at - run.now())
        begun = run.now()
        end = run.ending(put, item)
        if end.error and "loop is closed" not in end.said:
            run.note(put_failed=end.said)
        run.note(held_caller=max(run.now() - begun, run.noted.get("held_caller", 0.0)))
