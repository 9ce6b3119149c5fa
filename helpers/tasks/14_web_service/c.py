"""14.c: a slow dependency, bounded so that other requests find a thread."""

import asyncio
import time
from typing import Any

from anyio import CapacityLimiter  # noqa: F401 — an answer may; on 3.11 that changes `typing`

from helpers.grading import mistakes as usual
from helpers.grading.derived import idle
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

SIZES = ((12, 3), (20, 5))  # calls and limit of each round; a default pool has 8 threads
ASKED, SHORT = 0.5, 0.1  # a short call in the default pool: begun at, takes


async def look_up(run: Run) -> None:
    """Use the default pool for a moment, as other requests do."""
    await asyncio.sleep(ASKED)
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, SHORT)
    run.note(looked_up=run.now())


@trial(rounds=2)
async def busy(run: Run) -> Any:
    """More requests than places, all at once, with a short call beside them."""
    count, limit = SIZES[run.round]
    keys, pages, takes = list(range(count)), [f"page {n}" for n in range(count)], [2.0] * count
    if run.round:
        keys, pages = names(run.draw, count), odd_values(run.draw, count)
        takes = seconds(run.draw, count)
    rows = zip(keys, pages, takes, strict=True)
    function = run.blocking("function", {key: gives(page, after) for key, page, after in rows})
    run.note(wanted=pages, to_ask=keys, limit=limit, of=limit, looked_up=0.0)
    bounded, lookup = run.answer(function, limit), asyncio.create_task(look_up(run))
    try:
        return await asyncio.gather(*(run.awaited(bounded(key), "what it made") for key in keys))
    finally:
        run.note(took=run.now())
        await lookup
        run.note(idle=idle(run.journal.calls(), limit))


async def two(run: Run) -> Any:
    """Two functions, bounded by themselves: the second has its places while the first is full."""
    slow, quick = (run.blocking(n, gives(n, after=s)) for n, s in (("slow", 5), ("quick", 1)))
    first, second = run.answer(slow, 1), run.answer(quick, 1)
    full = asyncio.create_task(first("Oslo"))
    await asyncio.sleep(0.5)
    try:
        await second("Lima")
    finally:
        run.note(second_at=run.now())
        await full


@trial(raises=True)
async def failing(run: Run) -> Any:
    """The only place is given back by a call that raises."""
    [error] = errors(run.draw, 1)
    function = run.blocking("function", {"bad": fails(error, after=1), "good": gives(1, after=1)})
    bounded = run.answer(function, 1)
    run.note(due_error=type(error).__name__)
    bad = await run.ended(bounded("bad"))
    good = await run.ended(bounded("good"))
    run.note(left=good.raised)
    run.failed(bad)
    return bad.value


PLACES = """
    A limit holds only if all calls count with one counter: made once, not in each call.
    bounded is called once, and what it returns is called for each request.
    Make the semaphore in bounded; in the inner coroutine hold a place around the call."""
WAIT = """
    A call that waits for a place inside a thread keeps that thread while it waits.
    A task that waits keeps no thread: let the request wait on the loop, before it has a thread.
    An asyncio.Semaphore around the awaited call, in place of a lock or semaphore of threads."""
INNER = """
    A function can make another function and return it; the inner one sees the outer one's names.
    The outer function is called once, and what it returns is called for each request.
    Define the inner coroutine function, and return it by its name in the last line."""
BACK = """
    A call ends in two ways: it returns, or it raises.
    A release in the line after the call is done on the first of them only.
    `async with` around the call gives the place back on both, and so does a `finally`."""
FREE, LIMIT = "the event loop goes on meanwhile", "at most `limit` calls are under way at once"
NEXT = "the next one begins as soon as one has ended"

# fmt: off
CHECK = check(
    *(busy, two, failing),
    rules=(
        rule("NO_FUNCTION", lambda f: "'NoneType' object is not callable" in f.busy.said, """
            promise calls `function` once for each request
            seen    {name} returned None, which nobody can call
            wanted  a coroutine function, which is called for each request
            next    return the inner function from {name}, without brackets.""", INNER),
        usual.called_too_early("busy", "calls `function` once for each request"),
        usual.wrong_thread("busy", FREE),
        usual.blocks_the_loop("busy", FREE),
        usual.deadlock("busy", NEXT, hints=PLACES),
        usual.returns_awaitable("busy", "returns what `function` returns"),
        rule("OTHERS_WAIT", lambda f: f.busy.looked_up > ASKED + SHORT, """
            promise other calls find a thread
            seen    a short call in the default pool, begun at 0.5 s, was done at {busy.looked_up} s
            wanted  done at 0.6 s
            next    let the requests wait for their place where they keep no thread.""", WAIT),
        usual.limit_ignored("busy", LIMIT, hints=PLACES),
        usual.one_at_a_time("busy", NEXT, hints=PLACES),
        usual.place_left_empty("busy", NEXT, code="IDLE_PLACES", hints=PLACES,
            next="give a place back in the moment in which its call ends."),
        usual.not_asked("busy", "calls `function` once for each request"),
        usual.zero_lost("busy", "whatever that is"),
        usual.no_result("busy", "returns what `function` returns"),
        rule("SHARED_PLACES", lambda f: f.two.second_at > 1.5, """
            promise each has its own places
            seen    with one function at its limit, a call of the other was done at
                    {two.second_at} s
            wanted  done at 1.5 s
            next    make the places anew for each function.""", PLACES),
        rule("PLACE_LOST", lambda f: f.failing.left, """
            promise gives its place back
            seen    limit 1: after a call that raised, the next one never began
            next    give the place back on every way out.""", BACK),
        usual.error_lost("failing", "raises what it raises", wanted="{due_error}"),
    ),
    praise="limit {busy.limit}: {busy.most_at_once} at once, done at {busy.took} s; a short call "
    "beside them at {busy.looked_up} s",
)
