"""04.b: a lag monitor, run in virtual time beside a program that holds the loop at known times."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.registry import Check
from helpers.grading.trace import run_recorded
from helpers.grading.verdict import Facts, Rule
from helpers.virtual_time import work

__all__ = ["CHECK"]

EVERY, LIMIT = 0.1, 0.05  # seconds
STALLS = ((2.03, 0.5), (3.0, 0.3), (5.01, 1.2))  # (begins at, seconds)
# Each holds the loop for less than the limit; at least one is under way when a beat is due.
SHORT = tuple((start, 0.045) for start in (4.01, 4.13, 4.26, 4.37, 4.44))
CLOCK_SET = (1.0, 3600.0)  # (at, by) seconds
END, GRACE = 7.5, 1.0
EXACT = 0.001  # seconds; sums of floats differ by less
OUR_BEAT, OUR_LIMIT = 0.05, 0.01


class Run:
    """One run of the monitor: the program beside it, and what was noted."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.offset = answer, 0.0
        self.reports: list[tuple[float, float]] = []  # (when, how late)
        self.late: list[float] = []  # when a beat of ours came late
        self.facts: dict[str, Any] = {"error": None, "ended_early": False}

    async def main(self) -> None:
        loop, before = asyncio.get_running_loop(), set(threading.enumerate())
        monitor = asyncio.create_task(
            self.answer.value(EVERY, LIMIT, lambda late: self.reports.append((loop.time(), late)))
        )
        beat = asyncio.create_task(self._beat())
        await self._program()
        self.facts["ended_early"] = monitor.done()
        await _end(monitor)
        self.facts.update(alive=not monitor.done(), swallowed=not _is_cancelled(monitor))
        self.facts["error"] = _error_of(monitor)
        ours = {monitor, beat, asyncio.current_task()}
        self.facts["tasks_left"] = len(left := asyncio.all_tasks() - ours)
        names = {thread.name for thread in set(threading.enumerate()) - before}
        self.facts["threads_left"] = sum(not name.startswith("asyncio_") for name in names)
        await _remove(monitor, beat, *left)

    async def _program(self) -> None:
        """Hold the loop at the known times, and set the wall clock."""
        loop = asyncio.get_running_loop()
        loop.call_later(CLOCK_SET[0], setattr, self, "offset", CLOCK_SET[1])
        for start, seconds in sorted((*STALLS, *SHORT)):
            await asyncio.sleep(start - loop.time())
            work(seconds)
        await asyncio.sleep(END - loop.time())

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + OUR_BEAT
            await asyncio.sleep(OUR_BEAT)
            if loop.time() - due > OUR_LIMIT:
                self.late.append(loop.time())


async def _end(monitor: asyncio.Task) -> None:
    monitor.cancel()
    await asyncio.wait([monitor], timeout=GRACE)


def _is_cancelled(task: asyncio.Task) -> bool:
    return task.done() and task.cancelled()


def _error_of(task: asyncio.Task) -> dict[str, str] | None:
    error = task.exception() if task.done() and not task.cancelled() else None
    return describe(error) if error else None


async def _remove(*tasks: asyncio.Task) -> None:
    """End tasks, also one that swallows its cancellation: its coroutine is closed under it."""
    for task in tasks:
        if not task.done():
            task.get_coro().close()
    await asyncio.wait(tasks, timeout=GRACE)
    for task in tasks:
        _error_of(task)


@contextlib.contextmanager
def _settable_clock(run: Run) -> Iterator[None]:
    """Let the program set the wall clock, as an operating system may at any time."""
    real = time.time
    time.time = lambda: real() + run.offset
    try:
        yield
    finally:
        time.time = real


def gather_lag(answer: Answer) -> dict[str, Any]:
    """Run the monitor beside known stalls, and compare what it reports with them."""
    run = Run(answer)

    async def main() -> None:
        with _settable_clock(run):
            await run.main()

    call, trace = run_recorded(answer, main)
    facts = {"error": call.error, "trace": trace}
    if call.error:
        return facts
    return {**facts, **run.facts, **_compared(run.reports), "held_at": _held_at(run.late)}


def _compared(reports: list[tuple[float, float]]) -> dict[str, Any]:
    """Match reports with stalls: by when they came, and by how late they say it was."""
    ours = {stall: _reports_of(stall, reports) for stall in STALLS}
    off = [(late[0] - seconds, late[0], seconds) for (_, seconds), late in ours.items() if late]
    return {
        "count": len(reports),
        "stalls": len(STALLS),
        "examples": [round(late, 3) for _, late in reports[:4]],
        "missed": [f"{seconds} s" for (_, seconds), late in ours.items() if not late],
        "clock": any(abs(late) > 100 for _, late in reports),
        "small": sum(late <= LIMIT for _, late in reports),
        "early": sum(when < STALLS[0][0] for when, _ in reports),
        "again": len(reports) - sum(bool(late) for late in ours.values()),
        "too_long": [(round(late, 3), held) for more, late, held in off if more > EXACT],
        "too_short": [(round(late, 3), held) for more, late, held in off if more < -EVERY - EXACT],
    }


def _reports_of(stall: tuple[float, float], reports: list[tuple[float, float]]) -> list[float]:
    """Return how late the reports say it was that came at the end of a stall."""
    end = stall[0] + stall[1]
    return [late for when, late in reports if end - EXACT <= when <= end + EVERY]


def _held_at(late: list[float]) -> float | None:
    """Return when our own beat came late although the program beside it did not hold the loop."""
    ends = [start + seconds for start, seconds in (*STALLS, *SHORT)]
    strange = [when for when in late if not any(abs(when - end) < OUR_BEAT for end in ends)]
    return round(strange[0], 2) if strange else None


def _counts_the_sleep(f: Facts) -> bool:
    """Do the reports hold the time of the sleep as well?"""
    return bool(f.early and f.examples[0] >= EVERY - EXACT) or bool(f.too_long and not f.again)


BEAT_HINTS = (
    "Before you sleep, note when you should be back; afterwards, look how much later it is.",
    "The loop's own clock, loop.time(), is steady: it is never set.",
    "due = now + every; sleep; late = now - due; report it if it is more than limit. Repeat.",
)
AWAIT_HINTS = (
    "A monitor of the loop runs on the loop: what holds it, it cannot hold itself.",
    "time.sleep holds the thread. asyncio.sleep gives the loop to the others meanwhile.",
    "await, then asyncio.sleep, between two beats.",
)
CANCEL_HINTS = (
    "cancel() raises CancelledError at the await where the task stands. It must get out.",
    "`except CancelledError` and a bare `except` stop it. Clean up in `finally`, or raise again.",
    "The loop in watch needs no try at all: a cancelled sleep ends it.",
)

LAG_RULES = (
    Rule(
        "BUSY_WAIT",
        lambda f: f.error and "busy" in f.error["message"],
        seen="watch asks again and again what time it is, and never waits",
        wanted="between two beats it waits, and nothing runs",
        next="let the loop wake you: one await for `every` seconds.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "NEVER_AWAITS",
        lambda f: bool(f.stack),
        outcome="stopped",
        seen="stopped after {limit}; it still stood at {where}",
        wanted="the loop is free between two beats",
        next="give the loop back between two beats, with an await that waits.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "HOLDS_THE_LOOP",
        lambda f: not f.error and f.held_at is not None,
        seen="with watch running, another task's beat came late at {held_at} s",
        wanted="watch holds nothing up",
        next="do not call time.sleep on the loop; await asyncio.sleep.",
        hints=AWAIT_HINTS,
    ),
    Rule(
        "ENDS_EARLY",
        lambda f: not f.error and f.ended_early,
        seen="watch had ended before it was cancelled; it had reported {examples}",
        wanted="it beats until it is cancelled",
        next="put the beat into a loop that never ends by itself.",
        hints=(
            "One beat sees one moment. A monitor beats as long as the program runs.",
            "Neither a report nor a beat in time is a reason to end.",
            "while True: … with no break and no return.",
        ),
    ),
    Rule(
        "NEVER_ENDS",
        lambda f: not f.error and f.alive,
        seen="1 s after cancel() the task of watch was still there",
        wanted="cancel() ends it",
        next="let CancelledError out.",
        hints=CANCEL_HINTS,
    ),
    Rule(
        "SWALLOWS_CANCEL",
        lambda f: not f.error and f.swallowed,
        seen="after cancel() watch returned as if nothing had been; task.cancelled() is False",
        wanted="the task counts as cancelled: timeouts and task groups rely on it",
        next="let CancelledError out.",
        hints=CANCEL_HINTS,
    ),
    Rule(
        "LEFT_BEHIND",
        lambda f: not f.error and (f.tasks_left or f.threads_left),
        seen="after cancel(): {tasks_left} tasks and {threads_left} threads of watch still there",
        wanted="nothing is left when watch has ended",
        next="beat in watch itself, or cancel in `finally` what you started.",
        hints=(
            "Cancelling a task does not cancel the tasks that it created.",
            "The beat needs no task of its own: watch is one.",
            BEAT_HINTS[2],
        ),
    ),
    Rule(
        "CLOCK_SET",
        lambda f: not f.error and f.clock,
        seen="when the wall clock was set by an hour, it reported {examples}",
        wanted="nothing: the loop was free",
        next="measure with loop.time() or time.monotonic(), not with time.time().",
        hints=(
            "time.time() says what the wall clock shows; somebody may set it at any moment.",
            "A monotonic clock only goes forward, at a steady pace. The loop has one.",
            "asyncio.get_running_loop().time()",
        ),
    ),
    Rule(
        "COUNTS_THE_SLEEP",
        lambda f: not f.error and _counts_the_sleep(f),
        seen="with the loop free or held for 0.5 s, 0.3 s, 1.2 s, it reported {examples}",
        wanted="how late a beat is: not the time since the last one, `every` is part of that",
        next="take the moment when the beat was due off the moment when it came.",
        hints=BEAT_HINTS,
    ),
    Rule(
        "REPORTS_ALL",
        lambda f: not f.error and f.small,
        seen="{small} reports of 0.05 s or less, such as {examples}",
        wanted="only beats that are more than `limit` late",
        next="compare before you report.",
        hints=(
            "A beat is always some microseconds late; that is what limit is for.",
            "Report only if the lateness is greater than limit.",
            "if late > limit: …",
        ),
    ),
    Rule(
        "MISSES",
        lambda f: not f.error and f.missed,
        seen="not reported: the loop was held for {missed}",
        wanted="a report for each of {stalls} times",
        next="measure from before the sleep to after it, at each beat.",
        hints=BEAT_HINTS,
    ),
    Rule(
        "REPORTS_AGAIN",
        lambda f: not f.error and f.again,
        seen="{count} reports for {stalls} times that the loop was held: {examples}, …",
        wanted="one report for each",
        next="after a late beat, count from the moment when it came, not from when it was due.",
        hints=(
            "A loop that was held makes one beat late. The next ones are late only by your plan.",
            "A plan of fixed times falls behind once and stays behind.",
            "Set the next due time from now, at each beat.",
        ),
    ),
    Rule(
        "WRONG_LATENESS",
        lambda f: not f.error and f.too_short,
        seen="(reported, held) in seconds: {too_short}",
        wanted="how late the beat was: what was held, less at most one `every`",
        next="report the time from when the beat was due to when it came.",
        hints=BEAT_HINTS,
    ),
)

CHECK = Check(
    gather_lag, LAG_RULES, "{count} reports, one for each time that the loop was held: {examples}"
)
