"""03.b: a callback on another thread made awaitable, a cancelled await included."""

import asyncio
import functools
import threading
from collections.abc import Callable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Script, fails, gives, never
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial
from helpers.virtual_time import work

__all__ = ["CHECK"]

TURNS = 6  # of the loop, within which an answer that was called back reaches the one who waits


class Station:
    """Calls back as `script` says, also after `abort`; what callbacks raise is a complaint."""

    def __init__(self, run: Run, script: Script, *, at_once: bool = False) -> None:
        self.ask, self.at_once = run.blocking("request", script), at_once
        self.loop = asyncio.get_running_loop()
        self.made, self.aborted = [], []
        self.answered = lambda: None  # called on the station's thread, once it has called back
        self.abort = self.aborted.append  # the answer is on its way already
        run.note(made=self.made, aborted=self.aborted)

    def request(self, city: str, callback: Callable[..., Any]) -> threading.Thread:
        """Call back on a thread; `at_once`: before this returns."""
        given = {"name": "what request() returned", "daemon": True}
        self.made.append(threading.Thread(target=self._answer, args=(city, callback), **given))
        self.made[-1].start()
        if self.at_once:
            self.made[-1].join()
        return self.made[-1]

    def _answer(self, city: str, callback: Callable[..., Any]) -> None:
        try:
            answer, error = self.ask(city), None
        except Exception as raised:
            answer, error = None, raised
        try:
            callback(answer, error)
        except Exception as raised:
            self.loop.call_exception_handler({"message": "callback", "exception": raised})
        self.answered()


@trial(rounds=3)
async def one(run: Run) -> object:
    """One city: after more than a minute, after seconds, and before `request` has returned."""
    due = (61.913, 2.387, 0.0)[run.round]
    run.note(to_ask=["Oslo"], wanted=24, due=due)
    return await run.call(Station(run, gives(24, due), at_once=not due), "Oslo")


@trial(rounds=2)
async def together(run: Run) -> object:
    """Several cities, one of them twice; the loop is held, so that many answers come at once."""
    values = odd_values(run.draw, 7) if run.round else [-3, 24, 7]
    cities, times = names(run.draw, len(values)), seconds(run.draw, len(values))
    station = Station(run, dict(zip(cities, map(gives, values, times), strict=True)))
    run.note(wanted=[*values, values[0]])
    asyncio.get_running_loop().call_later(0.05, work, 4)
    return await asyncio.gather(*(run.call(station, city) for city in [*cities, cities[0]]))


@trial(rounds=3, raises=True)
async def failing(run: Run) -> object:
    """The station calls back with an error, each time of another kind."""
    error = errors(run.draw, 1)[0] if run.round else OSError("no line")
    run.note(due_error=type(error).__name__)
    return await run.call(Station(run, fails(error, 1.5)), "Oslo")


@trial(cancel_at=0.5)
async def stopped(run: Run) -> object:
    """Cancelled while it waits for an answer that never comes."""
    return await run.call(Station(run, never()), "Oslo")


@trial(rounds=4)
async def late(run: Run) -> None:
    """Cancelled, and an answer or an error comes all the same: later, or at that very moment."""
    outcome = (gives(24, 1), fails(OSError("no line"), 1))[run.round % 2]
    task = asyncio.create_task(run.call(Station(run, outcome), "Oslo"))
    await asyncio.sleep(0.5)
    if run.round > 1:
        work(1)  # it comes while the loop is held
    run.note(cancelled_at=run.now(), when="at that moment" if run.round > 1 else "later")
    task.cancel()
    end = await run.ended(task)
    run.note(raised=end.raised, said=end.said)
    await asyncio.sleep(9)


@trial(raises=True)
async def meeting(run: Run) -> None:
    """Cancelled so many turns of the loop after the callback; the last that takes effect counts."""
    loop = asyncio.get_running_loop()

    def cancel(task: asyncio.Task, turns: int) -> None:
        if turns:
            loop.call_soon(cancel, task, turns - 1)
        else:
            task.cancel()

    for turns in range(TURNS):
        station = Station(run, (gives(24, 1), fails(OSError("no line"), 1))[turns % 2])
        task = asyncio.create_task(run.call(station, "Oslo"))
        station.answered = functools.partial(loop.call_soon_threadsafe, cancel, task, turns)
        end = await run.ended(task)
        if end.raised == "CancelledError":
            run.note(last_aborted=[*station.aborted])


FUTURE = """
    A future is a box for a result or an error, which the loop fills and a coroutine can await.
    Make it first; the callback, on its thread, asks the loop to fill it with what has come.
    loop.create_future(), loop.call_soon_threadsafe(…), and return await of the future."""
CANCEL = """
    A cancelled task gets CancelledError, raised by the await where it stands.
    Put the await into a try, and abort where CancelledError is caught; then raise it again.
    except CancelledError, of asyncio: … abort what request() returned, then raise."""
BOTH = """
    A cancellation can come when the answer is set, and the task has not gone on yet.
    So CancelledError does not say that there is no answer; what holds the answer does.
    Where CancelledError is caught: abort only if the future itself was cancelled."""
ANSWERED = "returns the answer at the moment when the callback comes"

# fmt: off
CHECK = check(
    *(one, together, failing, stopped, late, meeting),
    rules=(
        usual.not_asked("one", "sends the station one request", hints=FUTURE),
        usual.returns_awaitable("one", ANSWERED),
        rule("CALLBACK_FAILS", lambda f: f.one.complaints, """
            promise the callback may come at any time
            seen    when the answer came, a function of yours raised {one.complaints[0][type]}:
                    {one.complaints[0][message]}
            wanted  a callback that can be called as callback(answer, error), and at once
            next    make and find all that it needs before you send the request.""", FUTURE),
        usual.blocks_the_loop("one", "the loop goes on", hints=FUTURE),
        usual.polls("one", "nobody looks at intervals", hints=FUTURE),
        usual.stranger("one", "at the moment when the callback comes", hints=FUTURE),
        usual.gives_up("one", "also after minutes"),
        rule("THREAD_WAITS", lambda f: len(f.stopped.left.threads) > 1, """
            promise no thread waits for the answer
            seen    while {name} waited, another thread, besides the station's, waited with it
            next    a coroutine can wait by itself: for a future of the loop.""", FUTURE),
        usual.zero_lost("together", "any object may be an answer"),
        usual.no_result("one together", ANSWERED, hints=FUTURE),
        usual.too_late("one", ANSWERED, hints=FUTURE),
        usual.error_lost("failing", "calls back with an error", "{due_error}", hints=FUTURE),
        usual.cancel_swallowed("stopped late", "lets the cancellation pass", hints=CANCEL),
        rule("WRONG_ABORT", lambda f: f.stopped.aborted != f.stopped.made, """
            promise calls `station.abort` once, with what `request` returned
            seen    cancelled at {stopped.cancelled_at} s; station.abort got: {stopped.aborted}
            next    keep what station.request returned, and abort that when cancelled.""", CANCEL),
        rule("ABORTS_ANSWERED", lambda f: (f.one.right and f.one.aborted) or f.failing.aborted, """
            promise is not aborted once its answer or error has reached the loop
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
        rule("ABORTS_BESIDE_ANSWER", lambda f: f.meeting.last_aborted, """
            promise even if the cancellation comes before `temperature` goes on
            seen    the answer had reached the loop; before {name} went on, it was cancelled, and
                    it called station.abort
            wanted  no abort: the station has done its work
            next    a future that has its result is not cancelled with the task: ask the future.""",
            BOTH),
    ),
    praise="the answer at {one.took} s, the loop free; a cancel is passed on",
    version=3,
)
