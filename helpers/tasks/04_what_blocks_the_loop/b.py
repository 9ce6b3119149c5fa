"""04.b: a lag monitor, beside programs that hold the loop at known times, or not at all."""

from helpers.grading import mistakes as usual
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, rule, trial
from helpers.grading.verdict import Rule

from .lag import HOUR, watched

__all__ = ["CHECK"]

PLAIN = (0.5, 0.25)  # every, limit
# The first makes a beat late by just the limit; in the third no beat is due.
PLAIN_HOLDS = ((1.375, 0.375), (2.375, 2.0), (4.4375, 0.0625), (5.625, 1.0), (8.25, 3.0))


@trial(rounds=3, horizon=60)
async def free(run: Run) -> object:
    """Nothing holds the loop."""
    return await watched(run, *(seconds(run.draw, 2, most=0.6) if run.round else PLAIN))


@trial(rounds=2, horizon=60)
async def clock_set(run: Run) -> object:
    """Nothing holds it, and somebody sets the wall clock, forwards."""
    return await watched(run, *PLAIN, by=HOUR * (run.round + 1))


@trial(rounds=4, horizon=60)
async def held(run: Run) -> object:
    """The loop is held at known times: sometimes for long, sometimes for no longer than allowed."""
    if run.round == 0:
        return await watched(run, *PLAIN, PLAIN_HOLDS)
    (every, limit), now, holds = seconds(run.draw, 2, most=0.6), 0.0, []
    for long, pause in zip(seconds(run.draw, 6, most=3), seconds(run.draw, 6, most=3), strict=True):
        now = round(now + 2 * every + pause, 3)
        length = every + limit + long if len(holds) % 2 else limit * 0.9
        holds.append((now, round(length, 3)))
        now += length
    return await watched(run, every, limit, holds)


BEAT = """
    Before you sleep, note when you should be back; afterwards, look how much later it is.
    Count from when the beat was due, not from the beat before, and plan the next one from now.
    due = now + every; sleep; late = now - due; report it if it is more than limit. Repeat."""
ON_THE_LOOP = """
    A monitor of the loop runs on the loop: what holds it, it cannot hold itself.
    time.sleep holds the thread. asyncio.sleep gives the loop to the others meanwhile.
    await, then asyncio.sleep, between two beats."""
STEADY = """
    A machine's wall clock may be set at any moment; what it said before is worth nothing then.
    A monotonic clock only goes forward, at a steady pace. The loop has one.
    asyncio.get_running_loop().time(), or time.monotonic()"""
END = """
    cancel() raises CancelledError at the await where the task stands, and nowhere else.
    Tasks, threads and timers that you made go on, unless you end them in a `finally`.
    A single loop in watch, without a task, thread or timer of its own, ends with its sleep."""
BEATS = "beats every `every` seconds until it is cancelled"
PASSES = "it lets the cancellation pass"
ENDS = "nothing of it goes on"
HOW_LATE = "from when it was due to when it came"
ONCE = "once for each time that the loop was held"


def wrong(code: str, sort: str, promise: str, next: str, hints: str = BEAT) -> list[Rule]:
    """Return the rules for one sort of wrong reports, while the loop is free or held."""
    words = f"promise {promise}\nnext {next}\nseen "
    return [
        rule(
            code,
            lambda f: f.free.sort == sort and not f.free.right,
            f"{words}the loop was free, and it reported {{free.got}}\nwanted no report",
            hints,
        ),
        rule(
            code,
            lambda f: f.held.sort == sort and not f.held.right,
            f"{words}held for {{held.holds}} s, it reported {{held.got}}\n"
            "wanted {held.wanted_late}: how late the next beat was, where that was too late",
            hints,
        ),
    ]


# fmt: off
CHECK = check(
    *(free, clock_set, held),
    rules=(
        usual.blocks_the_loop("free", "never holds the loop itself", hints=ON_THE_LOOP),
        *(
            rule(
                "ENDS_EARLY",
                lambda f, name=name: f[name].ended_early and not f[name].error,
                f"""
                promise {BEATS}
                seen    before anybody cancelled it, {{name}} {{{name}.said}}
                wanted  it goes on until it is cancelled
                next    put the beat into a loop that never ends by itself.
                hint    One beat sees one moment. A monitor beats as long as the program runs.
                hint    Neither a report nor a beat in time is a reason to end.
                hint    while True: … with no break and no return.""",
            )
            for name in ("free", "held")
        ),
        rule("CANCEL_IGNORED", lambda f: f.free.ignored, f"""
            promise {PASSES}
            seen    5 s after it was cancelled, {{name}} still went on
            wanted  the cancellation ends it
            next    let CancelledError out.""", END),
        rule("CANCEL_SWALLOWED", lambda f: f.free.swallowed, f"""
            promise {PASSES}
            seen    cancelled from outside at {{free.cancelled_at}} s, {{name}} {{free.said}}
            wanted  CancelledError comes out: whoever cancels must be heard
            next    let CancelledError pass, or raise it again.""", END),
        usual.left_behind("held", ENDS, hints=END),
        rule("STILL_REPORTS", lambda f: f.held.after, f"""
            promise {ENDS}
            seen    after it was cancelled, the loop was held again, and it reported {{held.after}}
            wanted  nothing: whoever cancels it wants it to end
            next    find what still beats, and end that in a `finally`.""", END),
        wrong("REPORTS_ALL", "small", "`limit` or less is not reported",
            "compare it with `limit`."),
        wrong("COUNTS_THE_SLEEP", "with sleep", HOW_LATE,
            "leave `every` out: a beat in time is not late."),
        wrong("NOT_SECONDS", "no seconds", "how late that beat is, in seconds",
            "report a number of seconds."),
        rule("CLOCK_SET", lambda f: f.clock_set.got, """
            promise that makes no beat late
            seen    when the wall clock was set, it reported {clock_set.got}
            wanted  nothing: the loop was free
            next    measure with a clock that nobody sets.""", STEADY),
        wrong("MISSES", "missed", ONCE,
            "beat at each `every`; see when a beat was due, and when it came."),
        wrong("REPORTS_AGAIN", "again", ONCE, "after a late beat, count from when it came."),
        rule("REPORTS_LATE", lambda f: not f.held.right and f.held.sort == "right, too late", """
            promise it calls `report(late)` at once
            seen    beats came late at {held.came} s; it reported them at {held.told} s
            wanted  a report at the moment at which the beat comes
            next    report before you wait for the next beat.""", BEAT),
        wrong("WRONG_LATENESS", "", HOW_LATE, "report when a beat came, less when it was due."),
    ),
    praise="held for {held.holds} s, it reported {held.got}, and nothing when the loop was free",
)
