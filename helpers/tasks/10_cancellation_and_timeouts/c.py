"""10.c: a function in a thread, with a time limit at whose end the thread has ended, too."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, each, rule, trial

__all__ = ["CHECK"]

PARTS, LIMIT = 8, 2.5  # a part takes a second, so a function that was asked at 2.5 s ends at 3.0
REPORT, UNFINISHED = gives("report"), gives("unfinished")


def function_of(
    run: Run, parts: int, end: Outcome = REPORT, told: Outcome = UNFINISHED
) -> Callable[..., Any]:
    """Return a function that looks before each part; it ends with `end`, or with `told`."""

    def function(stopped: Callable[[], bool], *args: Any) -> Any:
        seen = []
        with run.journal.call("function", *args):
            try:
                for _ in range(parts):
                    seen.append(bool(stopped()))
                    if seen[-1]:
                        break
                    time.sleep(1)
            finally:
                run.note(told=any(seen), over=run.now(), parts=len(seen) - any(seen))
            return (told if any(seen) else end).result()

    return function


@trial(rounds=4)
async def done(run: Run) -> Any:
    """The function ends in time, with all kinds of values."""
    value = odd_values(run.draw, 4)[run.round] if run.round else "report"
    run.note(wanted=value, due=2.0, to_ask=["Oslo"], sent=["Oslo", 7])
    found = await run.call(LIMIT, function_of(run, 2, gives(value)), "Oslo", 7)
    run.note(got=[arg for call in run.journal.calls() for arg in call.args])
    return found


@trial(raises=True)
async def failing(run: Run) -> Any:
    """The function fails in time."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__, due=1.0)
    return await run.call(LIMIT, function_of(run, 1, fails(error)))


@trial(rounds=2, raises=True)
async def late(run: Run) -> Any:
    """The function is still at work when the limit passes; asked, it returns, then it raises."""
    run.note(due=3.0, told=False, over=0.0, parts=0, ask="the limit passed at 2.5 s")
    told = fails(errors(run.draw, 1)[0]) if run.round else UNFINISHED
    return await run.call(LIMIT, function_of(run, PARTS, told=told))


@trial(cancel_at=1.5)
async def stopped(run: Run) -> Any:
    """Cancelled from outside, long before the limit."""
    run.note(due=2.0, told=False, over=0.0, parts=0, ask="it was cancelled at 1.5 s")
    return await run.call(LIMIT + 60, function_of(run, PARTS))


async def together(run: Run) -> Any:
    """Two calls at once: one passes its limit, the other has time."""
    run.note(wanted="report")
    short = run.ended(run.call(0.5, function_of(run, PARTS)))
    long = run.ended(run.call(60.0, function_of(run, 4)))
    _, end = await asyncio.gather(short, long)
    return end.value


TELL = """
    Nothing stops a thread from outside; a function that looks has to be told.
    An Event of your own for each call; hand its is_set to the function as `stopped`.
    Set the event wherever you stop waiting: when the limit passes, and when you are cancelled."""
OUTLAST = """
    A cancelled wait for a thread is over at once, while the thread goes on.
    Keep the wait for the thread apart, as a task, and keep cancellations away from it.
    create_task(to_thread(…)), await a shield of it; after the event is set, asyncio.wait([it])."""
RAISE_YOURS = """
    Once the limit has passed, what the function gives does not matter any more.
    asyncio.wait waits for the end of a task, and raises and returns nothing of it.
    except TimeoutError: set the event, wait for the job's end, and then `raise`."""
OF_ITS_OWN = """
    What is made in the module, or as a default argument, is made once, for all calls.
    An event that is set stays set, for everybody who looks at it.
    Make the event in the body of call_within, anew in each call."""
IN_THREAD, FREE = "once, in a thread", "the event loop goes on meanwhile"
RETURNS, AFTER = "returns what the function returns", "when the function has then ended"

# fmt: off
CHECK = check(
    *(done, failing, late, stopped, together),
    rules=(
        usual.called_too_early("done", IN_THREAD),
        usual.wrong_thread("done", IN_THREAD),
        usual.blocks_the_loop("done late stopped", FREE),
        usual.returns_awaitable("done", RETURNS),
        usual.not_asked("done", IN_THREAD),
        usual.arguments_lost("done", "it calls `function(stopped, *args)`"),
        rule("ASKED_TOO_SOON", lambda f: f.done.told, """
            promise before that it is false
            seen    the limit is 2.5 s; the function found `stopped()` true before 2.0 s
            next    `stopped` is a function that is asked later; set what it looks at at the end.
            """, TELL),
        usual.zero_lost("done", "whatever that is"),
        usual.no_result("done", RETURNS),
        usual.too_late("done failing", "as soon as the function has ended"),
        usual.error_lost("failing", "raises what it raises", wanted="{due_error}"),
        each("late stopped", "NEVER_TOLD", lambda r: not r.told, """
            promise `stopped()` is true at once
            seen    {T.ask}; {name} {T.said} at {T.took} s,
                    and the function, which looks each second, never found `stopped()` true
            next    tell the function on every way on which you stop waiting.""", TELL),
        each("late stopped", "TOLD_TOO_LATE", lambda r: r.over > r.due, """
            promise `stopped()` is true at once
            seen    {T.ask}; the function, which looks each second, went on until {T.over} s
            next    set the event first, and wait afterwards.""", TELL),
        usual.cancel_swallowed("stopped", "a `CancelledError` comes out", hints=RAISE_YOURS),
        each("late stopped", "ENDS_BEFORE_THE_THREAD", lambda r: r.took < r.over, """
            promise and not before
            seen    {T.ask}; {name} {T.said} at {T.took} s,
                    and the function was at work until {T.over} s
            next    wait for the thread's end after you have told it to stop.""", OUTLAST),
        rule("TIMEOUT_LOST", lambda f: f.late.raised != "TimeoutError", """
            promise a `TimeoutError` comes out
            seen    {late.ask}, and {name} {late.said}
            wanted  TimeoutError, whatever the function returned or raised after that
            next    do not ask for the result of what was told to stop.""", RAISE_YOURS),
        rule("SHARED_STOP", lambda f: not f.together.right, """
            promise each is stopped by its own limit only
            seen    of two calls at once, one passed its limit; the other {together.said}
            wanted  {together.wanted}
            next    let each call make its own event.""", OF_ITS_OWN),
    ),
    praise="asked at 2.5 s, the function stopped after {late.parts} parts; both ended at "
    "{late.took} s",
)
