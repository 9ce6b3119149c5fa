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
from helpers.grading.kit import Run, check
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
    ("CALLBACK_LOST", "once the future is done, or if it is",
        "callbacks: first, second, first again; filled; then a third one",
        "hand each to the loop, with the future; at once if it is done already.", CALLBACK,
        [[FIRST, SECOND, FIRST, SOUP, THIRD]]),
    ("SET_TWICE", "a second time they raise",
        "with a callback, filled, filled again in both ways, awaited",
        "look in both, set_result and set_exception, if it is filled already.", FLAG,
        [[FIRST, fill, SALAD, BURNT, ADA] for fill in (SOUP, FAILS[0])]),
    ("ZERO_LOST", "Any object may be a result", "filled with a value that is no soup",
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
        usual.of_sort("CALLED_AT_ONCE", "played", "called by the loop, by way of `call_soon`",
            "nothing is to run inside of your methods: hand it to loop.call_soon.", CALLBACK),
        *(usual.of_sort(code, "played", promise, next_, hints)
            for code, promise, _, next_, hints, _ in MISTAKES),
    ),
    praise="waiters, late waiters, exceptions and callbacks all served",
)
