"""05.d: what threads gain for eight jobs; measured in virtual time."""

import json
import re
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import SOLUTIONS, Check
from helpers.grading.verdict import Facts, Rule
from helpers.virtual_time import run

__all__ = ["CHECK"]

EXERCISE = "05_threads_and_the_gil"
WIDEST = 1.25
TOOLS = re.compile(r"perf_counter|monotonic|process_time|time\.time|VirtualClock|\brun\(|Thread\(")


def jobs() -> dict[str, Callable[[], None]]:
    """Return the eight jobs by name, from the cells that the exercise gives."""
    notebook = json.loads((SOLUTIONS / f"{EXERCISE}.ipynb").read_text(encoding="utf-8"))
    given = ("imports", "d-given", "d-given-more")
    cells = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    namespace: dict[str, Any] = {"__name__": "jobs"}
    for cell in given:
        exec(compile(cells[cell], f"<{cell}>", "exec"), namespace)
    return {
        name: each for name, each in namespace.items() if getattr(each, "__module__", "") == "jobs"
    }


async def seconds(way: Callable[[Callable], None], job: Callable[[], None]) -> float:
    """Return how long four of the job take, in virtual time."""
    way(job)
    return time.monotonic()


def in_turn(job: Callable[[], None]) -> None:
    """Do the job four times."""
    for _ in range(4):
        job()


def in_threads(job: Callable[[], None]) -> None:
    """Do the job in four threads at once."""
    threads = [threading.Thread(target=job) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def measured() -> dict[str, float]:
    """Return for each job how many times as fast as in turn four threads are."""
    return {
        name: round(run(seconds(in_turn, job)) / run(seconds(in_threads, job)), 3)
        for name, job in jobs().items()
    }


def gather_gains(answer: Answer) -> dict[str, Any]:
    """Ask the answer for its ranges, and measure."""
    if measures := sorted(set(TOOLS.findall(answer.source))):
        return {"measures": ", ".join(measures)}
    true = measured()
    call = answer.call(answer.value)
    ranges = call.value if isinstance(call.value, dict) else {}
    mine = {str(name): _range(value) for name, value in ranges.items()}
    missing = [name for name in true if mine.get(name) is None]
    wide = [name for name in true if name not in missing and mine[name][1] > WIDEST * mine[name][0]]
    usable = not missing and not wide
    wrong = [name for name in true if usable and not _holds(mine[name], true[name])]
    return {
        "error": call.error,
        "kind": type(call.value).__name__,
        "missing": missing,
        "wide": [f"{name}: {mine[name]}" for name in wide],
        "mine": mine,
        "true": true,
        "wrong": wrong,
        "right": len(true) - len(wrong),
        "said": ", ".join(f"{name} {mine[name][0]:g} to {mine[name][1]:g}" for name in wrong[:3]),
        "is": ", ".join(f"{name} {true[name]:g}" for name in wrong[:3]),
    }


def _range(value: object) -> list[float] | None:
    """Return the two ends as numbers; None if it is no range."""
    if not (isinstance(value, Sequence) and len(value) == 2):
        return None
    if not all(isinstance(end, int | float) for end in value):
        return None
    low, high = value
    return [float(low), float(high)] if 0 < low <= high else None


def _holds(ends: Sequence[float], gain: float) -> bool:
    return ends[0] - 1e-3 <= gain <= ends[1] + 1e-3


def says(f: Facts, **gains: float) -> bool:
    """Do the ranges of these jobs hold these gains?"""
    if f.error or f.missing or f.wide or not f.mine:
        return False
    return all(_holds(f.mine[name], gain) for name, gain in gains.items())


SEEN = "you say: {said}"
WANTED = "measured: {is}"
PLAN_HINTS = (
    "Draw four lines, one for each thread, and mark the seconds in which it needs the GIL.",
    "Parts in which a thread only waits overlap; parts with the GIL, or with one lock, add up.",
    "Seconds of four in turn, divided by the second at which the last of the four threads ends.",
)

RULES = (
    Rule(
        "MEASURES",
        lambda f: f.measures,
        seen="your code measures, with {measures}",
        wanted="ranges that you thought out",
        next="write the dict by hand; the check measures for you.",
        hints=PLAN_HINTS,
    ),
    Rule(
        "NO_RANGES",
        lambda f: not f.error and f.missing,
        seen="gains() returned a value of type {kind}; without a range: {missing}",
        wanted="a dict with a pair (lower, upper) of numbers above 0 for each of the eight jobs",
        next="give each job a pair, the lower end first.",
        hints=(
            "A dict's keys are the names of the functions, as text.",
            "A pair in round brackets: two numbers, the lower one first, both above 0.",
            'return {"ask": (lower, upper), "add_up": (lower, upper), …} with eight entries',
        ),
    ),
    Rule(
        "TOO_WIDE",
        lambda f: not f.error and f.wide,
        seen="too wide: {wide}",
        wanted="an upper end of at most 1.25 times the lower one",
        next="work out one number, and take a little less and a little more.",
        hints=PLAN_HINTS,
    ),
    Rule(
        "SECONDS_NOT_TIMES",
        lambda f: says(f, ask=1, add_up=4),
        seen=SEEN,
        wanted=WANTED,
        next="these are seconds; a gain is the seconds in turn, divided by those in threads.",
        hints=PLAN_HINTS,
    ),
    Rule(
        "TURNED_ROUND",
        lambda f: says(f, ask=0.25),
        seen=SEEN,
        wanted=WANTED,
        next="more than 1 means faster: seconds in turn, divided by seconds in threads.",
        hints=PLAN_HINTS,
    ),
    Rule(
        "SUMS_GAIN",
        lambda f: says(f) and "add_up" in f.wrong,
        seen=SEEN,
        wanted=WANTED,
        next="four threads that add up share one GIL, on however many cores.",
        hints=(
            "Python code runs only in the thread that holds the GIL.",
            "Four seconds of computing with one GIL are four seconds, in any number of threads.",
            "A gain of 1 means: as fast as in turn.",
        ),
    ),
    Rule(
        "WAITS_DO_NOT_GAIN",
        lambda f: says(f) and "ask" in f.wrong,
        seen=SEEN,
        wanted=WANTED,
        next="a thread that sleeps has let the GIL go: four can sleep at once.",
        hints=(
            "Before a thread waits it lets the GIL go.",
            "Four threads that begin to sleep for 1 s at 0 all wake at 1.",
            "4 s in turn, 1 s in threads.",
        ),
    ),
    Rule(
        "GIL_IN_C_CODE",
        lambda f: says(f) and {"compress", "add_up_then_compress"} & {*f.wrong},
        seen=SEEN,
        wanted=WANTED,
        next="with gil=False the thread computes on a core of its own, and there are four.",
        hints=(
            "The question is not whether it computes, but whether it holds the GIL meanwhile.",
            "work(1, gil=False) in four threads on four cores takes 1 s; work(1) takes 4 s.",
            "For two parts: first 4 times the part with the GIL, then once the part without it.",
        ),
    ),
    Rule(
        "LOCK_OVERLOOKED",
        lambda f: says(f) and {"write", "ask_then_write", "print_page"} & {*f.wrong},
        seen=SEEN,
        wanted=WANTED,
        next="what is done under a lock is done one after the other; the rest is not.",
        hints=(
            "A lock lets one thread in at a time, a Semaphore(2) two.",
            "Whoever sleeps inside of a lock keeps the others out: their waits add up.",
            "The part before the lock overlaps; the part inside counts four times.",
        ),
    ),
    Rule(
        "PARTS_NOT_ADDED",
        lambda f: says(f) and f.wrong,
        seen=SEEN,
        wanted=WANTED,
        next="take the parts one by one: which overlap, which add up? Then divide.",
        hints=PLAN_HINTS,
    ),
)

CHECK = Check(gather_gains, RULES, "all {right} ranges hold what was measured")
