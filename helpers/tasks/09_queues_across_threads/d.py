"""09.d: a get with a timeout that loses no item of a thread's queue."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .late_items import ahead, cancelled, in_turn

__all__ = ["CHECK"]

KEEP = """
    A thread that waits in get cannot be cancelled: it takes the next item, whoever has gone.
    Do not give it up. Keep what waits for it, and let the next get of yours await that.
    An attribute for the task of to_thread(items.get); make a new one only when it has given."""
SPARE = """
    wait_for cancels what it waits for when the time is over; so does a cancelled await.
    asyncio.wait has a timeout, and cancels nothing; asyncio.shield keeps an await from it.
    asyncio.wait([the kept task], timeout=seconds); then see whether it is among the done."""
WAIT = """
    Asking again and again is late by up to one interval; get() on the loop holds it.
    Let one thread wait in items.get(), without a timeout, and await that thread's answer.
    asyncio.create_task(asyncio.to_thread(items.get)), kept in an attribute."""
EXPIRE = """
    A timeout of your get says when to raise, and nothing about the thread.
    When nothing has come, raise TimeoutError, with what waits kept for the next get.
    asyncio.wait returns two sets, done and pending, and raises nothing itself."""
STAYS = """
    What has been taken out of `items` is yours to keep, and the library cannot see it any more.
    A thread that takes whatever comes empties the queue, and needs a second one without a limit.
    Begin the next items.get() only in a get of yours, and only if none is under way."""
LOST = "No item is lost, and none changes its place"
NEXT = "`get(seconds)` returns the next item of `items`"
GIVES_UP = "it raises `TimeoutError` at that moment"

# fmt: off
CHECK = check(
    *(in_turn, cancelled, ahead),
    rules=(
        usual.busy_wait("in_turn", "nobody looks at intervals", hints=WAIT),
        usual.stranger("in_turn", NEXT, hints=WAIT),
        usual.blocks_the_loop("in_turn", "The event loop goes on meanwhile", hints=WAIT),
        usual.polls("in_turn", "nobody looks at intervals", hints=WAIT),
        usual.deadlock("in_turn", NEXT, code="WAITS_FOR_EVER", hints=WAIT),
        rule("TOO_MANY_THREADS", lambda f: f.in_turn.threads > 1 and not f.in_turn.lost, """
            promise at most one thread waits for `items`
            seen    {in_turn.threads} threads waited for items at once
            next    let a get use the thread that still waits for the one before it.""", KEEP),
        rule("NO_TIMEOUT", lambda f: not f.in_turn.error and "TimeoutError" in f.in_turn.wanted
            and "TimeoutError" not in f.in_turn.got, f"""
            promise {GIVES_UP}
            seen    get gave {{in_turn.got}}
            wanted  {{in_turn.wanted}}
            next    see what get does when nothing has come in time.""", EXPIRE),
        rule("WRONG_ERROR", lambda f: f.in_turn.error and not f.in_turn.slip, f"""
            promise {GIVES_UP}
            seen    get {{in_turn.said}}
            next    let TimeoutError out, and no other error.""", EXPIRE),
        rule("ITEMS_LOST", lambda f: not f.in_turn.error and f.in_turn.round == 0
            and f.in_turn.lost, f"""
            promise {LOST}
            seen    get gave {{in_turn.got}}
            wanted  {{in_turn.wanted}}
            next    find who took the item that is missing.""", KEEP),
        rule("WRONG_ORDER", lambda f: not f.in_turn.error and f.in_turn.round == 0
            and f.in_turn.items != f.in_turn.put, f"""
            promise {LOST}
            seen    get gave {{in_turn.items}}
            wanted  {{in_turn.put}}
            next    take one item for each get, and hand on that one.""", KEEP),
        rule("TOO_LATE", lambda f: not f.in_turn.error and f.in_turn.round == 0
            and f.in_turn.arrived != f.in_turn.due, f"""
            promise {NEXT}
            seen    the calls of get ended at {{in_turn.arrived}}
            wanted  at {{in_turn.due}}
            next    see what wakes a get, and when its timeout begins.""", WAIT),
        usual.zero_lost("in_turn", "any object may be an item", hints=EXPIRE),
        rule("LOST_AT_CANCEL", lambda f: f.cancelled.error or f.cancelled.deadlock
            or not f.cancelled.right, f"""
            promise {LOST}
            seen    a get was cancelled at {{cancelled.gone}} s, 'a' and 'b' were put; then get
                    {{cancelled.said}}
            wanted  ['a', 'b'] from all of them
            next    find what the cancellation ends, and what it cannot end.""", SPARE),
        rule("TAKES_AHEAD", lambda f: f.ahead.taken > 2, """
            promise An item stays in `items` until a `get` asks for it
            seen    five items came, and one get was called: {ahead.taken} of them had been taken
            next    take the next item when a get asks for it.""", STAYS),
    ),
    praise="{in_turn.given} calls of get, one waiting thread: none lost, also when cancelled",
    called="get",
)
