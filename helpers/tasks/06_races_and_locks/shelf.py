"""Programs with buffers: of one thread, of threads that wait long, and of threads side by side."""

import threading
import time
from itertools import accumulate
from typing import Any

from helpers.grading.draws import odd_values
from helpers.grading.kit import Orders, Recorded, Run, side_by_side, trial

__all__ = ["PROGRAMS", "crowded", "in_turn", "two_buffers", "two_each", "waits"]

LONG = 1000.0  # seconds between two moves: who looks at intervals looks again and again


@trial(rounds=3)
def in_turn(run: Run) -> list[Any]:
    """One thread puts in as much as there is room for, and gets it out; then once more."""
    items = ["a", "b", "c"] if run.round == 0 else odd_values(run.draw, 4 + run.round)
    run.note(wanted=items * 2, size=len(items))
    buffer, got = run.answer(len(items)), []
    for _ in range(2):
        for item in items:
            buffer.put(item)
        got += [buffer.get() for _ in items]
    return got


def two_buffers(run: Run) -> list[str]:
    """Two buffers, with an item each."""
    one, other = run.answer(2), run.answer(2)
    one.put("first")
    other.put("second")
    run.note(wanted=["second", "first"])
    return [other.get(), one.get()]


@trial(rounds=2)
def waits(run: Run) -> None:
    """One thread puts in one more than there is room for; one gets out one more than there is."""
    size = 1 if run.round == 0 else 6
    buffer, put, got = run.answer(size), [], []

    def call(ends: list[Any], times: int, function: Any, *args: Any) -> None:
        for _ in range(times):
            ends.append(run.ending(function, *args))

    threading.Thread(target=call, args=(put, size + 1, buffer.put, "item")).start()
    time.sleep(LONG)
    run.note(size=size, puts=size + 1, went_in=len(put), last=put[-1].said if put else "")
    threading.Thread(target=call, args=(got, size + 2, buffer.get)).start()
    time.sleep(LONG)
    run.note(too_early=[end.said for end in got[size + 1 :]])
    buffer.put("last")  # for the get that waits


def in_words(names: dict[str, Any]) -> str:
    """Say what came out of `b`, and whether there was too much inside.

    Inside for certain are the items that have been put, without those that are being got.
    """
    history, size = names["b"].history, names["size"]
    came = [value for call, how, value in history if (call, how) == ("get", "returned")]
    steps = {("put", "returned"): 1, ("get", "began"): -1}
    most = max(accumulate(steps.get(each[:2], 0) for each in history))
    return f"{came} came out" + f", and {most} items were in a buffer of size {size}" * (
        most > size
    )


def shelf(name: str, size: int, full: int, *threads: str, ways: str = "", **how: Any) -> Orders:
    """Try orders of `threads`; `ways` are the orders in which items may come out, as in "01 10"."""
    right = [f"{[*map(int, way)]} came out" for way in ways.split()]

    def given(run: Run) -> dict[str, Any]:
        return {"Buffer": lambda size: Recorded(run.answer(size)), "size": size}

    before = "; ".join([f"b = Buffer({size})", *(f"b.put({item})" for item in range(full))])
    how = {"preemptions": 0, "max_steps": 600, "limit": 120, "outcome": in_words, **how}
    how["right"] = lambda names: in_words(names) in right
    return side_by_side(name, before, *threads, given=given, **how)


# fmt: off
GET, PUT = "b.get()", "b.put({})".format
# Of the first two any end is right: they are to find who asks again and again.
get_first = shelf("get_first", 1, 0, GET, PUT(0), raises=True)
put_first = shelf("put_first", 1, 1, PUT(1), GET, raises=True)
one_each = shelf("one_each", 1, 0, "b.put(0); b.put(1)", "b.get(); b.get()",
    ways="01", preemptions=1)
two_readers = shelf("two_readers", 1, 1, GET, GET, PUT(1), ways="01 10", preemptions=1)
two_getters = shelf("two_getters", 2, 0, GET, GET, "b.put(0); b.put(1)", ways="01 10")
two_putters = shelf("two_putters", 2, 2, PUT(2), PUT(3), "b.get(); b.get()", ways="01")
two_writers = shelf("two_writers", 2, 1, PUT(1), PUT(2), GET, ways="0", preemptions=1)
two_each = shelf("two_each", 1, 0, GET, GET, PUT(0), PUT(1), ways="01 10")
crowded = shelf("crowded", 1, 1, PUT(1), PUT(2), GET, GET, ways="01 10 02 20")
PROGRAMS = (one_each, two_readers, two_getters, two_putters, two_writers, two_each, crowded)
