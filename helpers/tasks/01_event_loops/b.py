"""01.b: call_later for a small loop, run on an exact clock."""

import threading
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]


START, UNTIL = 1000.0, 1005.0  # seconds on the fake clock: it does not begin at 0, as no clock does
FREE_LOOKS = 100  # so many looks at the clock cost nothing, so that two timers can tie


class StillRunning(Exception):
    """Ends a loop that nobody stops."""


class FakeTime(SimpleNamespace):
    """Stands in for the module `time`, exactly; who looks at the clock for ever sees it move."""

    def __init__(self) -> None:
        super().__init__(now=START, looks=0)

    def monotonic(self) -> float:
        self.looks += 1
        if self.looks > FREE_LOOKS:
            self.sleep(0.001)
        return self.now

    time = perf_counter = monotonic

    def sleep(self, seconds: float) -> None:
        self.now = round(self.now + max(0.0, seconds), 6)
        if self.now > UNTIL:
            raise StillRunning


def gather_timers(answer: Answer) -> dict[str, Any]:
    """Let the answer's loop run timers on an exact clock, and note when and where each one ran."""
    clock, log = FakeTime(), []
    answer.replace(time=clock, monotonic=clock.monotonic, sleep=clock.sleep)
    loop, here = answer.value(), threading.get_ident()

    def note(name: str) -> Callable[..., None]:
        def callback(*args: object) -> None:
            when = round(clock.now - START, 1)
            log.append((name, when, len(args), threading.get_ident() == here))

        return callback

    for delay, name in ((0.6, "late"), (0.2, "early"), (0.4, "middle"), (0.4, "middle 2")):
        loop.call_later(delay, note(name))
    loop.call_later(0.5, note("with arguments"), 1, 2)
    took = round(clock.now - START, 1)
    loop.call_soon(note("now"))
    loop.call_later(2.0, loop.stop)
    error = _run_to_stop(loop, clock)
    again = [name for name, count in Counter(name for name, *_ in log).items() if count > 1]
    return {
        "took": took,
        "error": error,
        "order": list(dict.fromkeys(name for name, *_ in log)),
        "again": again,
        "times": {name: when for name, when, *_ in log},
        "arguments": {name: count for name, _, count, _ in log},
        "on_loop": all(mine for *_, mine in log),
        "threads": threading.active_count() - 1,
    }


def _run_to_stop(loop: Any, clock: FakeTime) -> dict[str, str] | None:
    """Run the loop, each turn a millisecond of its clock; return the error that ended it."""
    run_once = loop.run_once

    def turn() -> None:
        clock.sleep(0.001)
        run_once()

    loop.run_once = turn
    try:
        loop.run_forever()
    except StillRunning:
        return None
    except Exception as error:
        return describe(error)
    return None


DUE = {"now": 0.0, "early": 0.2, "middle": 0.4, "middle 2": 0.4, "with arguments": 0.5, "late": 0.6}
TIMER_NEXT = "keep (when, number, callback, args) in a heap; in run_once, move those that are due."
TIMER_HINTS = (
    "A timer is a promise to put a callback into `ready` once its time has come.",
    "run_once first moves what is due from the heap into `ready`, then does what it did before.",
    "heapq.heappush in call_later; in run_once: while the first timer's time has come, heappop it.",
)

TIMER_RULES = (
    Rule(
        "TIE_COMPARES_CALLBACKS",
        lambda f: f.error and f.error["type"] == "TypeError" and "'<'" in f.error["message"],
        seen="{error[type]}: {error[message]}\nin your line: {error[line]}",
        wanted="two timers may be due at the same moment",
        next="put a running number between the time and the callback.",
        hints=(
            "heapq compares whole tuples: with equal times it goes on to compare the callbacks.",
            "A number that grows with every timer settles each tie, and keeps their order.",
            "itertools.count() gives such numbers: next(self.numbers).",
        ),
    ),
    Rule(
        "BLOCKS_THE_CALLER",
        lambda f: f.took >= 0.2,
        seen="six call_later calls took {took} s to return",
        wanted="call_later returns at once; the loop waits, not the caller",
        next="only note the time in call_later; let run_once look at it.",
        hints=TIMER_HINTS,
    ),
    Rule(
        "WRONG_THREAD",
        lambda f: not f.on_loop or f.threads,
        seen="a callback ran, or waits to run, on another thread than the loop's",
        wanted="every callback runs on the loop's thread, between two others",
        next=TIMER_NEXT,
        hints=TIMER_HINTS,
    ),
    Rule(
        "NEVER_RUNS",
        lambda f: not f.error and set(DUE) - set(f.times),
        seen="after 5 s of the loop's clock these had run: {order}",
        wanted="all of: now, early, middle, middle 2, with arguments, late",
        next=TIMER_NEXT,
        hints=TIMER_HINTS,
    ),
    Rule(
        "RUNS_AGAIN",
        lambda f: not f.error and f.again,
        seen="these ran more than once: {again}",
        wanted="each timer runs once",
        next="take a timer out of the heap when you move it to `ready`.",
        hints=(
            "Looking at timers[0] leaves it where it is.",
            "heapq.heappop removes the earliest timer and returns it.",
            TIMER_HINTS[2],
        ),
    ),
    Rule(
        "READY_WAITS",
        lambda f: not f.error and f.times["now"] >= 0.1,
        seen="call_soon's callback ran at {times[now]} s",
        wanted="at 0.0 s: what is ready never waits for a timer",
        next="do not sleep while `ready` has something in it.",
        hints=(
            "A loop sleeps only when it has nothing to run.",
            "Before you sleep in run_once, look whether self.ready is empty.",
            "Sleep for 0 when ready, else until the first timer's time.",
        ),
    ),
    Rule(
        "TOO_EARLY",
        lambda f: not f.error and any(f.times[name] < DUE[name] for name in DUE),
        seen="they ran at {times}",
        wanted="none before its time: early 0.2, middle 0.4, late 0.6",
        next="compare a timer's time with time.monotonic() before you run it.",
        hints=TIMER_HINTS,
    ),
    Rule(
        "LATE",
        lambda f: not f.error and any(f.times[name] > DUE[name] + 0.1 for name in DUE),
        seen="they ran at {times}",
        wanted="each as soon as it is due: early 0.2, middle 0.4, late 0.6",
        next="look at the earliest timer first; a heap keeps it in front.",
        hints=TIMER_HINTS,
    ),
    Rule(
        "TIES_SWAPPED",
        lambda f: not f.error and f.order.index("middle") > f.order.index("middle 2"),
        seen="two timers for the same moment ran in the opposite order: {order}",
        wanted="the one that was asked for first runs first",
        next="put a running number between the time and the callback.",
        hints=(
            "With equal times something must decide; the order of asking is the natural choice.",
            "A heap does not keep the order of equal entries by itself.",
            "next(itertools.count()) as the second item of the tuple.",
        ),
    ),
    Rule(
        "ARGUMENTS_LOST",
        lambda f: not f.error and f.arguments["with arguments"] != 2,
        seen="a callback that was given two arguments got another number of them",
        wanted="call_later(delay, callback, *args) hands all of args on",
        next="keep args in the heap's entry, and pass them to call_soon.",
        hints=(
            "`*args` in a definition collects; `*args` in a call spreads.",
            "The entry needs the callback and its arguments.",
            "Both belong in the call: the callback first, then args with a star.",
        ),
    ),
)

CHECK = Check(gather_timers, TIMER_RULES, "they ran in this order: {order}")
