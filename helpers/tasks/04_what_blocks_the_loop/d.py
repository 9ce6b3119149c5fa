"""04.d: six calls, each to be given a place where it does not disturb the heartbeat."""

import asyncio
import threading
from functools import partial
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import computes, gives
from helpers.grading.draws import odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial
from helpers.grading.observation import MAIN_THREAD

from . import places
from .places import PROCESS, STEP, computing

__all__ = ["CHECK"]

VALUES = ["site", "log", "rows", "primes", "parsed feed", "squeezed"]
TIMES = [0.5, 0.8, 0.7, 1.2, 0.9, 0.6]


def hand_in(run: Run, values: list[Any], times: list[float]) -> None:
    """Put doubles in the place of the six functions; they give these values after these times."""
    keeps, frees = partial(computing, shares=False), partial(computes, gil=False)
    how = (gives, gives, gives, computing, keeps, frees)
    names = ("read_log", "query", "count_primes", "parse", "squeeze")
    site, *others = [make(*each) for make, *each in zip(how, values, times, strict=True)]
    ask = run.awaitable("ask_site", site)
    doubles = {name: run.blocking(name, each) for name, each in zip(names, others, strict=True)}

    def ask_site() -> Any:
        run.note(site_on=threading.current_thread().name)
        return ask()

    by_name = {
        "query": lambda connection: doubles["query"](connection),
        "parse": lambda text: doubles["parse"](text),
    }
    run.replace(ask_site=ask_site, **{**doubles, **by_name})


@trial(rounds=2)
async def day(run: Run) -> object:
    """A heart beats and computes beside the six calls; they give what the notebook says, or odd."""
    values, times, connection, processes = VALUES, TIMES, places.Connection(), places.Processes()
    if run.round:
        values = odd_values(run.draw, 6)
        times = [round(0.3 + each, 3) for each in seconds(run.draw, 6, most=2)]
    hand_in(run, values, times)
    run.note(site_on=MAIN_THREAD, wanted=values)
    computed: list[float] = []
    late: list[float] = []
    beat = asyncio.create_task(places.heart(computed, late))
    await asyncio.sleep(STEP)  # so that a beat is under way
    value = await run.call(connection, processes)
    await asyncio.sleep(4 * STEP)
    beat.cancel()
    run.note(to_ask=["ask_site", "read_log", connection, "count_primes", "feed", "squeeze"])
    calls = [call for call in run.journal.calls() if not call.thread.startswith(PROCESS)]
    in_threads = [call.what for call in calls if call.thread != MAIN_THREAD]
    run.note(in_threads=" and ".join(in_threads), slowest=max(computed), step=STEP)
    run.note(latest=max(late))
    run.note(closed="processes" if run.ending(processes.submit, int).raised else "")
    return value


CHOOSE = """
    Ask of each call: does it wait by await, does it wait in its thread, or does it compute?
    What awaits stays on the loop, what waits in its thread gets another, what computes a process.
    Threads share one interpreter: what keeps it, computing, slows the heart from any thread."""
SENT = """
    A process gets copies, made by pickle. A connection, a coroutine, a lambda has none.
    Such a call stays in this process; if it waits, a thread is the place.
    to_thread for it; and for a lambda, a function with a name, and its arguments."""
FREE, RETURNS = "no beat comes late", "returns what they return, in the order"

# fmt: off
CHECK = check(
    day,
    rules=(
        rule("NOT_PICKLABLE", lambda f: f.day.error and "pickle" in f.day.said, """
            promise what cannot be sent to a process
            seen    {name} {day.said}
            in your line: {day.line}
            wanted  only what can be copied is sent to another process
            next    that stays in this process; send functions with a name, and plain arguments.""",
            SENT),
        rule("COROUTINE_IN_A_THREAD",
            lambda f: f.day.site_on != MAIN_THREAD or "ask_site" in f.day.in_threads, """
            promise `ask_site` waits by `await`
            seen    ask_site was called or run on another thread than the loop's
            wanted  it runs on the loop, and is awaited there
            next    it is a coroutine function: call it and await it, without a thread.""",
            usual.AWAIT_IT),
        usual.returns_awaitable("day", RETURNS),
        usual.called_too_early("day", FREE),
        usual.blocks_the_loop("day", FREE, thread=MAIN_THREAD),
        rule("COMPUTES_IN_A_THREAD", lambda f: f.day.slowest > f.day.step or f.day.latest, """
            promise no beat comes late, and none takes longer than 0.05 s
            seen    in threads ran {day.in_threads};
            a beat came {day.latest} s late at most, and took {day.slowest} s at most
            wanted  each beat comes in time, and takes {day.step} s
            next    threads share one interpreter; a process brings its own.""", CHOOSE),
        usual.closes_what_is_not_its_own("day", "leaves `processes` open"),
        usual.not_asked("day", "makes each of the six calls once", hints=CHOOSE),
        usual.wrong_order("day", RETURNS),
        usual.no_result("day", RETURNS),
    ),
    praise="no beat came late, and none was slowed: {day.value}",
)
