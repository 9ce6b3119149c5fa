"""07.c: blocking calls in a pool of their own, of a given size, beside a loop that goes on."""

import asyncio
import threading
import time
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.derived import idle
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

# Keys and limit of each round: the last limits are below and above all that an answer may guess.
SIZES = ((20, 10), (9, 3), (36, 34))
LOOKUP = (0.5, 0.1)  # begins at, takes


async def look_up(run: Run) -> None:
    """Use the default pool, as a name lookup does; note its name, and when that was done."""

    def lookup() -> None:
        run.note(default_pool=threading.current_thread().name.rpartition("_")[0])
        time.sleep(LOOKUP[1])

    await asyncio.sleep(LOOKUP[0])
    await asyncio.get_running_loop().run_in_executor(None, lookup)
    run.note(looked_up=run.now())


@trial(rounds=3)
async def busy(run: Run) -> Any:
    """Each tenth call takes 4 s, the others 1 s, then all other times; with a lookup beside."""
    count, limit = SIZES[run.round]
    keys, pages = list(range(count)), [f"page {key}" for key in range(count)]
    takes = [1 if key % 10 else 4 for key in keys]
    if run.round:
        keys, pages = names(run.draw, count), odd_values(run.draw, count)
        takes = seconds(run.draw, count)
    outcomes = {key: gives(*each) for key, *each in zip(keys, pages, takes, strict=True)}
    run.note(wanted=pages, to_ask=keys, limit=limit, of=limit, keys=count)
    lookup = asyncio.create_task(look_up(run))
    try:
        return await run.call(run.blocking("get", outcomes), list(keys), limit)
    finally:
        run.note(took=run.now())
        await lookup
        calls = run.journal.calls()
        threads = {call.thread for call in calls if not call.on_loop}
        run.note(threads=len(threads), pools=sorted({name.rpartition("_")[0] for name in threads}))
        run.note(idle=idle(calls, limit), due=max((call.end or 0.0 for call in calls), default=0.0))


async def nothing(run: Run) -> Any:
    """No keys at all."""
    run.note(wanted=[])
    return await run.call(run.blocking("get", gives(1)), [], 2)


@trial(rounds=2, raises=True)
async def failing(run: Run) -> Any:
    """One call fails while others are under way, and more wait for a thread."""
    error, at = errors(run.draw, 1)[0], seconds(run.draw, 1, most=0.9)[0]
    outcomes = {key: gives(key, after=3) for key in range(12)} | {3: fails(error, at)}
    run.note(due_error=type(error).__name__)
    try:
        return await run.call(run.blocking("get", outcomes), list(outcomes), 4)
    finally:
        run.note(due=min((c.end for c in run.journal.calls() if c.how == "raised"), default=0.0))


@trial(cancel_at=(0.05, 3.5))
async def stopped(run: Run) -> Any:
    """Cancelled from outside, in the first calls and in later ones."""
    return await run.call(run.blocking("get", gives("page", after=3)), list(range(12)), 4)


POOL = """
    A pool of n threads makes n calls at once; what more it is given waits in its queue.
    ThreadPoolExecutor takes the number of its threads; run_in_executor takes the pool.
    One pool for all keys; hand it every key at once, then gather the futures."""
END = """
    shutdown waits for every thread that is in a call, and so does the end of a `with pool:`.
    shutdown has two switches: whether to wait, and whether to drop what is still queued.
    In a finally: shutdown with wait=False and with cancel_futures=True."""
FIRST_ERROR = """
    Whoever awaits calls in the order of the keys learns of an error when its turn comes.
    gather, TaskGroup and asyncio.wait with FIRST_EXCEPTION notice the first error at once.
    And let the way out wait for nothing: a shutdown that waits holds the error back."""
OWN_POOL = """
    to_thread, run_in_executor(None, …) and name lookups share one pool in each loop.
    A semaphore bounds the calls; they still take the places of all others.
    Make a ThreadPoolExecutor, and give it to run_in_executor in place of None."""
FREE = "the event loop goes on all the while"
ALL = "calls `get` once for each key"
AT_ONCE = "`limit` calls run at once"
OUT = "its exception comes out at once"
PASSES = "lets the cancellation pass at once"

# fmt: off
CHECK = check(
    *(busy, nothing, failing, stopped),
    rules=(
        usual.wrong_thread("busy", "in the threads of one pool"),
        usual.blocks_the_loop("busy", FREE),
        usual.deadlock("busy", ALL, hints=POOL),
        usual.returns_awaitable("busy", "a list of the results"),
        rule("IN_THE_DEFAULT_POOL",
            lambda f: f.busy.default_pool in f.busy.pools or f.busy.looked_up > sum(LOOKUP), """
            promise of its own
            seen    the calls ran in the loop's default pool; a name lookup of 0.1 s,
                    begun at 0.5 s, was done at {busy.looked_up} s
            wanted  done at 0.6 s: others need the default pool, too
            next    make a pool of your own, and give it to run_in_executor.""", OWN_POOL),
        usual.limit_ignored("busy", "`limit` calls run at once, never more", hints=POOL),
        rule("TOO_MANY_THREADS", lambda f: f.busy.threads > f.busy.limit, """
            promise of at most `limit` threads
            seen    {busy.keys} keys, limit {busy.limit}: `get` ran on {busy.threads} threads
            next    let the limit be the size of one pool, which all keys share.""", POOL),
        usual.one_at_a_time("busy", AT_ONCE, hints=POOL),
        usual.place_left_empty("busy", "a thread that is free takes another key at once",
            code="IDLE_THREADS", hints=POOL,
            next="do not wait for a group of calls; the pool's queue hands out the keys."),
        usual.not_asked("busy", ALL, hints=POOL),
        usual.wrong_order("busy", "in the order of `keys`"),
        usual.zero_lost("busy", "whatever they are"),
        usual.no_result("busy", "a list of the results"),
        usual.too_late("busy", "as soon as the last call has ended", hints=FIRST_ERROR),
        usual.fails_on_nothing("nothing", "without keys it is empty"),
        usual.error_lost("failing", OUT, wanted="{due_error}"),
        usual.blocks_the_loop("failing stopped", FREE, hints=END),
        usual.too_late("failing", OUT, hints=FIRST_ERROR),
        usual.cancel_swallowed("stopped", PASSES),
        rule("CANCEL_HELD_UP", lambda f: f.stopped.took > f.stopped.cancelled_at, """
            promise lets the cancellation pass at once
            seen    cancelled at {stopped.cancelled_at} s, {name} ended at {stopped.took} s
            next    wait for nothing on the way out.""", END),
        rule("GOES_ON",
            lambda f: any(c["start"] > r.took for r in (f.failing, f.stopped) for c in r.calls), """
            promise no thread takes another key
            seen    after an error, or a cancellation, {name} had ended, and then more calls began
            next    drop what is still in the pool's queue.""", END),
        usual.pool_left("busy nothing failing stopped", "its pool is shut down", hints=END),
    ),
    praise="{busy.keys} calls, {busy.most_at_once} at once, done at {busy.took} s; a lookup beside "
    "them at {busy.looked_up} s",
    version=3,  # another task had this letter before
)
