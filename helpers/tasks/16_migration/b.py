"""16.b: the leaf of a threaded program becomes a coroutine, which worker threads call."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule, trial

from .network import CLOSE, LONG, Network, note_calls, surveyed, teller
from .telling import tells, tells_on_a_loop

__all__ = ["CHECK"]


@trial(rounds=2, horizon=LONG)
def surveying(run: Run) -> Any:
    """Five sensors, some of which fail; then drawn ones, with odd values."""

    def survey(script: Any) -> Any:
        station = run.answer(Network(run, script).connect, teller(run))
        values = station.survey(list(script))
        run.note(counted=station.asked, asks=len(run.journal.calls("ask")))
        run.note(kept=sorted({type(each).__name__ for each in dict(values).values()} & HANDLES))
        return values

    try:
        return surveyed(run, survey, close=CLOSE)
    finally:
        note_calls(run)


@trial(rounds=2)
def refused(run: Run) -> None:
    """The network cannot be reached."""
    error = OSError("no network") if run.round == 0 else LookupError("no such network")
    station = run.answer(Network(run, {}, error).connect, teller(run))
    end = run.ending(station.survey, ["roof", "cellar"])
    run.note(due_error=type(error).__name__, said=end.said, raised=end.raised, done=True)


HANDLES = {"Future", "Answer", "Task", "coroutine"}  # what stands for a value that is to come

LOOP = """
    A client can be used only on the loop on which it was made.
    asyncio.run makes a new loop each time; a LoopThread has one, as long as its block lasts.
    self.loop.call, with the function and its arguments, for connect, for each read, for close."""
CALL = """
    A coroutine function that is called gives a coroutine; a loop has to run it.
    submit gives a future at once; call waits, and gives what the coroutine returned.
    In work: call of the loop thread, with the function self.read and the sensor."""
LEAF = """
    A leaf that has become a coroutine must not block the loop, not for a pause either.
    Two lines of read wait: the ask, and the pause. Both become an await.
    `await` before the ask of the client; asyncio.sleep, awaited, for the pause"""
TRIES = """
    The loop over the pauses stays as it is: a coroutine can have a `for` and a `try`.
    The error is raised by the await, so the await stands inside the `try`.
    Three asks: after the first and the second OSError a pause, after the third the error's text."""
END = """
    What survey has begun it ends, in the opposite order: the client, then the loop.
    close is a coroutine too: it has to run to its end on the client's loop.
    After run_workers, inside the LoopThread's block: call, with the client's close."""
WORKERS = """
    The two workers wait in `call`, each for its own sensor.
    A lock that is held during the call lets in one of them; a third caller would be one too many.
    Hold the lock only to store the value, after the call has returned."""
RETURNS = "`survey(sensors)` returns what `Station`'s does"
TOLD = "calls `tell` as a `Facade` does"
ONE_LOOP = "it, every `ask`, and `close` run on one loop"
TWO = "Two sensors may be asked at the same time"
AGAIN = "a sensor is asked again half a second later, three times in all"
CLOSED = "The client's `close` has ended when `survey` returns"
REFUSED = "`survey` raises that error"

# fmt: off
CHECK = check(
    *(surveying, refused),
    rules=(
        rule("OTHER_LOOP", lambda f: f.surveying.elsewhere, f"""
            promise {ONE_LOOP}
            seen    the client was made on one loop; its {{surveying.elsewhere}} ran on another one
            next    have one loop run all that uses the client.""", LOOP),
        usual.blocks_the_loop("surveying", "the loop goes on meanwhile", hints=LEAF),
        rule("CONNECTS_AGAIN", lambda f: f.surveying.connects > 1, """
            promise `connect` is called once in a survey
            seen    connect was called {surveying.connects} times
            next    connect in survey, and let all asks use that client.""", LOOP),
        rule("ON_THE_CALLERS_THREAD", lambda f: f.surveying.here, f"""
            promise {ONE_LOOP}, in a thread of its own
            seen    the client was used on the thread that called survey
            next    a LoopThread runs its loop in a thread of its own.""", LOOP),
        rule("KEEPS_A_HANDLE", lambda f: f.surveying.kept, f"""
            promise {RETURNS}
            seen    {{name}} {{surveying.said}}
            wanted  {{surveying.wanted}}
            next    wait for what the coroutine returns, and store that.""", CALL),
        usual.never_awaited("surveying", RETURNS, hints=CALL),
        usual.limit_ignored("surveying", TWO, hints=WORKERS),
        usual.one_at_a_time("surveying", TWO, hints=WORKERS),
        usual.not_asked("surveying", AGAIN, hints=TRIES),
        rule("WRONG_PAUSE", lambda f: f.surveying.pauses, f"""
            promise {AGAIN}
            seen    between two asks of a sensor there were {{surveying.pauses}} s
            wanted  0.5 s
            next    let the coroutine wait before it asks again.""", LEAF),
        tells_on_a_loop("surveying", TOLD, LOOP),
        tells("surveying", TOLD, LOOP),
        rule("NOT_CLOSED", lambda f: not f.surveying.error and f.surveying.closed != 1, f"""
            promise {CLOSED}
            seen    {{name}} {{surveying.said}}; the client's close had begun {{surveying.closes}}
                    times by then, and ended {{surveying.closed}} times; once was due
            next    wait for the close before the loop ends.""", END),
        rule("MISCOUNTS", lambda f: f.surveying.counted != f.surveying.asks, """
            promise `asked` is the number of asks
            seen    asked was {surveying.counted}, when the sensors had been asked
                    {surveying.asks} times
            next    count each ask, in one line without an await.""", TRIES),
        usual.zero_lost("surveying", RETURNS),
        usual.no_result("surveying", RETURNS),
        usual.too_late("surveying", RETURNS, hints=WORKERS),
        usual.left_behind("surveying", "then nothing is left", hints=END),
        usual.error_lost("refused", REFUSED, "{due_error}", hints=END),
        usual.left_behind("refused", "leaves nothing either", done="connect had raised", hints=END),
    ),
    praise="all on one loop; two at a time, done at {surveying.took} s; told at {surveying.told}",
    called="survey",
)
