"""03.d: a future of the learner's own, on a loop that steps coroutines and records."""

from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from helpers.grading.answer import Answer, Call
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

METHODS = ("set_result", "set_exception", "result", "add_done_callback", "__await__")
MOST_CALLS = 1000  # of a program of a dozen steps; beyond it goes round for ever


class Loop:
    """The exercise's loop; it notes what it is handed, and ends a program that never ends."""

    def __init__(self) -> None:
        self.ready: deque = deque()
        self.calls, self.bad_yield = 0, ""

    def call_soon(self, callback: Callable, *args: Any) -> None:
        self.ready.append((callback, args))

    def run(self) -> None:
        """Run until nothing is ready."""
        while self.ready and self.calls < MOST_CALLS:
            self.calls += 1
            callback, args = self.ready.popleft()
            callback(*args)

    def create_task(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Step the coroutine whenever the future that it yielded is done."""

        def step(_: Any = None) -> None:
            try:
                future = coroutine.send(None)
            except StopIteration:
                return
            if hasattr(future, "add_done_callback"):
                future.add_done_callback(step)
            else:
                self.bad_yield = repr(future)[:60]

        self.call_soon(step)


class Trial:
    """A future on a loop of its own, and a log of what its waiters and callbacks saw."""

    def __init__(self, answer: Answer) -> None:
        self.loop = Loop()
        self.future = answer.value(self.loop)
        self.log: list[str] = []

    def await_it(self, name: str) -> None:
        """Let a coroutine await the future, and run the loop until nothing is ready."""
        self.loop.create_task(self._wait(name))
        self.loop.run()

    async def _wait(self, name: str) -> None:
        try:
            value = await self.future
        except Exception as error:
            self.log.append(f"{name} raised {type(error).__name__}: {error}")
        else:
            self.log.append(f"{name} got {value!r}")

    def callback(self, name: str) -> Callable[..., None]:
        """Return a callback that notes if it was called with the future."""

        def called(*args: Any) -> None:
            right = len(args) == 1 and args[0] is self.future
            self.log.append(name if right else f"{name} with {len(args)} arguments, not (future)")

        return called

    def done(self, words: str) -> list[str]:
        """Note `words`, run the loop until nothing is ready, and return the log."""
        self.log.append(words)
        self.loop.run()
        return self.log


def gather_future(answer: Answer) -> dict[str, Any]:
    """One waiter first; if that goes well, everything else that a future is asked for."""
    missing = [name for name in METHODS if not callable(getattr(answer.value, name, None))]
    call = Call() if missing else answer.call(Trial, answer)
    if missing or call.error:
        return {"missing": missing, "error": call.error}
    trial = call.value
    trial.await_it("a waiter")
    before = list(trial.log)
    facts = {"error": None, "before": before, "bad_yield": trial.loop.bad_yield}
    facts["endless"] = trial.loop.calls >= MOST_CALLS
    if before or facts["bad_yield"] or facts["endless"]:
        return facts
    trial.future.set_result("soup")
    facts["one"] = trial.done("set_result returned")
    facts["result"] = repr(trial.future.result())
    if facts["one"] == ["set_result returned", "a waiter got 'soup'"]:
        for name, trial_of in TRIALS.items():
            facts[name] = trial_of(answer)
    return facts


def _two(answer: Answer) -> list[str]:
    trial = Trial(answer)
    trial.await_it("Ada")
    trial.await_it("Bob")
    trial.future.set_result("soup")
    return trial.done("set")


def _done_before(answer: Answer) -> list[str]:
    trial = Trial(answer)
    trial.future.set_result("soup")
    trial.await_it("Ada")
    trial.await_it("Bob")
    return trial.log


def _failing(answer: Answer) -> list[str]:
    trial = Trial(answer)
    trial.await_it("Ada")
    trial.future.set_exception(KeyError("soup"))
    trial.done("set")
    trial.await_it("Bob")
    return trial.log[1:]


def _early(answer: Answer) -> str:
    return _said(answer.call(Trial(answer).future.result))


def _twice(answer: Answer) -> list[str]:
    future = Trial(answer).future
    future.set_result("soup")
    again = _said(answer.call(future.set_result, "salad"))
    failed = _said(answer.call(future.set_exception, KeyError("burnt")))
    kept = answer.call(future.result)
    return [again, failed, repr(kept.value)[:40] if kept.error is None else _said(kept)]


def _said(call: Call) -> str:
    return call.error["type"] if call.error else f"nothing, and gave {call.value!r:.40}"


def _callbacks(answer: Answer) -> list[str]:
    trial = Trial(answer)
    for name in ("first", "second"):
        trial.future.add_done_callback(trial.callback(name))
    trial.future.set_result("soup")
    trial.done("set")
    trial.future.add_done_callback(trial.callback("third"))
    return trial.done("added to a future that is done")


def _nothing(answer: Answer) -> list[str]:
    trial = Trial(answer)
    trial.await_it("Ada")
    trial.future.set_result(None)
    trial.loop.run()
    trial.await_it("Bob")
    return [*trial.log, _said(answer.call(trial.future.set_result, "salad"))]


TRIALS = {
    "two": _two,
    "done_before": _done_before,
    "failing": _failing,
    "early": _early,
    "twice": _twice,
    "callbacks": _callbacks,
    "nothing": _nothing,
}
WANTED: dict[str, Any] = {
    "two": ["set", "Ada got 'soup'", "Bob got 'soup'"],
    "done_before": ["Ada got 'soup'", "Bob got 'soup'"],
    "failing": ["Ada raised KeyError: 'soup'", "Bob raised KeyError: 'soup'"],
    "early": "InvalidStateError",
    "twice": ["InvalidStateError", "InvalidStateError", "'soup'"],
    "callbacks": ["set", "first", "second", "added to a future that is done", "third"],
    "nothing": ["Ada got None", "Bob got None", "InvalidStateError"],
}


def _differs(name: str) -> Callable[[Any], bool]:
    return lambda f: f[name] != WANTED[name] if name in f else False


AWAIT_HINTS = (
    "`await x` runs x.__await__(); what that yields comes out of the loop's send.",
    "A generator method: it yields the future itself if it is not done, then returns its result.",
    "if it is not done: yield self. Then return what result() returns.",
)
CALLBACK_HINTS = (
    "Whoever waits has left a callback; the future calls nothing itself, it tells the loop.",
    "set_result and set_exception hand every callback to call_soon, with the future.",
    "A loop over the callbacks: self.loop.call_soon with the callback and self.",
)
FLAG_HINTS = (
    "None is a fine result, so it cannot mean `empty`.",
    "Keep a flag of its own that says if the future is done.",
    "self.done = False in __init__, True when it is filled; ask that, not the value.",
)

RULES = (
    Rule(
        "MISSING_METHOD",
        lambda f: f.missing,
        seen="Future has no method {missing}",
        wanted="set_result, set_exception, result, add_done_callback and __await__",
        next="give the class each of these methods, under this name.",
        hints=(
            "The loop, and whoever fills the future, call it by the names that the task gives.",
            "Compare the names in your class with those in the task.",
            "`await` looks for __await__, with two underscores on either side.",
        ),
    ),
    Rule(
        "NOT_AWAITABLE",
        lambda f: f.before and "TypeError" in f.before[0],
        seen="{before[0]}",
        wanted="an object that `await` accepts: __await__ gives an iterator",
        next="make __await__ a generator: `def`, with a `yield` in it.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "BAD_YIELD",
        lambda f: f.bad_yield,
        seen="while it was empty, await yielded {bad_yield} to the loop",
        wanted="the future itself: the loop asks what it gets for a callback",
        next="yield self.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "DOES_NOT_WAIT",
        lambda f: f.before or f.endless,
        seen="nobody had filled the future, and the coroutine did not wait: {before}",
        wanted="await on an empty future waits until it is filled",
        next="yield to the loop as long as the future is empty, and let it call back once done.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "NEVER_WAKES",
        lambda f: f.one == ["set_result returned"],
        seen="set_result was called; the coroutine that awaited the future never went on",
        wanted="it goes on with the result",
        next="hand the callbacks that were added to the loop.",
        hints=CALLBACK_HINTS,
    ),
    Rule(
        "CALLED_AT_ONCE",
        lambda f: (
            (f.one and len(f.one) > 1 and f.one[-1] == "set_result returned")
            or ("third" in (f.callbacks or []) and f.callbacks[-1] != "third")
        ),
        seen="a callback, or a waiting coroutine, ran inside your call of set_result or\n"
        "add_done_callback",
        wanted="they run later, from the loop",
        next="give them to loop.call_soon, and do not call them.",
        hints=CALLBACK_HINTS,
    ),
    Rule(
        "WRONG_RESULT",
        lambda f: (
            not f.error
            and (f.one != ["set_result returned", "a waiter got 'soup'"] or f.result != "'soup'")
        ),
        seen="after set_result('soup'): {one}; result() gives {result}",
        wanted="await and result() both give 'soup'",
        next="return the result, from result() and from __await__.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "ONE_WAITER_ONLY",
        _differs("two"),
        seen="Ada and Bob await the same future; after set_result('soup'): {two}",
        wanted="both get 'soup', Ada first",
        next="keep every callback, in the order in which they came.",
        hints=(
            "Several coroutines may wait for one future; each leaves a callback of its own.",
            "Keep the callbacks in a list, and hand all of them to the loop.",
            *CALLBACK_HINTS[2:],
        ),
    ),
    Rule(
        "DONE_BEFORE",
        _differs("done_before"),
        seen="filled first, awaited then, by Ada and by Bob: {done_before}",
        wanted="both get 'soup' at once",
        next="a future that is done has nothing to wait for.",
        hints=(
            "After set_result nobody will hand over the callbacks again.",
            "__await__ looks first if the future is done, and then does not yield.",
            *AWAIT_HINTS[2:],
        ),
    ),
    Rule(
        "EXCEPTION_LOST",
        _differs("failing"),
        seen="after set_exception(KeyError('soup')): {failing}",
        wanted="Ada, who waited, and Bob, who came later, both get KeyError raised",
        next="keep the exception, and have result() raise it.",
        hints=(
            "A future holds a result or an exception; await gives the one and raises the other.",
            "Keep the exception in an attribute of its own, not as the result.",
            "result(): if there is an exception, raise it; otherwise return the value.",
        ),
    ),
    Rule(
        "TOO_EARLY",
        _differs("early"),
        seen="result() of an empty future raised {early}",
        wanted="asyncio.InvalidStateError",
        next="look first if it is filled.",
        hints=FLAG_HINTS,
    ),
    Rule(
        "SET_TWICE",
        _differs("twice"),
        seen="filled a second time, with a result, with an exception, and asked: {twice}",
        wanted="InvalidStateError twice, and the first result stays",
        next="look in both, set_result and set_exception, if it is filled already.",
        hints=FLAG_HINTS,
    ),
    Rule(
        "NONE_IS_EMPTY",
        _differs("nothing"),
        seen="after set_result(None), awaited before and after, and set again: {nothing}",
        wanted="None is a result: Ada and Bob get it, and a second set_result raises",
        next="do not take the value as the sign that it is filled.",
        hints=FLAG_HINTS,
    ),
    Rule(
        "CALLBACK_LOST",
        _differs("callbacks"),
        seen="two callbacks before set_result, one after it: {callbacks}",
        wanted="all three are called, in this order, each with the future",
        next="a future that is done hands a new callback to the loop at once.",
        hints=CALLBACK_HINTS,
    ),
)

CHECK = Check(gather_future, RULES, "waiters, late waiters, exceptions and callbacks all served")
