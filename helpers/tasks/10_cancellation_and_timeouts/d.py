"""10.d: a cleanup that no cancellation ends, and a time limit does."""

import asyncio
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives, never
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, each, rule, trial

__all__ = ["CHECK"]

LIMIT = 10.0  # seconds that a cleanup has
WORK, CLEANUP = gives("done", after=5, cleanup=1), gives(None, after=4)


async def visited(
    run: Run, *cancelled: float, work: Outcome = WORK, cleanup: Outcome = CLEANUP
) -> Any:
    """Call the answer, cancel it at each of these seconds, and note what came of it."""
    doubles = run.awaitable("work", work), run.awaitable("cleanup", cleanup)
    task = asyncio.create_task(run.call(*doubles, LIMIT), name=run.name)
    for seconds in cancelled:
        asyncio.get_running_loop().call_later(seconds, task.cancel)
    run.note(cancels=", ".join(map(str, cancelled)), to_ask=["work", "cleanup"])
    end = await run.ended(task)
    cleanups = run.journal.calls("cleanup")
    run.note(took=end.at, ending=end.said, came=end.raised, cleanups=len(cleanups))
    for call in cleanups[:1]:
        run.note(began=call.start, over=call.end, cut=call.how == "cancelled")
    if end.error and not cancelled:
        run.note(error=end.error, said=end.said, raised=end.raised)
    return end.value


@trial(rounds=3)
async def calm(run: Run) -> Any:
    """Nobody cancels; all kinds of results."""
    value = odd_values(run.draw, 3)[run.round] if run.round else "done"
    run.note(wanted=value, due=9.0)
    return await visited(run, work=gives(value, after=5))


@trial(raises=True)
async def failing(run: Run) -> Any:
    """The work fails."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__, due=9.0)
    return await visited(run, work=fails(error, after=5))


@trial(rounds=6)
async def cancelled(run: Run) -> Any:
    """Cancelled during the work, which cleans up until 2 s, and again; or only behind the work."""
    times = ((1, 3), (1, 3, 4), (1, 2.5, 3, 3.5, 4, 4.5, 5), (6, 7, 8), (1,), (6,))[run.round]
    run.note(due=6.0 if times[0] == 1 else 9.0)
    return await visited(run, *times, work=WORK if run.round < 5 else fails(OSError("reset"), 5))


@trial(rounds=2)
async def endless(run: Run) -> Any:
    """The cleanup hangs, and needs 1 s more when it is cancelled; nobody cancels, then many do."""
    times = ((), (6, 9, 12, 14.5))[run.round]
    run.note(due=5 + LIMIT + 1)
    return await visited(run, *times, cleanup=never(cleanup=1))


SHIELD = """
    An await in a `finally` is an await like any other: the next cancellation is raised there.
    Let the cleanup be a task of its own, and wait for it in a way that passes nothing on.
    create_task(cleanup()), then asyncio.wait([it]): cancelling that wait leaves the task alone."""
AGAIN = """
    One `except CancelledError` outlasts one cancellation; the next one finds its wait.
    As long as the cleanup is not done, wait again, whatever ended the wait before.
    while not closing.done(): and in it try, await asyncio.wait([closing]), except: remember it."""
REMEMBER = """
    Whoever cancels must be heard in the end, even if the cleanup goes first.
    Remember in a variable that a cancellation came, and go on waiting.
    After the loop: if one came, raise a new CancelledError."""
INSIDE = """
    A limit around the wait begins anew with each wait, and ends the wait, not the cleanup.
    Put the limit around the cleanup itself, inside the task that you wait for.
    An inner coroutine: a timeout of `limit` seconds, in it the cleanup; make a task of that."""
NO_END = "no cancellation, however many there are"
BOUND = "a cleanup that has not ended after `limit` seconds is cancelled"

# fmt: off
CHECK = check(
    *(calm, failing, cancelled, endless),
    rules=(
        each("calm failing cancelled", "NO_CLEANUP", lambda r: r.cleanups == 0, """
            promise whether `work` returns, raises or is cancelled
            seen    {name} {T.ending} at {T.took} s, and `cleanup` was not run
            next    put the cleanup where every way out leads through: a `finally`.""", SHIELD),
        usual.not_asked("calm", "it awaits `work()`"),
        usual.deadlock("calm", "as soon as the cleanup has ended", hints=AGAIN),
        usual.zero_lost("calm", "whatever that is"),
        usual.no_result("calm", "it returns what `work` returns"),
        usual.too_late("calm failing", "as soon as the cleanup has ended"),
        usual.error_lost("failing", "raises what it raises", wanted="{due_error}"),
        rule("CLEANS_UP_TWICE", lambda f: f.cancelled.cleanups > 1, """
            promise each once
            seen    cancelled at {cancelled.cancels} s, it called `cleanup` {cancelled.cleanups}
                    times
            next    go on waiting for the cleanup that has begun, and begin no other.""", AGAIN),
        rule("WORK_GOES_ON", lambda f: f.cancelled.began > 2 and f.cancelled.due == 6.0, """
            promise if it is cancelled during `work`, `work` is cancelled
            seen    cancelled at {cancelled.cancels} s, the cleanup began at {cancelled.began} s
            wanted  `work` is cancelled at 1.0 s, and has ended at 2.0 s
            next    shield the cleanup only, not the work.""", SHIELD),
        rule("CLEANS_UP_BESIDE_THE_WORK", lambda f: f.cancelled.began < 2, """
            promise the cleanup begins when `work` has ended
            seen    cancelled at {cancelled.cancels} s, the cleanup began at {cancelled.began} s
            wanted  `work` has ended at 2.0 s
            next    await the work itself, so that its end is waited for.""", SHIELD),
        rule("CLEANUP_CUT", lambda f: f.cancelled.cut, """
            promise no cancellation, however many there are
            seen    cancelled at {cancelled.cancels} s: the cleanup was itself cancelled at
                    {cancelled.over} s
            wanted  it runs from {cancelled.began} s for its 4 s
            next    keep the cancellations away from the cleanup.""", SHIELD),
        rule("CLEANUP_LEFT_BEHIND", lambda f: f.cancelled.took < f.cancelled.due, """
            promise or leaves it behind
            seen    cancelled at {cancelled.cancels} s, {name} {cancelled.ending} at
                    {cancelled.took} s, and the cleanup was still under way
            wanted  at {cancelled.due} s
            next    after each cancellation, wait for the cleanup again.""", AGAIN),
        rule("CANCEL_SWALLOWED", lambda f: f.cancelled.came != "CancelledError", """
            promise a `CancelledError` comes out when the cleanup has ended
            seen    cancelled at {cancelled.cancels} s, {name} {cancelled.ending} at
                    {cancelled.took} s
            next    remember that a cancellation came, and raise it in the end.""", REMEMBER),
        usual.deadlock("endless", BOUND, code="NEVER_GIVES_UP", hints=INSIDE),
        rule("CLEANUP_UNENDED", lambda f: f.endless.took < f.endless.due, """
            promise has ended when `visit` ends
            seen    the cleanup began at 5.0 s and hung; {name} {endless.ending} at
                    {endless.took} s
            wanted  at 16.0 s: the limit cancels the cleanup, which then needs 1 s
            next    let the limit cancel the cleanup, and wait for its end.""", INSIDE),
        rule("LIMIT_MOVED", lambda f: f.endless.took > f.endless.due, """
            promise cancellations do not prolong it
            seen    the cleanup began at 5.0 s and hung, cancelled at: {endless.cancels};
                    {name} {endless.ending} at {endless.took} s
            wanted  at 16.0 s
            next    count the limit once, from the beginning of the cleanup.""", INSIDE),
        rule("TIMEOUT_ESCAPES", lambda f: "TimeoutError" in f.endless.came, """
            promise that alone raises nothing
            seen    the cleanup's limit passed, and {name} {endless.ending}
            next    catch the TimeoutError where the limit is.""", INSIDE),
    ),
    praise="cancelled at {cancelled.cancels} s, the cleanup ran to its end; a hung one was ended "
    "at {endless.took} s",
)
