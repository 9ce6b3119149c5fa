"""03.d: a future of the learner's own, on a loop that steps coroutines and records."""

from collections.abc import Callable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .plays import (
    anything,
    callbacks,
    done_before,
    empty,
    failing,
    methods,
    one,
    several,
    twice,
)

__all__ = ["CHECK"]


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

# fmt: off
CHECK = check(
    *(methods, one, several, done_before, failing, empty, twice, callbacks, anything),
    rules=(
        rule("MISSING_METHOD", lambda f: f.methods.missing, f"""
            promise {WAITS}
            seen    Future has not all of its methods; missing: {{methods.missing}}
            next    give the class each of these methods, under this name.
            hint    The loop, and whoever fills the future, call it by the names of the task.
            hint    Compare the names in your class with those in the task.
            hint    `await` looks for __await__, with two underscores on either side."""),
        rule("NOT_AWAITABLE", lambda f: f.one.before and "TypeError" in f.one.before[0], f"""
            promise {WAITS}
            seen    {{one.before[0]}}
            wanted  an object that `await` accepts: __await__ gives an iterator
            next    make __await__ a generator: `def`, with a `yield` in it.""", AWAIT),
        rule("BAD_YIELD", lambda f: f.one.bad_yield, f"""
            promise {WAITS}
            seen    while it was empty, await yielded {{one.bad_yield}} to the loop
            wanted  the future itself: the loop asks what it gets for a callback
            next    yield self.""", AWAIT),
        rule("DOES_NOT_WAIT",
            lambda f: f.one.before, f"""
            promise {WAITS}
            seen    nobody had filled the future, and the coroutine did not wait: {{one.before}}
            next    yield to the loop as long as the future is empty; it calls back once done.""",
            AWAIT),
        rule("NEVER_WAKES", lambda f: not any("Ada" in line for line in f.one.value), f"""
            promise {GIVES}
            seen    Ada awaited the future, and it was filled; she never went on
            wanted  she goes on with the result
            next    hand the callbacks that were added to the loop.""", CALLBACK),
        rule("CALLED_AT_ONCE",
            lambda f: any(" inside " in line for line in [*f.one.value, *f.callbacks.value]), f"""
            promise {BY_LOOP}
            seen    a callback, or a waiting coroutine, ran inside your call of set_result or
                    add_done_callback
            next    give them to loop.call_soon, and do not call them.""", CALLBACK),
        usual.zero_lost("anything", "Any object may be a result", hints=FLAG),
        usual.no_result("one", GIVES, hints=AWAIT),
        rule("WRONG_ORDER", lambda f: f.several.reordered, """
            promise in the order in which they came
            seen    after set_result('soup'): {several.value}
            wanted  {several.wanted}
            next    hand the callbacks over in the order in which they were added.""", CALLBACK),
        rule("ONE_WAITER_ONLY", differs("several"), """
            promise several waiters
            seen    several coroutines await one future; after set_result('soup'):
                    {several.value}
            wanted  {several.wanted}
            next    keep every callback, in the order in which they came.""", CALLBACK),
        rule("DONE_BEFORE", differs("done_before"), """
            promise also if it was done before
            seen    filled first, then awaited by Ada and by Bob: {done_before.value}
            wanted  {done_before.wanted}
            next    a future that is done has nothing to wait for: no yield then.""", AWAIT),
        rule("ERROR_LOST", differs("failing"), """
            promise raises its exception
            seen    awaited by Ada, filled, awaited by Bob, asked for its result:
                    {failing.value}
            wanted  {failing.wanted}
            next    keep the exception, and have result() raise it.""", ERROR),
        rule("ASKED_TOO_EARLY", differs("empty"), """
            promise `result()` on an empty one
            seen    an empty future was asked: {empty.value}
            wanted  {empty.wanted}
            next    look first if it is filled.""", FLAG),
        rule("CALLBACK_LOST",
            differs("callbacks"), """
            promise once the future is done, or if it is
            seen    callbacks: first, second, first again; filled; then a third one:
                    {callbacks.value}
            wanted  {callbacks.wanted}
            next    hand each to the loop, with the future; at once if it is done already.""",
            CALLBACK),
        rule("SET_TWICE", differs("twice"), """
            promise a second time they raise
            seen    with a callback, filled, filled again in both ways, awaited:
                    {twice.value}
            wanted  {twice.wanted}
            next    look in both, set_result and set_exception, if it is filled already.""", FLAG),
        usual.no_result("anything", GIVES, hints=FLAG),
    ),
    praise="waiters, late waiters, exceptions and callbacks all served",
)
