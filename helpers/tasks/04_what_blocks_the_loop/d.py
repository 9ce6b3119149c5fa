"""04.d: six calls, each to be given a place where it does not disturb the heartbeat."""

from helpers.grading import mistakes as usual
from helpers.grading.draws import odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .moving import AWAIT_IT, LOOPS_THREAD, called_too_early, note_places, on_the_loop
from .places import PROCESS, STEP, Connection, Functions, Heart, Processes

__all__ = ["CHECK"]

VALUES = ["site", "log", "rows", "primes", "parsed feed", "squeezed"]
TIMES = [0.5, 0.8, 0.7, 1.2, 0.9, 0.6]


@trial(rounds=3)
async def day(run: Run) -> object:
    """A heart beats and computes beside the six calls; they give what the notebook says, or odd."""
    values, times = VALUES, TIMES
    if run.round:
        values = odd_values(run.draw, 6)
        times = [round(0.3 + each, 3) for each in seconds(run.draw, 6, most=2)]
    functions, connection, processes = Functions(run, values, times), Connection(), Processes()
    run.replace(**{name: getattr(functions, name) for name in functions.names})
    run.note(site_on=LOOPS_THREAD, wanted=values)
    try:
        async with Heart() as heart:
            value = await run.call(connection, processes)
    finally:
        processes.end()
    note_places(run, "ask_site")
    run.note(to_ask=["ask_site", "read_log", connection, "count_primes", "feed", "squeeze"])
    calls = [call for call in run.journal.calls() if call.thread != LOOPS_THREAD]
    in_threads = [call.what for call in calls if not call.thread.startswith(PROCESS)]
    run.note(elsewhere=[call.what for call in calls], in_threads=" and ".join(in_threads))
    run.note(closed="processes" * processes.closed, step=STEP)
    run.note(late=heart.late, slowest=heart.slowest)
    return value


CHOOSE = """
    Ask of each call: does it wait by await, does it wait in its thread, or does it compute?
    What awaits stays on the loop, what waits in its thread gets another, what computes a process.
    Threads share one interpreter: what keeps it, computing, slows the heart from any thread."""
ON_THE_SPOT = """
    Calling a coroutine function only makes a coroutine, on whatever thread.
    What already waits by await needs no thread.
    Await what ask_site() gives, with nothing around it."""
SENT = """
    A process gets copies, made by pickle. A connection, a coroutine, a lambda has none.
    Such a call stays in this process; if it waits, a thread is the place.
    to_thread for it; and for a lambda, a function with a name, and its arguments."""
FREE = "no beat comes late"
SLOWED = "the heart's computing is never slowed"
CALLS = "makes each of the six calls once"
RETURNS = "returns what they return, in the order"

# fmt: off
CHECK = check(
    day,
    rules=(
        called_too_early("day", FREE),
        rule("NOT_PICKLABLE",
            lambda f: f.day.error and "pickle" in f.day.said, """
            promise what cannot be sent to a process
            seen    {name} {day.said}
            in your line: {day.line}
            wanted  only what can be copied is sent to another process
            next    that stays in this process; send functions with a name, and plain arguments.""",
            SENT),
        rule("COROUTINE_IN_A_THREAD",
            lambda f: f.day.site_on != LOOPS_THREAD or "ask_site" in f.day.elsewhere, """
            promise `ask_site` waits by `await`
            seen    ask_site was called or run on another thread than the loop's
            wanted  it runs on the loop, and is awaited there
            next    it is a coroutine function: call it and await it, without a thread.""",
            ON_THE_SPOT),
        usual.returns_awaitable("day", RETURNS),
        on_the_loop("day", FREE),
        rule("BLOCKS_THE_LOOP", lambda f: f.day.late > 0, f"""
            promise {FREE}
            seen    none of the calls ran on the loop's thread, and a beat came {{day.late}} s late
            wanted  no beat is late: the loop waits by await
            next    look for .result(), or for a `with` that waits for a pool.""", AWAIT_IT),
        rule("COMPUTES_IN_A_THREAD", lambda f: f.day.slowest > f.day.step, f"""
            promise {SLOWED}
            seen    in threads ran {{day.in_threads}};
            the heart computed for up to {{day.slowest}} s instead of {{day.step}} s
            wanted  the heart's computing is not slowed
            next    threads share one interpreter; a process brings its own.""", CHOOSE),
        usual.closes_what_is_not_its_own("day", "leaves `processes` open"),
        usual.not_asked("day", CALLS, hints=CHOOSE),
        usual.wrong_order("day", RETURNS),
        usual.no_result("day", RETURNS),
    ),
    praise="no beat came late, and none was slowed: {day.value}",
)
