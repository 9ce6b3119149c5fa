"""Inputs for trials, drawn at random from a seed: odd, more than a usual constant, with ties."""

import random
from typing import Any

__all__ = ["Mishap", "Odd", "errors", "names", "odd_values", "seconds"]

SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "no", "pu", "ri", "so", "ta", "vo", "ze")


class Mishap(Exception):
    """An error of a kind that no answer can know, with more than one argument."""

    def __init__(self, what: str, number: int = 7) -> None:
        super().__init__(what, number)

    def __str__(self) -> str:
        return str(self.args[0])


KINDS = (OSError, ValueError, KeyError, TimeoutError, RuntimeError, Mishap)


class Odd:
    """A value that says of every other that it is equal, and counts as false in an `if`."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __eq__(self, other: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return False

    def __hash__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return f"<odd value {self.number}>"


def seconds(draw: random.Random, count: int, most: float = 5.0) -> list[float]:
    """Return so many different times between 0.1 s and `most`, none of them round."""
    found = draw.sample(range(101, int(most * 1000)), count)
    return [(each + (each % 10 == 0)) / 1000 for each in found]


def odd_values(draw: random.Random, count: int) -> list[Any]:
    """Return so many different values; among the first seven are those that an `if` mistakes."""
    odd = [0, None, "", False, ValueError("a value, not an error"), Odd(draw.randrange(99)), []]
    others = [f"page {number}" for number in draw.sample(range(1000), max(0, count - len(odd)))]
    found = [*draw.sample(odd, min(count, len(odd))), *others]
    draw.shuffle(found)
    return found


def errors(
    draw: random.Random, count: int, *, but: type[Exception] | tuple[()] = ()
) -> list[Exception]:
    """Return so many errors of several kinds (none of kind `but`), each with its own message."""
    kinds = [kind for kind in KINDS if not issubclass(kind, but)]
    draw.shuffle(kinds)
    numbers = draw.sample(range(1000), count)
    return [kinds[n % len(kinds)](f"no line {number}") for n, number in enumerate(numbers)]


def names(draw: random.Random, count: int) -> list[str]:
    """Return so many different names, in no order."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(draw.sample(SYLLABLES, 3)).capitalize()] = None
    return list(found)
