"""03.d: a future of the learner's own, played with beside one of asyncio."""

import itertools
import random

from helpers.grading import mistakes as usual
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check

from .stepping import Loop, Model

__all__ = ["CHECK"]

DRAW = random.Random("03.d")
SOUP, SALAD, RESULT = ("set_result", "soup"), ("set_result", "salad"), ("result",)
ADA, BOB, MANY = ("await", "Ada"), ("await", "Bob"), ("await", *(f"waiter {n}" for n in range(40)))
FIRST, SECOND, THIRD = (("add_done_callback", name) for name in ("first", "second", "third"))
BURNT, *FAILS = (("set_exception", error) for error in errors(DRAW, 7))
ODD = [*odd_values(DRAW, 7), -1, ..., NotImplemented, True, (), "empty", ValueError]


def played(run: Run) -> list[str]:
    """Play the programs with the learner's future and with a right one, up to a difference."""
    each = ((code, doing, steps) for code, _, doing, *_, programs in MISTAKES for steps in programs)
    for code, doing, steps in each:
        loops = Loop(run.answer), Loop(lambda loop: Model(loop=loop))
        for step, loop in itertools.product(steps, loops):
            loop.play(*step)
        log, wanted = (loop.log for loop in loops)
        if log != wanted:
            run.note(sort=sort_of(code, log), mine=f"{doing}:\n{log}", real=str(wanted))
            break
    return log


def sort_of(code: str, log: list[str]) -> str:
    """Say by a code in which way the log of a program is wrong, whose own code is given."""
    if any(" inside " in line for line in log):
        return "CALLED_AT_ONCE"
    if code != "WRONG_RESULT":
        return code
    if log[0] != "waits":
        return "DOES_NOT_WAIT"
    return code if any("Ada" in line for line in log) else "NEVER_WAKES"


AWAIT = """
    `await x` runs x.__await__(); what that yields comes out of the loop's send.
    A generator method: it yields the future itself if it is not done, then returns its result.
    if it is not done: yield self. Then return what result() returns."""
CALLBACK = """
    Whoever waits has left a callback; the future calls nothing itself, it tells the loop.
    set_result and set_exception hand every callback to call_soon, with the future.
    A loop over a list of callbacks: self.loop.call_soon with the callback and self."""
FLAG = """
    Any object is a fine result, so no value can mean `empty`, and none that it failed.
    Keep a flag that says if it is done, and the exception in an attribute of its own.
    False in __init__, True when it is filled; ask the flag, and then for the exception."""
GIVES = "gives its result"
GOES_WRONG = "compare the two, and find the first line that differs."

# fmt: off
# Code, promise, what is done, next step, hints; the programs that show it, in the order of playing.
MISTAKES = (
    ("WRONG_RESULT", GIVES, "Ada waits, it is filled, and asked twice", GOES_WRONG, AWAIT,
        [[ADA, SOUP, RESULT, RESULT]]),
    ("SEVERAL_WAITERS", "several waiters, in the order in which they came",
        "several coroutines await one future; after set_result('soup')",
        "keep every callback, in the order in which they came.", CALLBACK,
        [[("await", "Ada", "Bob"), SOUP], [MANY, SOUP]]),
    ("DONE_BEFORE", "also if it was done before", "filled first, then awaited by Ada and by Bob",
        "a future that is done has nothing to wait for: no yield then.", AWAIT, [[SOUP, ADA, BOB]]),
    ("ERROR_LOST", "raises its exception",
        "awaited by Ada, filled, awaited by Bob, asked for its result",
        "keep the exception, and have result() raise it.", FLAG,
        [[ADA, fails, BOB, RESULT] for fails in FAILS]),
    ("ASKED_TOO_EARLY", "`result()` on an empty one", "an empty future was awaited, and asked",
        "look first if it is filled.", FLAG, [[ADA, RESULT]]),
    ("CALLBACK_LOST", "as often as it was added",
        "callbacks: first, second, first again; filled; then a third one",
        "hand each to the loop, with the future; at once if it is done already.", CALLBACK,
        [[FIRST, SECOND, FIRST, SOUP, THIRD]]),
    ("SET_TWICE", "a second time they raise",
        "with a callback, filled, filled again in both ways, awaited",
        "look in both, set_result and set_exception, if it is filled already.", FLAG,
        [[FIRST, fill, SALAD, BURNT, ADA] for fill in (SOUP, FAILS[0])]),
    ("ZERO_LOST", "any object may be a result", "filled with another value than 'soup'",
        "tell what came from what did not come by something else than the value itself.", FLAG,
        [[ADA, ("set_result", value), BOB, RESULT, SALAD] for value in ODD]),
)
CHECK = check(
    played,
    rules=(
        usual.of_sort("DOES_NOT_WAIT", "played", "waits until the future is filled",
            "as long as it is empty, __await__ yields the future itself, which the loop asks to "
            "call back.", AWAIT),
        usual.of_sort("NEVER_WAKES", "played", GIVES,
            "hand the callbacks that were added to the loop.", CALLBACK),
        usual.of_sort("CALLED_AT_ONCE", "played", "makes the loop call `callback(future)`",
            "nothing is to run inside of your methods: hand it to loop.call_soon.", CALLBACK),
        *(usual.of_sort(code, "played", promise, next_, hints)
            for code, promise, _, next_, hints, _ in MISTAKES),
    ),
    praise="waiters, late waiters, exceptions and callbacks all served",
)
