"""04.b: a lag monitor, beside programs that hold the loop at known times, or not at all."""

from helpers.grading import mistakes as usual
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, rule, trial
from helpers.grading.observation import MAIN_THREAD

from .lag import HOUR, watched

__all__ = ["CHECK"]

PLAIN = (0.5, 0.25)  # every, limit
# The first makes a beat late by just the limit; in the third no beat is due.
PLAIN_HOLDS = [(1.375, 0.375), (2.375, 2.0), (4.4375, 0.0625), (5.625, 1.0), (8.25, 3.0)]


@trial(rounds=5, horizon=60)
async def watching(run: Run) -> object:
    """The loop is free; the wall clock is set; the loop is held; then free and held, oddly."""
    every, limit = PLAIN if run.round < 3 else seconds(run.draw, 2, most=0.6)
    holds = PLAIN_HOLDS if run.round == 2 else []
    if run.round == 4:
        now, times = 0.0, (seconds(run.draw, 6, most=3) for _ in range(2))
        for long, pause in zip(*times, strict=True):
            now = round(now + 2 * every + pause, 3)
            length = round(every + limit + long if len(holds) % 2 else limit * 0.9, 3)
            holds.append((now, length))
            now += length
    return await watched(run, every, limit, holds, by=HOUR if run.round == 1 else 0.0)


BEAT = """
    Before you sleep, note when you should be back; afterwards, look how much later it is.
    Count from when the beat was due, not from the beat before, and plan the next one from now.
    due = now + every; sleep; late = now - due; report it if it is more than limit. Repeat."""
ON_THE_LOOP = """
    A monitor of the loop runs on the loop: what holds it, it cannot hold itself.
    time.sleep holds the thread. asyncio.sleep gives the loop to the others meanwhile.
    await, then asyncio.sleep, between two beats."""
ENDS, HOW_LATE = "nothing of it goes on", "from when it was due to when it came"
ONCE = "once for each time that the loop was held"

# fmt: off
CHECK = check(
    watching,
    rules=(
        usual.blocks_the_loop("watching", "never holds the loop itself", thread=MAIN_THREAD,
            hints=ON_THE_LOOP),
        rule("ENDS_EARLY", lambda f: f.watching.ended_early and not f.watching.error, """
            promise beats every `every` seconds until it is cancelled
            seen    before anybody cancelled it, {name} {watching.said}
            next    put the beat into a loop that never ends by itself.
            hint    One beat sees one moment. A monitor beats as long as the program runs.
            hint    Neither a report nor a beat in time is a reason to end.
            hint    while True: … with no break and no return."""),
        usual.cancel_swallowed("watching", "it lets the cancellation pass"),
        usual.left_behind("watching", ENDS),
        rule("STILL_REPORTS", lambda f: f.watching.after, f"""
            promise {ENDS}
            seen    after it was cancelled, the loop was held; it reported {{watching.after}}
            next    find what still beats, and end that in a `finally`.""", usual.END_IT),
        rule("CLOCK_SET", lambda f: f.watching.by and f.watching.got, """
            promise that makes no beat late
            seen    when the wall clock was set, it reported {watching.got}
            wanted  nothing: the loop was free
            next    measure with a clock that nobody sets.
            hint    A machine's wall clock may be set at any moment; it then says something else.
            hint    A monotonic clock only goes forward, at a steady pace. The loop has one.
            hint    asyncio.get_running_loop().time(), or time.monotonic()"""),
        usual.of_sort("REPORTS_ALL", "watching", "`limit` or less is not reported",
            "compare it with `limit`.", BEAT),
        usual.of_sort("COUNTS_THE_SLEEP", "watching", HOW_LATE,
            "leave `every` out: a beat in time is not late.", BEAT),
        usual.of_sort("NOT_SECONDS", "watching", "how late that beat is, in seconds",
            "report a number of seconds.", BEAT),
        usual.of_sort("MISSES", "watching", ONCE,
            "beat at each `every`; see when a beat was due, and when it came.", BEAT),
        usual.of_sort("REPORTS_AGAIN", "watching", ONCE,
            "after a late beat, count from when it came.", BEAT),
        usual.of_sort("REPORTS_LATE", "watching", "it calls `report(late)` at once",
            "report before you wait for the next beat.", BEAT),
        usual.of_sort("WRONG_LATENESS", "watching", HOW_LATE,
            "report when a beat came, less when it was due.", BEAT),
    ),
    praise="it reported {watching.got} while the loop was free, and each late beat once while held",
)
