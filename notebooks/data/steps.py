"""Counts in small steps: work for the workers of any executor, which import this module."""

import time


def steps(seconds: float) -> list[float]:
    """Add up for so many seconds; return the time at which each of many small steps ended."""
    end, found = time.perf_counter() + seconds, []
    while True:
        sum(range(2_000))
        found.append(time.perf_counter())
        if found[-1] > end:
            return found
