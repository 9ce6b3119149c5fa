"""06.a: two orders of three threads: one that loses an update, one that loses two in 3 switches."""

from itertools import pairwise
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule
from helpers.interleavings import explore

__all__ = ["CHECK"]

LINES = 3  # of add_one
THREADS = "ABC"
FEWEST = 3  # with two switches each thread runs in one piece, and nothing is lost


class Counter:
    """What the three threads share."""

    def __init__(self) -> None:
        self.value = 0


def add_one(counter: Counter) -> None:
    """Add one in three steps, as the exercise's cell does."""
    seen = counter.value
    seen += 1
    counter.value = seen


def gather_orders(answer: Answer) -> dict[str, Any]:
    """Run each order that the answer gives, and note the counter at its end."""
    call = answer.call(answer.value)
    if call.error:
        return {"error": call.error}
    facts: dict[str, Any] = {"error": None, "returned": f"{call.value!r:.60}"}
    given = call.value
    if not isinstance(given, (tuple, list)) or [type(order) for order in given] != [str, str]:
        return facts
    facts["two"] = True
    facts["misfits"] = [order[:40] for order in given if not _fits(order)]
    if not facts["misfits"]:
        facts["first"], facts["second"] = given
        facts["first_value"], facts["second_value"] = map(_value_after, given)
        facts["switches"] = sum(a != b for a, b in pairwise(given[1]))
    return facts


def _fits(order: str) -> bool:
    return sorted(order) == sorted(THREADS * LINES)


def _value_after(order: str) -> int:
    report = explore(Counter, add_one, add_one, add_one, outcome=lambda c: c.value, order=order)
    return next(iter(report.outcomes))


LOSE_HINTS = (
    "An update is lost if another thread reads before it and writes after it.",
    "Stop A before its third line, let B make all of its steps, then let A go on.",
    "The first letters of such an order: A, A, then three times B, then …",
)
MOST_HINTS = (
    "The last write decides. It comes from what its thread has seen at its own first step.",
    "Whoever writes last must have read 0; all that the others did is then overwritten.",
    "One thread makes two steps at the very beginning, and its third at the very end.",
)

RULES = (
    Rule(
        "NOT_TWO_ORDERS",
        lambda f: not f.error and not f.two,
        seen="orders() returned {returned}",
        wanted="two strings",
        next="return both orders, with a comma between them.",
        hints=(
            "A function returns several values as a tuple.",
            "The first string is the order that ends at 2, the second the one that ends at 1.",
            "return, one string, a comma, the other string",
        ),
    ),
    Rule(
        "NO_SCHEDULE",
        lambda f: f.misfits,
        seen="no order of these threads: {misfits}",
        wanted="nine letters: A, B and C three times each",
        next="add_one has three lines, and each line is one letter.",
        hints=(
            "A schedule has one letter for each step of each thread.",
            "Three threads make three steps each; a thread that has ended makes none.",
            "Count the letters: three A, three B, three C, capital and without spaces.",
        ),
    ),
    Rule(
        "NOTHING_LOST",
        lambda f: f.first_value == 3,
        seen="after {first} the counter is 3: nothing was lost",
        wanted="2 after the first order",
        next="stop one thread between its read and its write.",
        hints=LOSE_HINTS,
    ),
    Rule(
        "TWO_LOST",
        lambda f: f.first_value == 1,
        seen="after {first} the counter is 1: two updates were lost",
        wanted="2 after the first order: one update is lost",
        next="let the third thread begin when the other two have ended.",
        hints=LOSE_HINTS,
    ),
    Rule(
        "NOT_ALL_LOST",
        lambda f: f.second_value and f.second_value != 1,
        seen="after {second} the counter is {second_value}",
        wanted="1 after the second order",
        next="let the last write come from a thread that has read 0.",
        hints=MOST_HINTS,
    ),
    Rule(
        "TOO_MANY_SWITCHES",
        lambda f: f.switches and f.switches > FEWEST,
        seen="after {second} the counter is 1, with {switches} switches",
        wanted="the same with fewer switches",
        next="interrupt one thread only.",
        hints=MOST_HINTS,
    ),
)

CHECK = Check(
    gather_orders,
    RULES,
    "the counter ends at {first_value}; then at {second_value}, with {switches} switches",
)
