"""10.a: a task that is ended before a new call, by somebody who may be cancelled meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives, never
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

CLEANUP, FETCH = 4.0, 3.0  # seconds
ENDS = (None, OSError("connection reset"), "a late answer")  # what old ends with; None: cancelled


async def ends_with(request: Callable[[], Awaitable[Any]], end: Any) -> Any:
    """Await the old request; end, once it is cancelled, as told."""
    try:
        await request()
    except asyncio.CancelledError:
        if isinstance(end, Exception):
            raise end from None
        if end is None:
            raise
    return end


async def renewed(run: Run, fetched: Outcome, end: Any = None) -> Any:
    """Call the answer with a task that takes some time to clean up; note when what happened."""
    double = run.awaitable("old", never(cleanup=CLEANUP))
    old = asyncio.create_task(ends_with(double, end), name="old")
    await asyncio.sleep(0)

    def outcome(*_: Any) -> Outcome:
        run.note(early=not old.done())
        return fetched

    run.note(early=False, to_ask=["old", "fetch"], due=CLEANUP + fetched.after)
    try:
        return await run.call(old, run.awaitable("fetch", outcome))
    finally:
        took = run.now()
        cut = [c.end for c in run.journal.calls("old") if c.end is not None and not c.cleaned]
        fetched_at = [call.start for call in run.journal.calls("fetch")]
        run.note(took=took, fetched=fetched_at, cut=cut)
        old.cancel()
        await asyncio.wait([old])
        if not old.cancelled():
            old.exception()


@trial(rounds=6)
async def ending(run: Run) -> Any:
    """The old task ends as cancelled, with an error, with a result; then with other pages."""
    value = odd_values(run.draw, 6)[run.round] if run.round > 2 else "a page"
    end = run.round % 3
    run.note(wanted=value, end=("a cancellation", "an error", "a result")[end])
    return await renewed(run, gives(value, FETCH), ENDS[end])


@trial(raises=True)
async def failing(run: Run) -> Any:
    """The new request fails."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    return await renewed(run, fails(error, FETCH))


@trial(cancel_at=1.0)
async def stopped(run: Run) -> Any:
    """Cancelled while the old task cleans up."""
    return await renewed(run, gives("a page", FETCH))


@trial(cancel_at=5.0)
async def fetching(run: Run) -> Any:
    """Cancelled while the new request is under way."""
    return await renewed(run, gives("a page", FETCH))


WHOSE = """
    `await old` raises CancelledError when old is cancelled, and also when you are.
    Wait for old in a way that raises nothing of old's: what is then raised is meant for you.
    asyncio.wait takes a list of tasks, raises none of their errors, and returns when they ended."""
WAIT_FOR_IT = """
    cancel() is a request: the task still runs its `finally`, which may take some time.
    Let a wait stand between the cancel() and the new request.
    asyncio.wait takes a list of tasks, and returns when they have ended."""
ONE_REQUEST = """
    A second cancel() reaches a task in its cleanup, and ends that.
    One request is enough; after it, only wait.
    old.cancel() stands before the wait, not in a loop around it."""
PASSES = "a `CancelledError` comes out"
ONCE, RETURNS = "calls `fetch` once", "returns what `fetch` gives"

# fmt: off
CHECK = check(
    *(ending, failing, stopped, fetching),
    rules=(
        usual.deadlock("ending", "it cancels `old`", code="NOT_CANCELLED", hints=WAIT_FOR_IT),
        rule("TOO_SOON", lambda f: f.ending.early, """
            promise as soon as `old` has ended
            seen    `fetch` was called at {ending.fetched[0]} s, and `old` was not done
            wanted  `fetch` is called at 4.0 s, when `old` has cleaned up
            next    after the cancel(), wait until `old` has ended.""", WAIT_FOR_IT),
        rule("CUT_SHORT", lambda f: f.ending.cut, """
            promise it cancels `old` once
            seen    `old` was cancelled again at {ending.cut[0]} s, which ended its cleanup
            wanted  `old` has cleaned up at 4.0 s
            next    cancel it once, and then wait until it has ended.""", ONE_REQUEST),
        rule("ENDS_LIKE_OLD", lambda f: f.ending.error and not f.ending.fetched, """
            promise whatever `old` ends with
            seen    `old` ended with {ending.end}, and {name} {ending.said}
            wanted  `fetch` is called, and its result comes out
            next    wait for the end of `old`, and do not ask for its result.""", WHOSE),
        usual.returns_awaitable("ending", RETURNS),
        usual.not_asked("ending", ONCE),
        usual.zero_lost("ending", RETURNS),
        usual.no_result("ending", RETURNS),
        usual.too_late("ending", "as soon as `old` has ended"),
        usual.error_lost("failing", "raises what it raises", wanted="{due_error}"),
        rule("GOES_ON", lambda f: f.stopped.fetched, """
            promise `fetch` is not called
            seen    cancelled at {stopped.cancelled_at} s, while `old` cleaned up, {name}
                    called `fetch` at {stopped.fetched[0]} s, and {stopped.said}
            wanted  CancelledError comes out, and nothing new begins
            next    find the line that takes your own cancellation for that of `old`.""", WHOSE),
        usual.cancel_swallowed("stopped fetching", PASSES, hints=WHOSE),
    ),
    praise="cancelled at {stopped.cancelled_at} s, it {stopped.said}; left alone, it "
    "{ending.said} at {ending.took} s",
)
