"""What a watched run costs before its code begins, beside the start of a bare interpreter."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from helpers import watchdog

__all__ = ["rows"]

ROUNDS = 7


def bare() -> None:
    """Start an interpreter that does nothing."""
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def watched() -> None:
    """Do nothing under the watchdog."""
    assert watchdog.run("result = 1").value == 1


def seconds(start: Callable[[], None]) -> float:
    """How long one start takes."""
    began = time.perf_counter()
    start()
    return time.perf_counter() - began


def rows() -> list[tuple[str, str]]:
    """The median of the rounds' ratios; a round starts each once."""
    ratios = []
    for _ in range(ROUNDS):
        plain, under = seconds(bare), seconds(watched)
        ratios.append(under / plain)
    return [("watched / bare interpreter: a run of nothing", f"{statistics.median(ratios):.1f} ×")]
