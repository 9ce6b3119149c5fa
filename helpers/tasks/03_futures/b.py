"""03.b: a callback on another thread made awaitable, a cancelled await included."""

import asyncio

from helpers.grading import mistakes as usual
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .station import CITY, Station, cancelled, ends_of

__all__ = ["CHECK"]


@trial(rounds=3)
async def one(run: Run) -> object:
    """One city: after seconds, after more than a minute, and before `request` has returned."""
    due = [seconds(run.draw, 1)[0], 61 + seconds(run.draw, 1)[0], 0.0][run.round]
    station = Station(run, {CITY: gives(24, due)})
    run.note(to_ask=[CITY], wanted=24, due=due, waiting=[])
    if due:
        look = asyncio.get_running_loop().call_later
        look(due / 2, lambda: run.note(waiting=station.waiting()))
    value = await run.call(station, CITY)
    run.note(needless=len(station.aborted))
    return value


@trial(rounds=2)
async def together(run: Run) -> object:
    """Several cities at once, one of them twice; the second time with odd answers."""
    values = odd_values(run.draw, 8) if run.round else [-3, 24, 7]
    cities = names(run.draw, len(values))
    script = map(gives, values, seconds(run.draw, len(values)))
    station = Station(run, dict(zip(cities, script, strict=True)))
    values, cities = [*values, values[0]], [*cities, cities[0]]
    asyncio.get_running_loop().call_later(0.05, station.answer_now, 2)
    ends = await ends_of(run, (run.call(station, city) for city in cities))
    for end, value in zip(ends, values, strict=True):
        run.note(said=end.said, wanted=f"returned {value!r}")
        if end.said != f"returned {value!r}":
            break
    return end.said


async def failing(run: Run) -> None:
    """The station calls back with errors of several kinds; the first that is lost is noted."""
    due = {f"{type(error).__name__}{n}": error for n, error in enumerate(errors(run.draw, 6))}
    station = Station(run, {city: fails(error, 1.5) for city, error in due.items()})
    ends = await ends_of(run, (run.call(station, city) for city in due))
    run.note(needless=len(station.aborted))
    for end, error in zip(ends, due.values(), strict=True):
        run.note(raised=end.raised, said=end.said, due_error=type(error).__name__)
        if end.raised != type(error).__name__:
            break


async def left(run: Run) -> None:
    """Cancelled while it waits, with a station that hears it."""
    await cancelled(run, Station(run, {CITY: gives(24, 3.1)}), asyncio.Task.cancel)


@trial(rounds=4)
async def late(run: Run) -> None:
    """Cancelled, and an answer or an error comes all the same: later, or at that very moment."""
    outcome = (gives(24, 3.1), fails(OSError("no line"), 3.1))[run.round % 2]
    station = Station(run, {CITY: outcome}, deaf=True)

    def cancel(task: asyncio.Task) -> None:
        if run.round > 1:
            station.answer_now()
        task.cancel()

    run.note(when="at that moment" if run.round > 1 else "later")
    await cancelled(run, station, cancel)


WAKE = """
    A future of asyncio may be set on its loop's thread only; set elsewhere, the loop sleeps on.
    The callback runs on the station's thread: let it ask the loop to set the future.
    loop.call_soon_threadsafe takes a function, and its arguments, and wakes the loop."""
FUTURE = """
    A future is a box that the callback can fill, and that a coroutine can await.
    Make the future first; the callback has the loop fill it; then await it.
    loop.create_future(), loop.call_soon_threadsafe(…), and return await of the future."""
CANCEL = """
    A cancelled task gets CancelledError, raised by the await where it stands.
    Put the await into a try, and abort where CancelledError is caught; then raise it again.
    except CancelledError, of asyncio: … abort what request() returned, then raise."""
ERROR = """
    A future holds a result or an exception, and await gives the one or raises the other.
    In the callback, ask if there is an error.
    future.set_exception, by way of the loop."""
ANSWERED = "returns the answer at the moment when the callback comes"
ABORTED = "calls `station.abort` once, with what `request` returned"

# fmt: off
CHECK = check(
    *(one, together, failing, left, late),
    rules=(
        usual.not_asked("one", "sends the station one request", hints=FUTURE),
        usual.returns_awaitable("one", ANSWERED),
        rule(
            "CALLBACK_ARGUMENTS",
            lambda f: any(
                each["type"] == "TypeError" and not each["line"] for each in f.one.complaints
            ),
            """
            promise returns the answer
            seen    a function of yours was called with other arguments than it takes:
                    {one.complaints[0][message]}
            wanted  a callback that can be called as callback(answer, error)
            next    give your callback two parameters.
            hint    Whoever calls a callback decides which arguments it gets.
            hint    The station gives two arguments: an answer, and an error or None.
            hint    def callback(answer, error), and both are handed on to the loop.""",
        ),
        rule("CALLBACK_FAILS", lambda f: f.one.complaints, """
            promise the callback may come at any time
            seen    when the answer came, a function of yours raised {one.complaints[0][type]}:
                    {one.complaints[0][message]}
                    in your line: {one.complaints[0][line]}
            next    make and find all that it needs before you send the request.
            hint    The callback runs on the station's thread, which has no running loop.
            hint    asyncio.get_running_loop() works in the coroutine: keep loop and future there.
            hint    loop.call_soon_threadsafe takes a function, and exactly its arguments."""),
        usual.blocks_the_loop("one", "the loop goes on", hints=FUTURE),
        usual.polls("one", "nobody looks at intervals", hints=FUTURE),
        usual.stranger("one", "at the moment when the callback comes", hints=WAKE),
        usual.gives_up("one", "also after minutes"),
        rule("THREAD_WAITS", lambda f: f.one.waiting, """
            promise no thread waits for the answer
            seen    while {name} waited, these threads waited for it: {one.waiting}
            next    a coroutine can wait by itself: for a future of the loop.""", FUTURE),
        usual.zero_lost("together", "any object may be an answer"),
        usual.no_result("one together", ANSWERED, hints=FUTURE),
        usual.too_late("one", ANSWERED, hints=WAKE),
        usual.error_lost("failing", "calls back with an error", "{due_error}", hints=ERROR),
        usual.cancel_swallowed("left late", "lets the cancellation pass", hints=CANCEL),
        rule("NOT_ABORTED", lambda f: f.left.aborts == 0, f"""
            promise {ABORTED}
            seen    cancelled at {{left.cancelled_at}} s; station.abort was not called
            next    abort the request when the await is cancelled.""", CANCEL),
        rule("WRONG_ABORT", lambda f: not f.left.right, f"""
            promise {ABORTED}
            seen    station.abort was called {{left.aborts}} times, with: {{left.aborted}}
            next    keep what station.request returned, and give it to abort.""", CANCEL),
        rule("ABORTS_ANSWERED",
            lambda f: f.one.needless or f.failing.needless, """
            promise a request that was answered, also with an error, is not aborted
            seen    the station had called back; its request was aborted afterwards
            next    a finally runs on every way out; CancelledError is only one of them.""",
            CANCEL),
        rule("LATE_ANSWER", lambda f: f.late.complaints, """
            promise does no harm
            seen    cancelled at {late.cancelled_at} s; {late.when} the answer came, and caused
                    {late.complaints[0][type]}: {late.complaints[0][message]}
            wanted  nothing happens: nobody waits for it
            next    a cancelled future is done; ask before you set it, on the loop's thread.
            hint    set_result and set_exception of a future that is done raise InvalidStateError.
            hint    Between the question and the setting nothing may happen: one function for both.
            hint    call_soon_threadsafe calls a function of yours that asks done() first."""),
    ),
    praise="the answer at {one.took} s, the loop free; a cancel is passed on",
)
