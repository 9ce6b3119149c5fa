"""16.a: a facade, behind which the timer of a threaded program has become a task."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule, trial

from .network import LONG, note_calls, surveyed, teller
from .telling import tells, tells_on_a_loop

__all__ = ["CHECK"]


@trial(rounds=2, horizon=LONG)
def surveying(run: Run) -> Any:
    """Five sensors, some of which fail; then drawn ones, with odd values."""

    def survey(script: Any) -> Any:
        return run.answer(run.blocking("ask", script), teller(run)).survey(list(script))

    try:
        return surveyed(run, survey)
    finally:
        note_calls(run)


LOOP = """
    The loop has a thread of its own; a LoopThread starts it, and ends it with its `with` block.
    submit(f) has the loop run the coroutine f(), and returns at once; call(f) waits for its end.
    In the block of a LoopThread: submit self.report, without brackets, then run the workers."""
TIMER = """
    A timer waits first, and tells then; it does so again and again until it is cancelled.
    On a loop a wait is an await: asyncio.sleep, where a thread has time.sleep or an event's wait.
    while True: one await of asyncio.sleep, and then self.tell with the number of values."""
END = """
    A timer that goes on for ever has to be ended by whoever began it.
    Leaving the `with` block of a LoopThread cancels the tasks on its loop, and ends its thread.
    No event is needed: let the block end when run_workers has returned."""
WORKERS = """
    What waits in a thread may wait on: only the timer moves in this step.
    run_workers joins its threads, so it blocks whoever calls it: let that be survey's own thread.
    Call run_workers in survey itself, between the beginning and the end of the loop."""
RETURNS = "`survey(sensors)` returns what `Station`'s does"
TOLD = "`tell` is called after 1, 2, 3, … seconds"
ON_A_LOOP = "`tell` is called on a loop"
THREADS = "The sensors are still asked by two worker threads"

# fmt: off
CHECK = check(
    surveying,
    rules=(
        usual.deadlock("surveying", RETURNS, hints=END),
        usual.blocks_the_loop("surveying", "nothing blocks that loop", hints=TIMER),
        rule("WAITS_FOR_THE_TIMER", lambda f: not f.surveying.ended, f"""
            promise {RETURNS}
            seen    {{name}} never returned; {{surveying.told}} was told meanwhile
            next    find out who waits for the timer, which goes on for ever.""", LOOP),
        usual.one_at_a_time("surveying", THREADS, hints=WORKERS),
        usual.never_awaited("surveying", ON_A_LOOP, hints=LOOP),
        tells_on_a_loop("surveying", ON_A_LOOP, LOOP),
        tells("surveying", TOLD, TIMER),
        usual.no_result("surveying", RETURNS),
        usual.too_late("surveying", "as soon as the last sensor has been read", hints=END),
        usual.left_behind("surveying", "nothing is left", hints=END),
    ),
    praise="told at {surveying.told}; done at {surveying.took} s, with nothing left",
    called="survey",
)
