"""What a check costs: its time over that of starting and ending a bare interpreter."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from helpers.grading.parent import facts_of
from tests.grading.answers import attempt_of, stored_answers

__all__ = ["rows"]

ROUNDS = 7


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def start_python() -> None:
    """Start an interpreter that does nothing."""
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def rows() -> list[tuple[str, str]]:
    """(what, ratio and seconds) for the check of each solution."""
    found = []
    for answer in stored_answers():
        if answer.name == "solution":
            attempt = attempt_of(answer)
            check = lambda a=answer, taken=attempt: facts_of(a.exercise, a.letter, taken)  # noqa: E731
            # In turn, so that load on the machine meets both.
            pairs = [(seconds(check), seconds(start_python)) for _ in range(ROUNDS)]
            one, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
            what = f"check of {answer.exercise[:2]}.{answer.letter} / start of Python"
            found.append((what, f"{one / bare:.1f} ({one:.2f} s)"))
    return found
