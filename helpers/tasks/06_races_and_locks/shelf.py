"""Programs with buffers: threads that use one side by side, and what must come out of it."""

from itertools import accumulate
from typing import Any

from helpers.grading.kit import Noted, Orders, Run, side_by_side

__all__ = [
    *("crowded", "get_first", "one_each", "put_first", "two_each"),
    *("two_getters", "two_putters", "two_readers", "two_writers"),
]


class Shelf(Noted):
    """A buffer of a known size."""

    def __init__(self, run: Run, size: int) -> None:
        super().__init__(run.answer(size))
        self.size = size

    def got(self) -> list[Any]:
        """Return what came out."""
        return [value for name, how, value in self.history if (name, how) == ("get", "returned")]

    def most(self) -> int:
        """Return how many items were ever in it: those put, without those somebody began to get."""
        steps = {("put", "returned"): 1, ("get", "began"): -1}
        return max(accumulate(steps.get(each[:2], 0) for each in self.history))


def in_words(names: dict[str, Any]) -> str:
    """Say what came out, and whether there was too much inside."""
    b = names["b"]
    too_much = f", and {b.most()} items were in a buffer of size {b.size}"
    return f"{b.got()} came out{too_much if b.most() > b.size else ''}"


def shelf(name: str, before: str, *threads: str, ways: str = "", **how: Any) -> Orders:
    """Try orders of `threads`; `ways` are the orders in which items may come out, as in "01 10"."""

    def right(names: dict[str, Any]) -> bool:
        came = "".join(map(str, names["b"].got()))
        return came in ways.split() and names["b"].most() <= names["b"].size

    how = {"preemptions": 0, "max_steps": 600, "limit": 120, "outcome": in_words, **how}
    given = {"given": lambda run: {"Buffer": lambda size: Shelf(run, size)}, "right": right}
    return side_by_side(name, before, *threads, **given, **how)


# Of the first two any end is right: they are to find who asks again and again.
# fmt: off
get_first = shelf("get_first", "b = Buffer(1)", "b.get()", "b.put(0)", raises=True)
put_first = shelf("put_first", "b = Buffer(1); b.put(0)", "b.put(1)", "b.get()", raises=True)
one_each = shelf("one_each", "b = Buffer(1)", "b.put(0); b.put(1)", "b.get(); b.get()",
    ways="01", preemptions=1)
two_readers = shelf("two_readers", "b = Buffer(1); b.put(0)", "b.get()", "b.get()", "b.put(1)",
    ways="01 10", preemptions=1)
two_getters = shelf("two_getters", "b = Buffer(2)", "b.get()", "b.get()", "b.put(0); b.put(1)",
    ways="01 10")
two_putters = shelf("two_putters", "b = Buffer(2); b.put(0); b.put(1)",
    "b.put(2)", "b.put(3)", "b.get(); b.get()", ways="01")
two_writers = shelf("two_writers", "b = Buffer(2); b.put(0)", "b.put(1)", "b.put(2)", "b.get()",
    ways="0", preemptions=1)
two_each = shelf("two_each", "b = Buffer(1)", "b.get()", "b.get()", "b.put(0)", "b.put(1)",
    ways="01 10")
crowded = shelf("crowded", "b = Buffer(1); b.put(0)", "b.put(1)", "b.put(2)", "b.get()", "b.get()",
    ways="01 10 02 20")
