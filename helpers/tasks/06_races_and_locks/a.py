"""06.a: two orders of three threads: one that loses an update, and one that loses two."""

from collections import Counter
from typing import Any

from helpers.grading.answer import text_of
from helpers.grading.kit import Run, check, rule

__all__ = ["CHECK"]


def value_after(order: str) -> int:
    """Return the counter when the threads have made their steps in this order."""
    value, seen, made = 0, {}, Counter[str]()
    for thread in order:
        made[thread] += 1
        if made[thread] == 1:
            seen[thread] = value
        elif made[thread] == 3:
            value = seen[thread] + 1
    return value


def given(run: Run) -> None:
    """Take the two orders, and note the counter at the end of each."""
    orders: Any = run.answer()
    two = isinstance(orders, (tuple, list)) and [type(each) for each in orders] == [str, str]
    run.note(two=two, gave=f"{text_of(orders):.60}")
    if not two:
        return
    first, second = orders
    run.note(misfits=[each[:40] for each in orders if sorted(each) != sorted("ABC" * 3)])
    run.note(first=first, after_first=value_after(first))
    run.note(second=second, after_second=value_after(second))


ONE = """
    An update is lost if another thread reads before it and writes after it.
    Stop A before its third line, let B make all of its steps, then let A go on.
    The first letters of such an order: A, A, then three times B, then …"""
TWO = """
    The last write decides. It comes from what its thread has seen at its own first step.
    Whoever writes last must have read 0; all that the others did is then overwritten.
    One thread makes two steps at the very beginning, and its third at the very end."""

# fmt: off
CHECK = check(
    given,
    rules=(
        rule("NOT_TWO_ORDERS", lambda f: not f.given.two, """
            promise a tuple or list of two strings
            seen    {name}() returned {given.gave}
            next    return both orders, with a comma between them.
            hint    A function returns several values as a tuple; what it prints nobody gets.
            hint    The first string is the order that ends at 2, the second the one that ends at 1.
            hint    return, one string, a comma, the other string"""),
        rule("NO_SCHEDULE", lambda f: f.given.misfits, """
            promise nine letters, `A`, `B` and `C` three times each
            seen    these are no orders of the nine steps: {given.misfits}
            next    add_one has three lines: give each thread three letters, one for each line.
            hint    A schedule has one letter for each step of each thread.
            hint    Three threads make three steps each; a thread that has ended makes none.
            hint    Count the letters: three A, three B, three C, capital and without spaces."""),
        rule("NOTHING_LOST", lambda f: f.given.after_first == 3, """
            promise after the first one the counter is 2
            seen    after {given.first} the counter is 3: nothing was lost
            next    stop one thread between its read and its write.""", ONE),
        rule("TWO_LOST", lambda f: f.given.after_first == 1, """
            promise after the first one the counter is 2
            seen    after {given.first}, your first order, the counter is 1: two updates were lost
            next    let one of the threads run before the other two, or after them.""", ONE),
        rule("NOT_ALL_LOST", lambda f: f.given.after_second != 1, """
            promise after the second one it is 1
            seen    after {given.second}, your second order, the counter is {given.after_second}
            next    let the last write come from a thread that has read 0.""", TWO),
    ),
    praise="the counter ends at {given.after_first}; then at {given.after_second}",
)
