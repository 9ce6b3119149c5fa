"""05.d: what threads gain for eight jobs; measured in virtual time."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.kit import Run, check, rule
from helpers.grading.registry import notebook_of

__all__ = ["CHECK"]

ENOUGH = 1e-3  # a range may miss by as much: 3.25 as a fraction, for example
SORTS = {  # what a wrong range means, the most telling first
    "add_up": "SUMS_GAIN",
    "ask": "WAITS_DO_NOT_GAIN",
    **dict.fromkeys(("compress", "add_up_then_compress"), "GIL_IN_C_CODE"),
    **dict.fromkeys(("write", "ask_then_write", "print_page"), "LOCK_OVERLOOKED"),
    "ask_then_add_up": "PARTS_NOT_ADDED",
}


def jobs() -> dict[str, Callable[[], None]]:
    """Return the eight jobs by name, from the cells that the exercise gives."""
    cells = json.loads(notebook_of("05_threads_and_the_gil").read_text("utf-8"))["cells"]
    given = [cell for cell in cells if cell["id"] in ("imports", "d-given", "d-given-more")]
    namespace: dict[str, Any] = {"__name__": "jobs"}
    exec("\n".join("".join(cell["source"]) for cell in given), namespace)
    return {n: each for n, each in namespace.items() if getattr(each, "__module__", "") == "jobs"}


def seconds(run: Run, job: Callable[[], None], threads: int) -> float:
    """Return how long four of the job take, in so many threads."""
    begun = run.now()
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(4):
            pool.submit(job)
    return run.now() - begun


def ends(value: object) -> list[float]:
    """Return the two ends of a range as numbers; nothing if it is none."""
    match value:
        case [int() | float() as low, int() | float() as high] if 0 < low <= high:
            return [float(low), float(high)]
    return []


def holds(ends: list[float], gain: float) -> bool:
    """Is the gain in the range?"""
    return ends[0] - ENOUGH <= gain <= ends[1] + ENOUGH


def sort_of(mine: dict[str, list[float]], wrong: list[str]) -> str:
    """Say by a code what is wrong with the ranges; "" if nothing is."""
    if holds(mine["ask"], 1) and holds(mine["add_up"], 4):
        return "SECONDS_NOT_TIMES"
    return "TURNED_ROUND" if holds(mine["ask"], 0.25) else next(map(SORTS.get, wrong), "")


def ranges(run: Run) -> Any:
    """Ask for the ranges, then measure, and compare them."""
    given = jobs()
    run.replace(**{name: run.blocking(name, gives(None)) for name in given})
    try:
        value = run.answer()
    finally:
        run.note(called=len(run.journal.calls()), spent=run.now())
    true = {name: seconds(run, given[name], 1) / seconds(run, given[name], 4) for name in SORTS}
    found = value.items() if isinstance(value, dict) else ()
    mine = {str(name): pair for name, each in found if (pair := ends(each))}
    run.note(missing=(missing := [name for name in given if name not in mine]))
    run.note(wide=[f"{n}: {pair}" for n, pair in mine.items() if pair[1] > 1.25 * pair[0] + 1e-9])
    if not missing:
        wrong = [name for name in SORTS if not holds(mine[name], true[name])]
        claims = ("{} {:g} to {:g}".format(name, *mine[name]) for name in wrong[:3])
        run.note(sort=sort_of(mine, wrong), mine=f"you say: {', '.join(claims)}")
        run.note(real=f"measured: {', '.join(f'{n} {true[n]:.4g}' for n in wrong[:3])}")
    return value


PLAN = """
    Draw four lines, one for each thread, and mark the seconds in which it needs the GIL.
    Parts in which a thread only waits overlap; parts with the GIL, or with one lock, add up.
    Seconds of four in turn, divided by the second at which the last of the four threads ends."""
GAIN = "each range holds the gain"

# fmt: off
CHECK = check(
    ranges,
    rules=(
        rule("MEASURES",
            lambda f: f.ranges.called or f.ranges.spent or f.ranges.raised == "VirtualTimeError",
            """
            promise it does not measure
            seen    {name} was to say what you think; it called jobs {ranges.called} times,
                    took {ranges.spent} s, and {ranges.said}
            next    write the dict by hand; the check measures for you.""", PLAN),
        usual.no_list("ranges", "returns a dict with a range for each", kind="dict"),
        rule("NO_RANGES", lambda f: f.ranges.missing, """
            promise two numbers above 0, the lower one first
            seen    without such a range: {ranges.missing}
            next    give each job a pair, the lower end first.
            hint    A dict's keys are the names of the functions, as text.
            hint    A pair in round brackets: two numbers, the lower one first, both above 0.
            hint    A dict like {"ask": (lower, upper), …}, with eight entries."""),
        rule("TOO_WIDE", lambda f: f.ranges.wide, """
            promise at most 1.25 times the lower one
            seen    too wide: {ranges.wide}
            next    work out one number, and take a little less and a little more.""", PLAN),
        usual.of_sort("SECONDS_NOT_TIMES", "ranges", GAIN,
            "these are seconds; a gain is seconds in turn, divided by those in threads.", PLAN),
        usual.of_sort("TURNED_ROUND", "ranges", GAIN,
            "more than 1 means faster: seconds in turn, divided by seconds in threads.", PLAN),
        usual.of_sort("SUMS_GAIN", "ranges", GAIN,
            "four threads that add up share one GIL, on however many cores.", """
            Python code runs only in the thread that holds the GIL.
            Four seconds of computing with one GIL are four seconds, in any number of threads.
            A gain of 1 means: as fast as in turn."""),
        usual.of_sort("WAITS_DO_NOT_GAIN", "ranges", GAIN,
            "a thread that sleeps has let the GIL go: four can sleep at once.", """
            Before a thread waits it lets the GIL go.
            Four threads that begin to sleep for 1 s at 0 all wake at 1.
            4 s in turn, 1 s in threads."""),
        usual.of_sort("GIL_IN_C_CODE", "ranges", GAIN,
            "with gil=False each thread computes on one of four cores.", """
            The question is not whether it computes, but whether it holds the GIL meanwhile.
            work(1, gil=False) in four threads on four cores takes 1 s; work(1) takes 4 s.
            For two parts: first 4 times the part with the GIL, then once the part without it."""),
        usual.of_sort("LOCK_OVERLOOKED", "ranges", GAIN,
            "what is done under a lock is done one after the other; the rest is not.", """
            A lock lets one thread in at a time, a Semaphore(2) two.
            Whoever sleeps inside of a lock keeps the others out: their waits add up.
            The part before the lock overlaps; the part inside counts four times."""),
        usual.of_sort("PARTS_NOT_ADDED", "ranges", GAIN,
            "take the parts one by one: which overlap, which add up? Then divide.", PLAN),
    ),
    praise="all eight ranges hold what was measured",
)
