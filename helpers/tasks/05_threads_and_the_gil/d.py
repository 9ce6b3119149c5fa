"""05.d: what threads gain for eight jobs; measured in virtual time."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.kit import Run, check, rule
from helpers.grading.registry import SOLUTIONS

__all__ = ["CHECK"]

ENOUGH = 1e-3  # a range may miss by as much: 3.25 as a fraction, for example


def jobs() -> dict[str, Callable[[], None]]:
    """Return the eight jobs by name, from the cells that the exercise gives."""
    cells = json.loads((SOLUTIONS / "05_threads_and_the_gil.ipynb").read_text("utf-8"))["cells"]
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


def ranges(run: Run) -> Any:
    """Ask for the ranges, then measure, and compare them."""
    given = jobs()
    run.replace(**{name: run.blocking(name, gives(None)) for name in given})
    try:
        value = run.answer()
    finally:
        run.note(called=len(run.journal.calls()), spent=run.now())
    true = {n: round(seconds(run, j, 1) / seconds(run, j, 4), 3) for n, j in given.items()}
    found = value.items() if isinstance(value, dict) else ()
    mine = {str(name): pair for name, each in found if (pair := ends(each))}
    wrong = [name for name in true if name in mine and not holds(mine[name], true[name])]
    run.note(missing=[name for name in true if name not in mine], mine=mine, wrong=wrong)
    run.note(wide=[f"{n}: {pair}" for n, pair in mine.items() if pair[1] > 1.25 * pair[0] + 1e-9])
    run.note(claims=", ".join("{} {:g} to {:g}".format(name, *mine[name]) for name in wrong[:3]))
    run.note(measured=", ".join(f"{name} {true[name]:g}" for name in wrong[:3]))
    return value


def says(f: Any, **gains: float) -> bool:
    """Do the ranges of these jobs hold these gains?"""
    return all(holds(f.ranges.mine[name], gain) for name, gain in gains.items())


PLAN = """
    Draw four lines, one for each thread, and mark the seconds in which it needs the GIL.
    Parts in which a thread only waits overlap; parts with the GIL, or with one lock, add up.
    Seconds of four in turn, divided by the second at which the last of the four threads ends."""


def wrong_gain(code: str, when: Callable[[Any], Any], next_: str, hints: str = PLAN) -> Any:
    """Return a mistake in the ranges: what it says is always the same."""
    words = f"""
        promise each range holds the gain
        seen    you say: {{ranges.claims}}
        wanted  measured: {{ranges.measured}}
        next    {next_}"""
    return rule(code, when, words, hints)


def misses(*names: str) -> Callable[[Any], bool]:
    """Is the gain of one of these jobs not in its range?"""
    return lambda f: bool({*names} & {*f.ranges.wrong})


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
        wrong_gain("SECONDS_NOT_TIMES", lambda f: says(f, ask=1, add_up=4),
            "these are seconds; a gain is the seconds in turn, divided by those in threads."),
        wrong_gain("TURNED_ROUND", lambda f: says(f, ask=0.25),
            "more than 1 means faster: seconds in turn, divided by seconds in threads."),
        wrong_gain("SUMS_GAIN", misses("add_up"),
            "four threads that add up share one GIL, on however many cores.", """
            Python code runs only in the thread that holds the GIL.
            Four seconds of computing with one GIL are four seconds, in any number of threads.
            A gain of 1 means: as fast as in turn."""),
        wrong_gain("WAITS_DO_NOT_GAIN", misses("ask"),
            "a thread that sleeps has let the GIL go: four can sleep at once.", """
            Before a thread waits it lets the GIL go.
            Four threads that begin to sleep for 1 s at 0 all wake at 1.
            4 s in turn, 1 s in threads."""),
        wrong_gain("GIL_IN_C_CODE", misses("compress", "add_up_then_compress"),
            "with gil=False the thread computes on a core of its own, and there are four.", """
            The question is not whether it computes, but whether it holds the GIL meanwhile.
            work(1, gil=False) in four threads on four cores takes 1 s; work(1) takes 4 s.
            For two parts: first 4 times the part with the GIL, then once the part without it."""),
        wrong_gain("LOCK_OVERLOOKED", misses("write", "ask_then_write", "print_page"),
            "what is done under a lock is done one after the other; the rest is not.", """
            A lock lets one thread in at a time, a Semaphore(2) two.
            Whoever sleeps inside of a lock keeps the others out: their waits add up.
            The part before the lock overlaps; the part inside counts four times."""),
        wrong_gain("PARTS_NOT_ADDED", lambda f: f.ranges.wrong,
            "take the parts one by one: which overlap, which add up? Then divide."),
    ),
    praise="all eight ranges hold what was measured",
)
