"""A clock for the small loops of exercise 01: it moves when they sleep, or look at it for ever."""

from math import inf
from types import SimpleNamespace
from typing import Any

__all__ = ["Clock", "Ended", "run_to_the_end"]

START = 1000.0  # s: it does not begin at 0, as no clock does
FREE_LOOKS = 200  # who looks at the clock more often sees it move, so that no wait lasts for ever
STEP = 0.001  # s that it moves then
TURN = 0.001  # s that one turn of a loop takes


class Ended(BaseException):
    """Ends the loop when the program is over."""


class Clock(SimpleNamespace):
    """Stands in for the module `time`, exactly; at `end`, in s since its start, it raises Ended."""

    def __init__(self, end: float = inf) -> None:
        super().__init__(now=START, looks=0, end=START + end)

    def monotonic(self) -> float:
        self.looks += 1
        if self.looks > FREE_LOOKS:
            self.sleep(STEP)
        return self.now

    time = perf_counter = monotonic

    def sleep(self, seconds: float) -> None:
        self.now = round(self.now + max(0.0, seconds), 6)
        if self.now > self.end:
            raise Ended

    def since(self) -> float:
        """Return the seconds since its start."""
        return round(self.now - START, 6)


def run_to_the_end(loop: Any, clock: Clock) -> None:
    """Have the loop make turn after turn, until the clock raises Ended."""
    while True:
        clock.looks = 0
        clock.sleep(TURN)
        loop.run_once()
