"""03.d: a future of the learner's own, on a loop that steps coroutines, beside one of asyncio."""

import asyncio
import contextlib
import itertools
import random
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule
from helpers.grading.verdict import Rule
from helpers.virtual_time import VirtualTimeError

__all__ = ["CHECK"]

MOST_CALLS = 1000  # of a program of a dozen steps; beyond it goes round for ever


class Model(asyncio.Future):
    """What the learner's future is to do; awaited on any loop."""

    def __await__(self) -> Iterator["Model"]:
        if not self.done():
            yield self
        return self.result()


class Loop:
    """The exercise's loop with a future, and a log of what its waiters and callbacks saw."""

    def __init__(self, future: Callable[["Loop"], Any]) -> None:
        self.ready, self.log, self.calls = deque(), [], itertools.count()
        self.inside, self.callbacks = "", {}
        self.get_debug = bool  # which a future of asyncio asks
        self.future = future(self)

    def call_soon(self, callback: Callable, *args: Any, **_: Any) -> None:
        self.ready.append((callback, args))

    def run(self) -> None:
        """Run until nothing is ready, or for too long."""
        while self.ready and next(self.calls) < MOST_CALLS:
            callback, args = self.ready.popleft()
            callback(*args)

    def play(self, method: str, *args: Any) -> None:
        """Call a method of the future, or let coroutines of these names await it; run the loop."""
        before = len(self.log)
        if method == "await":
            for name in args:
                self.call_soon(self._step, name, self._wait(name))
        else:
            self._call(method, *args)
        self.run()
        if len(self.log) == before and method == "await":
            self.log.append("calls the loop for ever" if self.ready else "waits")

    def _call(self, method: str, *args: Any) -> None:
        if method == "add_done_callback":  # of one name: one object
            args = (self.callbacks.setdefault(args[0], partial(self._called, args[0])),)
        with self._saying(method):
            self.inside = f" inside {method}"
            value = getattr(self.future, method)(*args)
            self.inside = ""
            if method != "add_done_callback":
                self.log.append(f"{method} returned{f' {value!r}' if method == 'result' else ''}")

    def _called(self, name: str, *args: Any) -> None:
        wrong = "" if len(args) == 1 and args[0] is self.future else f", but with {args}"
        self.log.append(f"{name} called{wrong}{self.inside}")

    async def _wait(self, name: str) -> None:
        with self._saying(name):
            self.log.append(f"{name} got {await self.future!r}{self.inside}")

    def _step(self, name: str, coroutine: Any, *_: Any) -> None:
        if coroutine.cr_frame is None:  # it has ended
            return
        with contextlib.suppress(StopIteration):
            future = coroutine.send(None)
            if hasattr(future, "add_done_callback"):
                future.add_done_callback(partial(self._step, name, coroutine))
            else:
                self.log.append(f"{name} yielded {future!r:.60}")

    @contextlib.contextmanager
    def _saying(self, who: str) -> Iterator[None]:
        try:
            yield
        except (NameError, AttributeError, VirtualTimeError):
            raise  # a slip of the learner's, which has a line; or the run's end
        except Exception as error:
            self.inside = ""
            state = isinstance(error, asyncio.InvalidStateError)  # words of its own
            self.log.append(f"{who} raised {type(error).__name__}{'' if state else f': {error}'}")


def playing(name: str, *programs: list[tuple]) -> Callable[[Run], list[str]]:
    """Return a trial: programs, with the learner's future and a right one, up to a difference."""

    def program(run: Run) -> list[str]:
        for number, steps in enumerate(programs):
            loops = Loop(run.answer), Loop(lambda loop: Model(loop=loop))
            for step, loop in itertools.product(steps, loops):
                loop.play(*step)
            log, wanted = (loop.log for loop in loops)
            run.note(wanted=wanted, said=f"gave: {', '.join(log)}", round=number)
            if log != wanted:
                break
        return log

    program.__name__ = name
    return program


DRAW = random.Random("03.d")
SOUP, SALAD, RESULT = ("set_result", "soup"), ("set_result", "salad"), ("result",)
ADA, BOB, MANY = ("await", "Ada"), ("await", "Bob"), ("await", *(f"waiter {n}" for n in range(40)))
FIRST, SECOND, THIRD = (("add_done_callback", name) for name in ("first", "second", "third"))
BURNT, *FAILS = (("set_exception", error) for error in errors(DRAW, 7))
ODD = [*odd_values(DRAW, 7), -1, ..., NotImplemented, True, (), "empty", ValueError]
one = playing("one", [ADA, SOUP, RESULT, RESULT])
several = playing("several", [("await", "Ada", "Bob"), SOUP], [MANY, SOUP])
done_before = playing("done_before", [SOUP, ADA, BOB])
failing = playing("failing", *([ADA, fails, BOB, RESULT] for fails in FAILS))
empty = playing("empty", [ADA, RESULT])
twice = playing("twice", *([FIRST, fill, SALAD, BURNT, ADA] for fill in (SOUP, FAILS[0])))
callbacks = playing("callbacks", [FIRST, SECOND, FIRST, SOUP, THIRD])
anything = playing(
    "anything", *([ADA, ("set_result", x), BOB, RESULT, SALAD] for x in ["soup", *ODD])
)
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


def differs(code: str, t: str, promise: str, what: str, next: str, hints: str) -> Rule:
    """In the trial `t`, `what` went another way than with a future of asyncio."""
    words = f"promise {promise}\nseen {what}:\n{{{t}.value}}\nwanted {{{t}.wanted}}\nnext {next}"
    return rule(code, lambda f: not f[t].right, words, hints)


# fmt: off
CHECK = check(
    *(one, several, done_before, failing, empty, twice, callbacks, anything),
    rules=(
        rule("DOES_NOT_WAIT", lambda f: f.one.value[0] != "waits", """
            promise waits until the future is filled
            seen    Ada awaited an empty future, and did not wait; {one.value[0]}
            next    make __await__ a generator: as long as it is empty, it yields the future itself,
                    which the loop asks to call back.""", AWAIT),
        rule("NEVER_WAKES", lambda f: not any("Ada" in line for line in f.one.value), f"""
            promise {GIVES}
            seen    Ada awaited the future, and it was filled; she never went on
            next    hand the callbacks that were added to the loop.""", CALLBACK),
        rule("CALLED_AT_ONCE",
            lambda f: any(" inside " in line for line in [*f.one.value, *f.callbacks.value]), """
            promise called by the loop, by way of `call_soon`
            seen    a callback, or a waiting coroutine, ran inside your call of set_result or
                    add_done_callback
            next    give them to loop.call_soon, and do not call them.""", CALLBACK),
        usual.zero_lost("anything", "Any object may be a result", hints=FLAG),
        usual.no_result("one", GIVES, hints=AWAIT),
        differs("SEVERAL_WAITERS", "several", "several waiters, in the order in which they came",
            "several coroutines await one future; after set_result('soup')",
            "keep every callback, in the order in which they came.", CALLBACK),
        differs("DONE_BEFORE", "done_before", "also if it was done before",
            "filled first, then awaited by Ada and by Bob",
            "a future that is done has nothing to wait for: no yield then.", AWAIT),
        differs("ERROR_LOST", "failing", "raises its exception",
            "awaited by Ada, filled, awaited by Bob, asked for its result",
            "keep the exception, and have result() raise it.", FLAG),
        differs("ASKED_TOO_EARLY", "empty", "`result()` on an empty one",
            "an empty future was awaited, and asked", "look first if it is filled.", FLAG),
        differs("CALLBACK_LOST", "callbacks", "once the future is done, or if it is",
            "callbacks: first, second, first again; filled; then a third one",
            "hand each to the loop, with the future; at once if it is done already.", CALLBACK),
        differs("SET_TWICE", "twice", "a second time they raise",
            "with a callback, filled, filled again in both ways, awaited",
            "look in both, set_result and set_exception, if it is filled already.", FLAG),
        usual.no_result("anything", GIVES, hints=FLAG),
    ),
    praise="waiters, late waiters, exceptions and callbacks all served",
)
