"""14.d: a few calls run, a few wait, and whoever comes beyond that is refused at once."""

import asyncio
from typing import Any

from anyio import CapacityLimiter  # noqa: F401 — an answer may; on 3.11 that changes `typing`

from helpers.grading import mistakes as usual
from helpers.grading.awaitables import still_to_await
from helpers.grading.derived import idle
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, names, seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

SIZES = ((3, 2), (5, 0), (1, 4))  # limit and waiting of each round
MORE = 3  # visitors beyond that


@trial(rounds=3)
async def rush(run: Run) -> Any:
    """Visitors come in turn, at one moment, three more than there is room for."""
    limit, waiting = SIZES[run.round]
    room = limit + waiting
    keys, takes = names(run.draw, room + MORE), [2.0] * (room + MORE)
    if run.round:
        takes = seconds(run.draw, room + MORE)
    script = {key: gives(f"page {key}", after) for key, after in zip(keys, takes, strict=True)}
    limited = run.answer(run.blocking("function", script), limit, waiting)
    ends = await asyncio.gather(*(run.ended(limited(key)) for key in keys))
    run.note(limit=limit, of=limit, room=room, to_ask=keys[:room], due=0.0, more=MORE)
    run.note(idle=idle(run.journal.calls(), limit))
    served, refused = [e for e in ends if not e.raised], [e for e in ends if e.raised == "Busy"]
    run.note(served=len(served), refused=len(refused))
    run.note(refused_at=max((end.at for end in refused), default=0.0))
    run.note(strange=next((e.said for e in ends if e.raised not in ("", "Busy")), ""))
    run.note(to_await=still_to_await([end.value for end in served]))
    run.note(wanted=[f"page {key}" for key in keys[:room]])
    return [end.value for end in served]


async def later(run: Run) -> Any:
    """After a rush, with calls that failed and a visitor that gave up, there is room again."""
    [error] = errors(run.draw, 1)
    script = {"bad": fails(error, after=1), "good": gives("page", after=1)}
    limited = run.answer(run.blocking("function", script), 1, 1)
    running = asyncio.ensure_future(run.ended(limited("bad")))
    await asyncio.sleep(0.2)
    gives_up = asyncio.create_task(limited("good"))
    await asyncio.sleep(0.2)
    gives_up.cancel()
    await asyncio.wait({gives_up})
    waits = await run.ended(limited("good"))
    run.note(due_error=type(error).__name__, raised_first=(await running).raised)
    run.note(after_leaving=waits.said, left=waits.raised)
    await run.ended(limited("bad"))
    again = await run.ended(limited("good"))
    run.note(after_error=again.said, failed_place=again.raised)


COUNT = """
    A semaphore says when a place is free; it does not say how many wait for one.
    Count those who are inside, from their arrival to their end, whether they run or wait.
    On arrival, raise Busy if limit + waiting are inside already; else count one more, and wait."""
GIVE_BACK = """
    A request ends in three ways: it returns, it raises, or it is cancelled while it waits.
    What was counted on arrival must be taken back on all of them.
    try, then the wait and the call, and in a `finally` one less."""
AT_ONCE = """
    Who is refused must not wait: not for a place, and not for a timeout.
    Between the question whether there is room and the counting there must be no await.
    Ask and count first; the `async with` of the semaphore comes after that."""
FREE, LIMIT = "the event loop goes on meanwhile", "at most `limit` calls are under way at once"
NEXT, BEYOND = "the next one begins as soon as one has ended", "raises `Busy` for every call beyond"

# fmt: off
CHECK = check(
    *(rush, later),
    rules=(
        usual.wrong_thread("rush", "calls `function` in a thread"),
        usual.blocks_the_loop("rush", FREE),
        usual.limit_ignored("rush", LIMIT, hints=COUNT),
        rule("OTHER_ERROR", lambda f: f.rush.strange, """
            promise raises `Busy` for every call beyond
            seen    a call {rush.strange}
            next    find the line which raises that.""", COUNT),
        usual.returns_awaitable("rush", "returns what `function` returns"),
        rule("NOT_REFUSED", lambda f: f.rush.refused < f.rush.more, """
            promise raises `Busy` for every call beyond
            seen    room for {rush.room}, {rush.more} visitors more: {rush.refused} were refused
            next    count also those that wait.""", COUNT),
        rule("REFUSED_TOO_MANY", lambda f: f.rush.refused > f.rush.more, """
            promise up to `waiting` further calls wait for a place
            seen    room for {rush.room}, {rush.more} visitors more: {rush.refused} were refused
            next    compare your count with limit and waiting together.""", COUNT),
        rule("REFUSED_LATE", lambda f: f.rush.refused_at > 0, """
            promise at once
            seen    the last refusal came at {rush.refused_at} s
            wanted  all of them at 0.0 s
            next    ask whether there is room before anything is awaited.""", AT_ONCE),
        usual.one_at_a_time("rush", NEXT, hints=COUNT),
        usual.not_asked("rush", "once for each request that it accepts", hints=COUNT),
        usual.place_left_empty("rush", NEXT, code="IDLE_PLACES", hints=COUNT,
            next="give a place back in the moment in which its call ends."),
        usual.no_result("rush", "returns what `function` returns"),
        rule("ERROR_LOST", lambda f: f.later.raised_first != f.later.due_error, """
            promise raises what it raises
            seen    a call that was to raise {later.due_error} raised: {later.raised_first}
            next    let the error of the function pass.""", GIVE_BACK),
        rule("LEAVER_COUNTED", lambda f: f.later.left, """
            promise who is cancelled while it waits makes room at once
            seen    one call ran, and one that waited was cancelled; then the next
                    {later.after_leaving}
            next    take the count back on this way out, too.""", GIVE_BACK),
        rule("ROOM_LOST", lambda f: f.later.failed_place, """
            promise a call that has ended, in whatever way, makes room
            seen    after two calls that failed, and nobody inside, the next {later.after_error}
            next    take the count back on every way out.""", GIVE_BACK),
    ),
    praise="room for {rush.room}: {rush.served} served, {rush.refused} refused at once",
)
