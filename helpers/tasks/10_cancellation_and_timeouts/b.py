"""10.b: a batch with a time limit that keeps what is done, and ends what is not."""

from collections.abc import Mapping
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.awaitables import still_to_await
from helpers.grading.doubles import Outcome, fails, gives, never
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

LIMIT, CLEANUP = 5.0, 1.0  # seconds
SLOW = gives("late", after=9, cleanup=CLEANUP)
PLAIN = {
    "Oslo": gives("fog", after=3),
    "Lima": gives("sun", after=1),
    "Pune": SLOW,
    "Rome": never(cleanup=CLEANUP / 2),
}


async def fetched(run: Run, outcomes: Mapping[str, Outcome], limit: float) -> Any:
    """Fetch keys with these outcomes, and note what is to come of it."""
    ends = {key: each.after for key, each in outcomes.items() if each.ends}
    in_time = {key: outcomes[key] for key, end in ends.items() if end < limit}
    late = [each.cleanup for key, each in outcomes.items() if key not in in_time]
    due = round(limit + max(late), 6) if late else float(max(ends.values(), default=0))
    run.note(due=due, to_ask=list(outcomes), of=len(outcomes), limit=limit)
    run.note(wanted={key: each.error or each.value for key, each in in_time.items()})
    value = await run.call(run.awaitable("fetch", dict(outcomes)), list(outcomes), limit)
    run.note(late=[key for key in outcomes if key not in in_time], needless=[])
    if isinstance(value, dict):
        run.note(needless=[key for key in value if key not in in_time])
        run.note(to_await=still_to_await(list(value.values())))
        return dict(sorted(value.items(), key=repr))
    return value


@trial(rounds=3)
async def batch(run: Run) -> Any:
    """Two of four are late; then many, with drawn times and values; then none is late."""
    outcomes: Mapping[str, Outcome] = dict(sorted(PLAIN.items()))
    if run.round:
        keys, times = sorted(names(run.draw, 40)), seconds(run.draw, 40, most=9)
        values = [v for v in odd_values(run.draw, 60) if not isinstance(v, Exception)]
        times = [time / 2 for time in times] if run.round == 2 else times
        pairs = zip(values, times, strict=False)
        outcomes = dict(zip(keys, (gives(*pair, cleanup=CLEANUP) for pair in pairs), strict=False))
    run.note(unlike=run.round == 1)
    return await fetched(run, outcomes, LIMIT)


async def nothing(run: Run) -> Any:
    """No keys at all."""
    run.note(wanted={}, due=0.0)
    return await run.call(run.awaitable("fetch", gives(1, after=1)), [], LIMIT)


async def failing(run: Run) -> Any:
    """One fails in time, and one more is late."""
    error = errors(run.draw, 1)[0]
    outcomes = {"Lima": PLAIN["Lima"], "Oslo": fails(error, 2), "Pune": SLOW, "Quito": gives(1, 4)}
    run.note(due_dict=repr({"Lima": "sun", "Oslo": error, "Quito": 1}))
    return await fetched(run, outcomes, LIMIT)


@trial(cancel_at=(0.5, 2.0))
async def stopped(run: Run) -> Any:
    """Cancelled from outside, before one is done and afterwards."""
    return await fetched(run, PLAIN, LIMIT)


KEEP = """
    A time limit around all of them ends with an error, and what was done is lost with it.
    asyncio.wait has a timeout, raises nothing, and returns those that are done.
    done, pending = await asyncio.wait(tasks, timeout=seconds); read the results of those done."""
AS_RESULT = """
    A task that failed raises its error where its result is asked for.
    Ask each task first whether it failed.
    task.exception() returns the error, or None; only then ask for task.result()."""
TWO_STEPS = """
    cancel() is a request; the task still runs its `finally`.
    Two steps, for all that are left: cancel each, and then wait for them.
    Both in a `finally` around the first wait, so that they are done on each way out."""
ONCE, AT_ONCE = "calls `fetch(key)` once for each of `keys`", "all at once"
DICT = "returns a dict from key to what `fetch` gave"
CANCELS, CLEANS = "after `seconds` it cancels the others", "waits until they have cleaned up"
ALL_CLEAN = "waits until that has cleaned up"

# fmt: off
CHECK = check(
    *(batch, nothing, failing, stopped),
    rules=(
        usual.returns_awaitable("batch", DICT),
        usual.never_awaited("batch", ONCE),
        usual.sequential_await("batch", AT_ONCE, of=4),
        usual.one_at_a_time("batch", AT_ONCE, hints=usual.AT_ONCE),
        usual.not_asked("batch", ONCE),
        usual.deadlock("batch", CANCELS, code="NEVER_GIVES_UP", hints=KEEP),
        rule("TIMEOUT_ESCAPES", lambda f: "TimeoutError" in f.batch.raised.split(", "), """
            promise for all that ended in time
            seen    {name} {batch.said} at {batch.took} s
            wanted  {batch.wanted}
            next    a time limit that passes is no error here: look at what is done by then.""",
            KEEP),
        rule("CANCELLED_IN_DICT", lambda f: f.batch.needless, """
            promise the others, which are not in the dict
            seen    late: {batch.late}; {name} {batch.said}
            next    take only what was done when the limit passed.""", KEEP),
        usual.zero_lost("batch", "any object may be a result"),
        rule("LOST_WHAT_WAS_DONE", lambda f: not f.batch.error and not f.batch.right, """
            promise for all that ended in time
            seen    {name} {batch.said}
            wanted  {batch.wanted}
            next    find where what was done by {batch.limit} s gets lost.""", KEEP),
        usual.left_running("batch", CANCELS, hints=TWO_STEPS),
        usual.cleanup_too_late("batch", CLEANS, hints=TWO_STEPS),
        usual.too_late("batch failing", "as soon as nothing is left to wait for", hints=KEEP),
        usual.fails_on_nothing("nothing", "without keys it returns an empty dict"),
        rule("ERROR_ESCAPES", lambda f: f.failing.error, """
            promise has its exception there
            seen    one of four fails at 2.0 s: {name} {failing.said}
            wanted  {failing.due_dict}
            next    ask each task for its exception before you ask for its result.""", AS_RESULT),
        rule("FAILED_IS_MISSING", lambda f: not f.failing.right, """
            promise has its exception there
            seen    one of four fails at 2.0 s: {name} {failing.said}
            wanted  {failing.due_dict}
            next    put the exception where a result would stand.""", AS_RESULT),
        usual.cancel_swallowed("stopped", "lets the cancellation"),
        usual.cancel_leaves_running("stopped", ALL_CLEAN, hints=TWO_STEPS),
    ),
    praise="{batch.limit} s are enough for {batch.value}; done at {batch.took} s, nothing running",
)
