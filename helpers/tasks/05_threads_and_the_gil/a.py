"""05.a: a call in a thread of its own, whose result or exception reaches the caller."""

import threading
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

ODD = 7  # rounds with values that an `if` or an `isinstance` mistakes


def called(run: Run, outcome: Outcome) -> Any:
    """Let the answer call a function with two arguments; note what that got, and in what thread."""
    got: list[list[Any]] = []
    own, strays = threading.current_thread(), []
    double = run.blocking("function", outcome)

    def function(*args: Any) -> Any:
        got.append(list(args))
        strays.extend(own.name for thread in [threading.current_thread()] if thread is own)
        return double(*args)

    sent = [["Oslo", 3]]
    try:
        return run.answer(function, *sent[0])
    finally:
        run.note(sent=sent, got=got, times=len(got), strays=strays)


@trial(rounds=1 + ODD)
def good(run: Run) -> Any:
    """The function returns something: a text at first, then what an `if` mistakes."""
    odd = odd_values(run.draw, 1)[0]
    value = "map of Oslo" if run.round == 0 else odd
    run.note(wanted=value)
    return called(run, gives(value, after=2.0))


@trial(rounds=3, raises=True)
def failing(run: Run) -> Any:
    """The function raises."""
    error = LookupError("no map") if run.round == 0 else errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    return called(run, fails(error, after=2.0))


KEEP = """
    An exception stays in its thread: join() neither raises nor returns it.
    Catch it in the function that the thread runs, and keep it where the caller can find it.
    A second list, for errors; after join(), raise what is in it."""
START = """
    Thread(target=f) takes the function itself; f() would run it here and now.
    thread.start() begins a thread, thread.join() waits for its end.
    Give the thread a small function of your own that calls `function(*args)`."""
DELIVER = """
    Whoever waits for an outcome waits for ever, if none comes when the call raises.
    Let the thread deliver something in any case: a result or an error.
    Put something both in the try block and in the except block; or join the thread instead."""
RETURNS = "returns what the call returned"
RAISES = "it raises that same exception"

# fmt: off
CHECK = check(
    *(good, failing),
    rules=(
        usual.is_async("good", RETURNS),
        rule("NOT_IN_A_THREAD", lambda f: f.good.strays, """
            promise in a thread of its own
            seen    the function was called on the caller's own thread
            next    give a thread something to call, and start it.""", START),
        rule("CALLED_TWICE", lambda f: f.good.times > 1, """
            promise calls `function(*args)` once
            seen    the function was called {good.times} times
            next    find the second call.""", START),
        usual.left_behind("good failing", "its thread has ended"),
        usual.arguments_lost("good", "calls `function(*args)` once", hints=START),
        usual.zero_lost("good", "whatever that is"),
        usual.no_result("good", RETURNS),
        usual.deadlock("failing", "waits until the call has ended", code="ERROR_NOT_DELIVERED",
            hints=DELIVER),
        rule("ERROR_AS_RESULT", lambda f: f.failing.due_error in f.failing.shown, f"""
            promise {RAISES}
            seen    the call raised {{failing.due_error}}; {{name}} {{failing.said}}
            next    an exception that is returned is easily overlooked: raise it.""", KEEP),
        usual.error_lost("failing", RAISES, wanted="{due_error}", hints=KEEP),
    ),
    praise="what the call returned came back, and so did what it raised",
    version=3,  # another task had this letter before
)
