"""A reading of the virtual clock: a float whose sums are exact to the nanosecond."""

from __future__ import annotations

from typing import Self

__all__ = ["Deadlined", "Instant"]

DIGITS = 9


class Instant(float):
    """Seconds since the start of the run; `start + 0.1 + 0.2 - start` is 0.3.

    The standard library computes deadlines as `now + timeout` and what is left of them as
    `deadline - now`. Without rounding, what is left of 0.1 + 0.2 at 0.3 is 5.6e-17 instead of 0.
    """

    __slots__ = ()

    def __new__(cls, seconds: float) -> Self:
        return super().__new__(cls, round(float(seconds), DIGITS))

    def __add__(self, seconds: float) -> Instant:
        total = float.__add__(self, seconds)
        return total if total is NotImplemented else Instant(total)

    __radd__ = __add__

    def __sub__(self, other: float) -> Instant:
        difference = float.__sub__(self, other)
        return difference if difference is NotImplemented else Instant(difference)

    def __rsub__(self, other: float) -> Instant:
        difference = float.__rsub__(self, other)
        return difference if difference is NotImplemented else Instant(difference)


class Deadlined(Instant):
    """An instant for code that takes a deadline as passed when `deadline - now < 0`.

    In real time a moment later it is; here, where code takes no time, it would never be. So a
    difference of nothing counts as one nanosecond too late.
    """

    __slots__ = ()

    def __rsub__(self, deadline: float) -> Instant:
        left = super().__rsub__(deadline)
        return Instant(-1e-9) if left == 0 else left
