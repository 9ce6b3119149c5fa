"""What is compared in 05.d: the gains of the given jobs, measured, and the ranges of an answer."""

import json
import threading
from collections.abc import Callable, Sequence
from typing import Any

from helpers.grading.kit import Run
from helpers.grading.registry import SOLUTIONS

__all__ = ["ends", "holds", "jobs", "measured"]

ENOUGH = 1e-3  # a range may miss by as much: 3.25 as a fraction, for example


def jobs() -> dict[str, Callable[[], None]]:
    """Return the eight jobs by name, from the cells that the exercise gives."""
    notebook = json.loads((SOLUTIONS / "05_threads_and_the_gil.ipynb").read_text(encoding="utf-8"))
    cells = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    namespace: dict[str, Any] = {"__name__": "jobs"}
    for cell in ("imports", "d-given", "d-given-more"):
        exec(compile(cells[cell], f"<{cell}>", "exec"), namespace)
    return {n: each for n, each in namespace.items() if getattr(each, "__module__", "") == "jobs"}


def in_turn(job: Callable[[], None]) -> None:
    """Do the job four times."""
    for _ in range(4):
        job()


def in_threads(job: Callable[[], None]) -> None:
    """Do the job in four threads at once."""
    threads = [threading.Thread(target=job) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def seconds(run: Run, way: Callable[[Callable], None], job: Callable[[], None]) -> float:
    """Return how long four of the job take."""
    begun = run.now()
    way(job)
    return run.now() - begun


def measured(run: Run) -> dict[str, float]:
    """Return for each job how many times as fast as in turn four threads are."""
    gains = {n: seconds(run, in_turn, j) / seconds(run, in_threads, j) for n, j in jobs().items()}
    return {name: round(gain, 3) for name, gain in gains.items()}


def ends(value: object) -> list[float]:
    """Return the two ends of a range as numbers; nothing if it is none."""
    if not (isinstance(value, Sequence) and len(value) == 2):
        return []
    if not all(isinstance(end, int | float) for end in value):
        return []
    low, high = value
    return [float(low), float(high)] if 0 < low <= high else []


def holds(range_: Sequence[float], gain: float) -> bool:
    """Is the gain in the range?"""
    return range_[0] - ENOUGH <= gain <= range_[1] + ENOUGH
