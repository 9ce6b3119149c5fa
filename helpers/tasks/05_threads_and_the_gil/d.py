"""05.d: what threads gain for eight jobs; measured in virtual time."""

from collections.abc import Callable
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule
from helpers.virtual_time import VirtualTimeError

from .gains import ends, holds, jobs, measured

__all__ = ["CHECK"]

WIDEST = 1.25


def noted(run: Run, name: str) -> Callable[[], None]:
    """Return what stands for a job, under its name, and notes that it was called."""

    def job() -> None:
        run.note(measures=f"it called {name}()")

    job.__name__ = name
    return job


def ranges(run: Run) -> None:
    """Ask for the ranges, then measure."""
    run.replace(**{name: noted(run, name) for name in jobs()})
    run.note(measures="")
    try:
        value = run.answer()
    except VirtualTimeError:
        run.note(measures="it ran something in virtual time")
        raise
    if run.now():
        run.note(measures=f"it took {run.now()} s, and so waits or computes")
    given = value if isinstance(value, dict) else {}
    mine = {str(name): ends(each) for name, each in given.items()}
    note_ranges(run, type(value).__name__, mine, measured(run))


def note_ranges(run: Run, kind: str, mine: dict[str, list], true: dict[str, float]) -> None:
    """Compare the ranges with what was measured."""
    missing = [name for name in true if not mine.get(name)]
    wide = [f"{n}: {r}" for n, r in mine.items() if r and r[1] > WIDEST * r[0] + 1e-9]
    wrong = [name for name in true if not (missing or holds(mine[name], true[name]))]
    run.note(
        kind=kind,
        missing=missing,
        wide=wide,
        mine=mine,
        wrong=wrong,
        claims=", ".join(f"{name} {mine[name][0]:g} to {mine[name][1]:g}" for name in wrong[:3]),
        true=", ".join(f"{name} {true[name]:g}" for name in wrong[:3]),
    )


def says(f: Any, **gains: float) -> bool:
    """Do the ranges of these jobs hold these gains?"""
    return all(holds(getattr(f.ranges.mine, name), gain) for name, gain in gains.items())


PLAN = """
    Draw four lines, one for each thread, and mark the seconds in which it needs the GIL.
    Parts in which a thread only waits overlap; parts with the GIL, or with one lock, add up.
    Seconds of four in turn, divided by the second at which the last of the four threads ends."""


def wrong_gain(code: str, when: Callable[[Any], Any], next_: str, hints: str = PLAN) -> Any:
    """Return a mistake in the ranges: what it says is always the same."""
    words = f"""
        promise each range holds the gain
        seen    you say: {{ranges.claims}}
        wanted  measured: {{ranges.true}}
        next    {next_}"""
    return rule(code, when, words, hints)


def misses(*names: str) -> Callable[[Any], bool]:
    """Is the gain of one of these jobs not in its range?"""
    return lambda f: bool({*names} & {*f.ranges.wrong})


# fmt: off
CHECK = check(
    ranges,
    rules=(
        rule("MEASURES", lambda f: f.ranges.measures, """
            promise it does not measure
            seen    {name} was to say what you think, and {ranges.measures}
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
        wrong_gain("SUMS_GAIN",
            misses("add_up"), "four threads that add up share one GIL, on however many cores.", """
            Python code runs only in the thread that holds the GIL.
            Four seconds of computing with one GIL are four seconds, in any number of threads.
            A gain of 1 means: as fast as in turn."""),
        wrong_gain("WAITS_DO_NOT_GAIN",
            misses("ask"), "a thread that sleeps has let the GIL go: four can sleep at once.", """
            Before a thread waits it lets the GIL go.
            Four threads that begin to sleep for 1 s at 0 all wake at 1.
            4 s in turn, 1 s in threads."""),
        wrong_gain(
            "GIL_IN_C_CODE",
            misses("compress", "add_up_then_compress"),
            "with gil=False the thread computes on a core of its own, and there are four.",
            """
            The question is not whether it computes, but whether it holds the GIL meanwhile.
            work(1, gil=False) in four threads on four cores takes 1 s; work(1) takes 4 s.
            For two parts: first 4 times the part with the GIL, then once the part without it.""",
        ),
        wrong_gain(
            "LOCK_OVERLOOKED",
            misses("write", "ask_then_write", "print_page"),
            "what is done under a lock is done one after the other; the rest is not.",
            """
            A lock lets one thread in at a time, a Semaphore(2) two.
            Whoever sleeps inside of a lock keeps the others out: their waits add up.
            The part before the lock overlaps; the part inside counts four times.""",
        ),
        wrong_gain("PARTS_NOT_ADDED", lambda f: f.ranges.wrong,
            "take the parts one by one: which overlap, which add up? Then divide."),
    ),
    praise="all eight ranges hold what was measured",
)
