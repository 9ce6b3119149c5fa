"""16.c: the workers of a threaded program become tasks: one function crosses into the loop."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule, trial

from .network import CLOSE, LONG, Network, note_calls, surveyed, teller
from .telling import tells, tells_on_a_loop

__all__ = ["CHECK"]

MOST = 4  # crossings: for the timer, say, for connect, for the reading and for the close
MOST_SAID = "four times at most"


@trial(rounds=3, horizon=LONG)
def surveying(run: Run) -> Any:
    """Five sensors, some of which fail; then drawn ones, with odd values."""

    def survey(script: Any) -> Any:
        return run.answer(Network(run, script).connect, teller(run)).survey(list(script))

    try:
        return surveyed(run, survey, close=CLOSE)
    finally:
        note_calls(run)


def nothing(run: Run) -> Any:
    """There is no sensor."""
    run.note(wanted={})
    return run.answer(Network(run, {}).connect, teller(run)).survey([])


@trial(rounds=2)
def refused(run: Run) -> None:
    """The network cannot be reached."""
    error = OSError("no network") if run.round == 0 else LookupError("no such network")
    station = run.answer(Network(run, {}, error).connect, teller(run))
    end = run.ending(station.survey, ["roof", "cellar"])
    run.note(due_error=type(error).__name__, said=end.said, raised=end.raised, done=True)


BOUNDARY = """
    Each call into the loop is a crossing; one crossing can have the loop do all of the work.
    Let one coroutine connect, read every sensor and close; its parts await each other.
    In survey: submit for the timer, and one call of that coroutine with the sensors."""
TASKS = """
    A worker that is a task needs no thread: it waits at its awaits.
    Two tasks of a TaskGroup do what the two threads did.
    asyncio.TaskGroup, in an async with; in its block create_task twice, each a worker."""
PLACES = """
    A worker takes the next sensor when it has dealt with its own, as the threads did.
    Both workers take from one store: an asyncio.Queue, a deque, or an iterator that they share.
    `for sensor in waiting:` in both tasks, with the same waiting = iter(sensors)"""
LEAF = """
    What waits in a coroutine is awaited: the ask, and the pause.
    A queue of threads, a lock that is held across an await, or time.sleep holds the loop.
    Inherit read from Leaves, or await the pause in your own."""
END = """
    What is begun is ended, in the opposite order: the workers, the client, the timer, the loop.
    Awaiting close lets it run to its end; a LoopThread's block ends the timer and the loop.
    After the group's block: await the client's close, in the same coroutine."""
RETURNS = "`survey(sensors)` returns what `Station`'s does"
TOLD = "calls `tell` as a `Facade` does"
TWO = "Two sensors may be read at the same time"
ORDER = "They are begun in the order of the list"
AGAIN = "a sensor is asked again half a second later, three times in all"
CLOSED = "the client's `close` has ended when `survey` returns"

# fmt: off
CHECK = check(
    *(surveying, nothing, refused),
    rules=(
        rule("OTHER_LOOP", lambda f: f.surveying.elsewhere, """
            promise It calls into its loop
            seen    the client was made on one loop; its {surveying.elsewhere} ran on another one
            next    have one loop run all that uses the client.""", BOUNDARY),
        usual.blocks_the_loop("surveying", "the loop goes on meanwhile", hints=LEAF),
        tells_on_a_loop("surveying", TOLD, BOUNDARY),
        rule("WORKERS_ARE_THREADS", lambda f: f.surveying.started > 1, """
            promise starts one thread
            seen    {surveying.started} threads were started
            wanted  1, in which the loop runs
            next    make tasks of the workers.""", TASKS),
        rule("ON_THE_CALLERS_THREAD", lambda f: f.surveying.here, """
            promise starts one thread, in which that loop runs
            seen    the client was used on the thread that called survey
            next    a LoopThread runs its loop in a thread of its own.""", BOUNDARY),
        rule("MANY_CROSSINGS", lambda f: f.surveying.crossings > MOST, f"""
            promise calls into its loop {MOST_SAID}
            seen    it called into the loop {{surveying.crossings}} times
            next    let a coroutine do on the loop what is called there again and again.""",
            BOUNDARY),
        usual.never_awaited("surveying", RETURNS, hints=TASKS),
        usual.limit_ignored("surveying", "Two sensors may be read at the same time, never more",
            hints=PLACES),
        usual.one_at_a_time("surveying", TWO, hints=TASKS),
        usual.not_asked("surveying", AGAIN, hints=LEAF),
        rule("WRONG_PAUSE", lambda f: f.surveying.pauses, f"""
            promise {AGAIN}
            seen    between two asks of a sensor there were {{surveying.pauses}} s
            wanted  0.5 s
            next    let the coroutine wait before it asks again.""", LEAF),
        rule("WRONG_ORDER", lambda f: not f.surveying.error and
            f.surveying.order != f.surveying.sensors, f"""
            promise {ORDER}
            seen    begun were {{surveying.order}}
            wanted  {{surveying.sensors}}
            next    see from which end the next sensor is taken.""", PLACES),
        usual.place_left_empty("surveying", "each as soon as one of the two places is free",
            code="PLACE_LEFT_EMPTY", hints=PLACES,
            next="let a worker go on with the next sensor, whatever the other one does."),
        tells("surveying", TOLD, BOUNDARY),
        rule("NOT_CLOSED", lambda f: not f.surveying.error and f.surveying.closed != 1, f"""
            promise {CLOSED}
            seen    {{name}} {{surveying.said}}; the client's close had begun {{surveying.closes}}
                    times by then, and ended {{surveying.closed}} times; once was due
            next    wait for the close before the loop ends.""", END),
        rule("CONNECTS_AGAIN", lambda f: f.surveying.connects > 1, """
            promise `connect` is called once
            seen    connect was called {surveying.connects} times
            next    connect once, and let all asks use that client.""", BOUNDARY),
        usual.zero_lost("surveying", RETURNS),
        usual.no_result("surveying", RETURNS),
        usual.too_late("surveying", "each as soon as one of the two places is free", hints=PLACES),
        usual.left_behind("surveying", "then nothing is left", hints=END),
        usual.fails_on_nothing("nothing", "however many sensors there are"),
        usual.error_lost("refused", "`survey` raises that error", "{due_error}", hints=END),
        usual.left_behind("refused", "leaves nothing either", done="connect had raised", hints=END),
    ),
    praise="{surveying.crossings} crossings, one thread, two at a time; done at {surveying.took} s",
    called="survey",
)
