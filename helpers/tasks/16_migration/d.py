"""16.d: a program without threads, and a face for ordinary code."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, each, rule

from .survey import cancelled, face, failing, nothing, reading, refused, surveying
from .telling import tells, tells_on_a_loop

__all__ = ["CHECK"]

TASKS = """
    Whoever awaits survey_async has a loop already: its tasks run there, and need no thread.
    What a thread did, a task does: two workers and a timer.
    asyncio.TaskGroup, or create_task, for each; and no asyncio.run, LoopThread or to_thread."""
PLACES = """
    A worker takes the next sensor when it has dealt with its own.
    Both workers take from one store: an asyncio.Queue, a deque, or an iterator that they share.
    `for sensor in waiting:` in both tasks, with the same waiting = iter(sensors)"""
LEAF = """
    What waits in a coroutine is awaited: the ask, and the pause.
    The error is raised by the await, so the await stands inside the `try`.
    The ask is awaited in the try; asyncio.sleep is awaited before each further ask."""
TIMER = """
    A timer waits first, and tells then; it does so until it is cancelled.
    It ends with the survey: not before the last sensor, and not a second later.
    A task: while True, an awaited sleep, then self.tell; cancel it after the reading."""
END = """
    Whatever ends the survey, what it has begun must end: workers, timer, client.
    A TaskGroup cancels its tasks on an error or a cancellation, and waits for them.
    The timer and the reading in one group; around the workers' group try, finally: close."""
COUNT = """
    Between two awaits no other task runs; at an await any of them may.
    A count that is read before an await, and written after it, is out of date by then.
    Add 1 to self.asked in one line, with += and before the ask."""
FACE = """
    Ordinary code has no loop, so the face makes one, for one survey.
    asyncio.run makes it, runs the coroutine, and closes it; where a loop runs, it refuses.
    In survey: return what asyncio.run makes of a call of survey_async."""
RETURNS = "`await survey_async(sensors)` returns what `Station`'s `survey` does"
TOLD = "`tell` is called after 1, 2, 3, … seconds"
HERE = "It runs on its caller's loop, starts no thread"
TWO = "Two sensors may be read at the same time, never more"
CLOSED = "the client's `close` has ended when `survey_async` returns"
ENDED = "all that it began has ended, `close` too"
PUBLIC = "`survey(sensors)` does the same for ordinary code"

# fmt: off
CHECK = check(
    *(surveying, nothing, cancelled, failing, reading, face, refused),
    rules=(
        rule("NOT_ON_THE_CALLERS_LOOP", lambda f: f.surveying.elsewhere or f.surveying.loops > 1 or
            (f.surveying.connects and not f.surveying.here), f"""
            promise {HERE}
            seen    the client was made or used on another loop than the caller's
            next    await connect, and everything else, on the loop that is there.""", TASKS),
        tells_on_a_loop("surveying", HERE, TASKS),
        rule("STARTS_A_THREAD", lambda f: f.surveying.started, f"""
            promise {HERE}
            seen    {{surveying.started}} threads were started
            next    make tasks of what waits.""", TASKS),
        usual.deadlock("surveying", "lets that loop go on meanwhile", hints=LEAF),
        usual.blocks_the_loop("surveying", "lets that loop go on meanwhile", hints=LEAF),
        usual.never_awaited("surveying", RETURNS, hints=TASKS),
        usual.limit_ignored("surveying", TWO, hints=PLACES),
        usual.one_at_a_time("surveying", TWO, hints=PLACES),
        usual.not_asked("surveying", "returns what `Station`'s `survey` does", hints=LEAF),
        rule("WRONG_PAUSE", lambda f: f.surveying.pauses, f"""
            promise {RETURNS}
            seen    between two asks of a sensor there were {{surveying.pauses}} s
            wanted  0.5 s, as in a Station
            next    let the coroutine wait before it asks again.""", LEAF),
        rule("WRONG_ORDER", lambda f: not f.surveying.error and
            f.surveying.order != f.surveying.sensors, """
            promise They are begun in the order of the list
            seen    begun were {surveying.order}
            wanted  {surveying.sensors}
            next    see from which end the next sensor is taken.""", PLACES),
        usual.place_left_empty("surveying", "each as soon as one of the two places is free",
            code="PLACE_LEFT_EMPTY", hints=PLACES,
            next="let a worker go on with the next sensor, whatever the other one does."),
        tells("surveying", TOLD, TIMER),
        rule("NOT_CLOSED", lambda f: not f.surveying.error and f.surveying.closed != 1, f"""
            promise {CLOSED}
            seen    {{name}} {{surveying.said}}; the client's close had begun {{surveying.closes}}
                    times by then, and ended {{surveying.closed}} times; once was due
            next    await it, after the last sensor.""", END),
        rule("CONNECTS_AGAIN", lambda f: f.surveying.connects > 1, """
            promise `connect` is called once
            seen    connect was called {surveying.connects} times
            next    connect once, and let all reads use that client.""", END),
        rule("MISCOUNTS", lambda f: f.surveying.counted != f.surveying.asks, """
            promise `asked` has counted each ask
            seen    asked was {surveying.counted}, when the sensors had been asked
                    {surveying.asks} times
            next    see what else runs between the read and the write of the count.""", COUNT),
        usual.zero_lost("surveying", RETURNS),
        usual.no_result("surveying", RETURNS),
        usual.too_late("surveying", "each as soon as one of the two places is free", hints=TIMER),
        usual.left_behind("surveying", "no task goes on", hints=END),
        usual.fails_on_nothing("nothing", RETURNS),
        usual.cancel_swallowed("cancelled", "before `CancelledError`", hints=END),
        rule("ASKS_ON", lambda f: [each for each in f.cancelled.calls
            if each["start"] > f.cancelled.cancelled_at], """
            promise nothing more is asked
            seen    {name} was cancelled at {cancelled.cancelled_at} s, and asked for further values
                    until {cancelled.took} s
            next    find the `except` that catches CancelledError, too.""", usual.LET_IT_PASS),
        usual.cancel_leaves_running("cancelled", ENDED, hints=END),
        *each("cancelled failing", "NOT_CLOSED",
            lambda r: r.connects and r.closed != r.clients, f"""
            promise {ENDED}
            seen    {{name}} {{T.said}}; the client's close had begun {{T.closes}} times by then,
                    and ended {{T.closed}} times; once was due
            next    close in a finally, and await it there.""", END),
        usual.left_behind("cancelled failing", ENDED, hints=END),
        usual.error_lost("failing", "that error comes out", "{due_error}", hints=END),
        usual.race("reading", "whatever their order, `asked` has counted each ask",
            next="see what stands between the read and the write of the count.", hints=COUNT),
        usual.returns_awaitable("face", PUBLIC, hints=FACE),
        usual.no_result("face", PUBLIC, hints=FACE),
        usual.left_behind("face", PUBLIC, hints=FACE),
        rule("NOT_REFUSED", lambda f: f.refused.raised != "RuntimeError" or f.refused.after, """
            promise where a loop runs it raises `RuntimeError` at once
            seen    survey, on a thread where a loop runs, {refused.said} at {refused.after} s
            next    let asyncio.run refuse it: the caller is to await survey_async.""", FACE),
    ),
    praise="no thread, two at a time; done at {surveying.took} s; nothing left, cancelled or not",
    called="survey_async",
)
