"""03.d: a future of the learner's own, on a loop that steps coroutines and records."""

from collections.abc import Callable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule, trial

from .play import MOST_CALLS, Play

__all__ = ["CHECK"]

METHODS = ("set_result", "set_exception", "result", "add_done_callback", "__await__")
SENTINELS = (-1, ..., NotImplemented, True, (), "empty", ValueError)  # that an answer may use


def methods(run: Run) -> None:
    """Is there every method?"""
    run.note(missing=[name for name in METHODS if not callable(getattr(run.answer, name, None))])


def one(run: Run) -> list[str]:
    """One coroutine waits; then the future is filled, and asked twice."""
    play = Play(run)
    play.awaits("Ada")
    loop = play.loop
    run.note(before=list(play.log), bad_yield=loop.bad_yield, endless=loop.calls >= MOST_CALLS)
    if play.log or loop.bad_yield or loop.calls >= MOST_CALLS:
        return play.log
    play.fills("set_result", "soup")
    play.tries("result")
    play.tries("result")
    asked = "result returned 'soup'"
    return play.ends(["set_result returned", "Ada got 'soup'", asked, asked])


@trial(rounds=2)
def several(run: Run) -> list[str]:
    """Several coroutines wait for the same future: two, then many."""
    play = Play(run)
    names = [f"waiter {number}" for number in range(40)] if run.round else ["Ada", "Bob"]
    play.awaits(*names)
    play.fills("set_result", "soup")
    return play.ends(["set_result returned", *(f"{name} got 'soup'" for name in names)])


def done_before(run: Run) -> list[str]:
    """The future is filled before anybody awaits it."""
    play = Play(run)
    play.fills("set_result", "soup")
    play.awaits("Ada", "Bob")
    return play.ends(["set_result returned", "Ada got 'soup'", "Bob got 'soup'"])


def failing(run: Run) -> list[str]:
    """An exception, of one kind after the other, for waiters before and after, and for result."""
    for error in errors(run.draw, 6):
        play = Play(run)
        play.awaits("Ada")
        play.fills("set_exception", error)
        play.awaits("Bob")
        play.tries("result")
        said = f"raised {type(error).__name__}: {error}"
        wanted = [f"Ada {said}", f"Bob {said}", f"result {type(error).__name__}"]
        if play.ends(["set_exception returned", *wanted]) != ["set_exception returned", *wanted]:
            break
    return play.log


def empty(run: Run) -> list[str]:
    """An empty future is asked, while somebody waits for it."""
    play = Play(run)
    play.awaits("Ada")
    play.tries("result")
    return play.ends(["result InvalidStateError"])


@trial(rounds=2)
def twice(run: Run) -> list[str]:
    """Filled with a result, or an exception, and then again."""
    play, error = Play(run), KeyError("burnt")
    play.adds("callback")
    method, given = (("set_result", "soup"), ("set_exception", error))[run.round]
    play.fills(method, given)
    play.tries("set_result", "salad")
    play.tries("set_exception", OSError("cold"))
    play.awaits("Ada")
    refused = ["set_result InvalidStateError", "set_exception InvalidStateError"]
    got = "Ada raised KeyError: 'burnt'" if run.round else "Ada got 'soup'"
    return play.ends([f"{method} returned", "callback called", *refused, got])


def callbacks(run: Run) -> list[str]:
    """Two callbacks before it is filled, one of them twice, and one afterwards."""
    play = Play(run)
    for name in ("first", "second", "first"):
        play.adds(name)
    play.fills("set_result", "soup")
    play.adds("third")
    play.loop.run()
    called = [f"{name} called" for name in ("first", "second", "first", "third")]
    return play.ends(["set_result returned", *called])


@trial(rounds=2)
def anything(run: Run) -> list[str]:
    """A plain result, then odd ones, up to the first that goes wrong."""
    for value in [*odd_values(run.draw, 7), *SENTINELS] if run.round else ["soup"]:
        play, got = Play(run), f"got {value!r}"
        play.awaits("Ada")
        play.fills("set_result", value)
        play.awaits("Bob")
        play.tries("result")
        play.tries("set_result", "salad")
        wanted = ["set_result returned", f"Ada {got}", f"Bob {got}"]
        wanted += [f"result returned {value!r}", "set_result InvalidStateError"]
        if play.ends(wanted) != wanted:
            break
    return play.log


def differs(name: str) -> Callable[[Any], bool]:
    """Did the trial of this name go another way?"""
    return lambda f: not f[name].right


AWAIT = """
    `await x` runs x.__await__(); what that yields comes out of the loop's send.
    A generator method: it yields the future itself if it is not done, then returns its result.
    if it is not done: yield self. Then return what result() returns."""
CALLBACK = """
    Whoever waits has left a callback; the future calls nothing itself, it tells the loop.
    set_result and set_exception hand every callback to call_soon, with the future.
    A loop over a list of callbacks: self.loop.call_soon with the callback and self."""
FLAG = """
    Any object is a fine result, so no value can mean `empty`.
    Keep a flag of its own that says if the future is done.
    self.done = False in __init__, True when it is filled; ask that, not the value."""
ERROR = """
    A future holds a result or an exception; await gives the one and raises the other.
    Keep the exception in an attribute of its own, not as the result.
    result(): if there is an exception, raise it; otherwise return the value."""
WAITS = "waits until the future is filled"
BY_LOOP = "called by the loop, by way of `call_soon`"
GIVES = "gives its result"

CHECK = check(
    *(methods, one, several, done_before, failing, empty, twice, callbacks, anything),
    rules=(
        rule(
            "MISSING_METHOD",
            lambda f: f.methods.missing,
            f"""
            promise {WAITS}
            seen    Future has not all of its methods; missing: {{methods.missing}}
            next    give the class each of these methods, under this name.
            hint    The loop, and whoever fills the future, call it by the names of the task.
            hint    Compare the names in your class with those in the task.
            hint    `await` looks for __await__, with two underscores on either side.""",
        ),
        rule(
            "NOT_AWAITABLE",
            lambda f: f.one.before and "TypeError" in f.one.before[0],
            f"""
            promise {WAITS}
            seen    {{one.before[0]}}
            wanted  an object that `await` accepts: __await__ gives an iterator
            next    make __await__ a generator: `def`, with a `yield` in it.""",
            AWAIT,
        ),
        rule(
            "BAD_YIELD",
            lambda f: f.one.bad_yield,
            f"""
            promise {WAITS}
            seen    while it was empty, await yielded {{one.bad_yield}} to the loop
            wanted  the future itself: the loop asks what it gets for a callback
            next    yield self.""",
            AWAIT,
        ),
        rule(
            "DOES_NOT_WAIT",
            lambda f: f.one.before or f.one.endless,
            f"""
            promise {WAITS}
            seen    nobody had filled the future, and the coroutine did not wait: {{one.before}}
            next    yield to the loop as long as the future is empty; it calls back once done.""",
            AWAIT,
        ),
        rule(
            "NEVER_WAKES",
            lambda f: not any("Ada" in line for line in f.one.value),
            f"""
            promise {GIVES}
            seen    Ada awaited the future, and it was filled; she never went on
            wanted  she goes on with the result
            next    hand the callbacks that were added to the loop.""",
            CALLBACK,
        ),
        rule(
            "CALLED_AT_ONCE",
            lambda f: any(" inside " in line for line in [*f.one.value, *f.callbacks.value]),
            f"""
            promise {BY_LOOP}
            seen    a callback, or a waiting coroutine, ran inside your call of set_result or
                    add_done_callback
            next    give them to loop.call_soon, and do not call them.""",
            CALLBACK,
        ),
        usual.zero_lost("anything", "Any object may be a result", hints=FLAG),
        usual.no_result("one", GIVES, hints=AWAIT),
        usual.wrong_order("several", "in the order in which they came", hints=CALLBACK),
        rule(
            "ONE_WAITER_ONLY",
            differs("several"),
            """
            promise several waiters
            seen    several coroutines await one future; after set_result('soup'):
                    {several.value}
            wanted  {several.wanted}
            next    keep every callback, in the order in which they came.""",
            CALLBACK,
        ),
        rule(
            "DONE_BEFORE",
            differs("done_before"),
            """
            promise also if it was done before
            seen    filled first, then awaited by Ada and by Bob: {done_before.value}
            wanted  {done_before.wanted}
            next    a future that is done has nothing to wait for.
            hint    After set_result nobody will hand over the callbacks again.
            hint    __await__ looks first if the future is done, and then does not yield.
            hint    if it is not done: yield self. Then return what result() returns.""",
        ),
        rule(
            "ERROR_LOST",
            differs("failing"),
            """
            promise raises its exception
            seen    awaited by Ada, filled, awaited by Bob, asked for its result:
                    {failing.value}
            wanted  {failing.wanted}
            next    keep the exception, and have result() raise it.""",
            ERROR,
        ),
        rule(
            "ASKED_TOO_EARLY",
            differs("empty"),
            """
            promise `result()` on an empty one
            seen    an empty future was asked: {empty.value}
            wanted  {empty.wanted}
            next    look first if it is filled.""",
            FLAG,
        ),
        rule(
            "SET_TWICE",
            differs("twice"),
            """
            promise a second time they raise
            seen    with a callback, filled, filled again in both ways, awaited:
                    {twice.value}
            wanted  {twice.wanted}
            next    look in both, set_result and set_exception, if it is filled already.""",
            FLAG,
        ),
        rule(
            "CALLBACK_LOST",
            differs("callbacks"),
            """
            promise once the future is done, or if it is
            seen    callbacks: first, second, first again; filled; then a third one:
                    {callbacks.value}
            wanted  {callbacks.wanted}
            next    hand each to the loop, with the future; at once if it is done already.""",
            CALLBACK,
        ),
        usual.no_result("anything", GIVES, hints=FLAG),
    ),
    praise="waiters, late waiters, exceptions and callbacks all served",
)
