"""13.a: the seconds at which nested waits end, predicted."""

from itertools import accumulate
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

PLAIN = ([2, 4, 1, 3], [3, 2, 1])


def sort_of(got: Any, waits: list[float]) -> str:
    """Say by a code which wrong idea of nested waits this list follows; "" if none is known."""
    ideas = {
        "OWN_TIME": waits,
        "FIRST_IN_FIRST_OUT": [*accumulate(waits, max)],
        "ALL_AT_THE_END": [max(waits)] * len(waits),
        "IN_TURN": [*accumulate(waits)],
        "ADDS_UP": [sum(waits[place:]) for place in range(len(waits))],
    }
    return next((code for code, idea in ideas.items() if got == idea), "")


@trial(rounds=5)
def predicted(run: Run) -> Any:
    """Two short lists, then drawn ones."""
    waits = list(PLAIN[run.round]) if run.round < len(PLAIN) else seconds(run.draw, 7)
    given = list(waits)
    wanted = [max(waits[place:]) for place in range(len(waits))]
    run.note(wanted=wanted, waits=waits, sort="")
    value = run.answer(given)
    right = value == wanted
    run.note(sort="" if right else sort_of(value, waits), changed=given != waits, now=given)
    return value


@trial()
def empty(run: Run) -> Any:
    """No waits."""
    run.note(wanted=[])
    return run.answer([])


STACK = """
    Nested runs lie on one stack; the one that began last is on top.
    The first one goes on when everything above it has returned, and not before.
    Compare each wait with all the waits behind it in the list: which of them is the longest?"""
EACH_ENDS = """
    All waits begin at 0, so they pass at the same time.
    A nested run is held up by a later one only if that takes longer.
    max() of a part of the list, not a sum."""
BOTH_ENDS = """
    The newest nested run is on top of the stack: nobody is above it.
    So the last of the list ends when its own wait is over; go on from there.
    waits[place:] is the part of the list that begins at this place."""
COPY = """
    A list that is handed in belongs to the caller, who may still use it.
    pop(), sort(), reverse() and an assignment to waits[place] change that list itself.
    sorted(), reversed() and a slice such as waits[place:] leave it alone."""
OWN = "only after all that began later have returned"
NOT_LATER = "none later than it must"


def idea(code: str, promise: str, seen: str, hints: str) -> Any:
    """Return the rule for a wrong idea that `sort_of` knows."""
    return rule(
        code,
        lambda f: f.predicted.sort == code,
        f"""
        promise {promise}
        seen    for the waits {{predicted.waits}} {{name}} {{predicted.said}}:
                {seen}
        wanted  {{predicted.wanted}}
        next    draw the stack of nested runs: who lies above whom?""",
        hints,
    )


# fmt: off
CHECK = check(
    *(predicted, empty),
    rules=(
        rule("CHANGES_THE_LIST", lambda f: f.predicted.changed, """
            promise The list `waits` stays as it was
            seen    handed in was {predicted.waits}; afterwards that list was {predicted.now}
            next    work on a copy, or on slices.""", COPY),
        idea("OWN_TIME", OWN, "each at the end of its own wait", STACK),
        idea("FIRST_IN_FIRST_OUT", "One that began earlier holds up none that began later",
            "each no earlier than those before it", BOTH_ENDS),
        idea("ALL_AT_THE_END", NOT_LATER, "all at the end of the longest wait", BOTH_ENDS),
        idea("IN_TURN", NOT_LATER, "one wait after the other", EACH_ENDS),
        idea("ADDS_UP", NOT_LATER, "each after the sum of its wait and all later ones", EACH_ENDS),
        usual.no_list("predicted", "`ends(waits)` returns a list"),
        usual.wrong_order("predicted", "in the order of `waits`"),
        usual.no_result("predicted", "the second at which its nested run returns", hints=STACK),
        usual.fails_on_nothing("empty", "For an empty list, it returns an empty list"),
    ),
    praise="right for {predicted.waits}, and for four other lists",
)
