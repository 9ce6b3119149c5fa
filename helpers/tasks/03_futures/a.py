"""03.a: the first good answer wins; the other sources are cancelled and have cleaned up."""

from collections.abc import Callable

from helpers.grading import mistakes as usual
from helpers.grading.derived import same
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import Odd, errors, seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

CLEANUP = 0.5  # seconds that a cancelled source needs
ODD = [0, None, ValueError("a value"), Odd(1), ...]  # one for each round


def sources(run: Run, outcomes: dict[str, Outcome]) -> list[Callable]:
    """Make a source of each name, in an order that says nothing about their times."""
    names = run.draw.sample(list(outcomes), len(outcomes))
    run.note(to_ask=names, of=len(names))
    return [run.awaitable(name, outcomes[name]) for name in names]


@trial(rounds=len(ODD) + 1)
async def race(run: Run) -> object:
    """Some sources fail early, each in a way of its own; then the best answers, then others."""
    early, best, *late = sorted(seconds(run.draw, 7, most=900 if run.round == 1 else 5))
    outcomes = {f"fails{n}": fails(error, early) for n, error in enumerate(errors(run.draw, 4))}
    first, second = (ODD[run.round - 1], ODD[run.round - 2]) if run.round else (3, 7)
    outcomes["best"] = gives(first, after=best)
    for number, after in enumerate(late):
        outcomes[f"late{number}"] = gives(second, after, cleanup=CLEANUP)
    run.note(wanted=first, came=best, second=second, early=early)
    run.note(cleaned=round(early + CLEANUP, 6))
    run.note(due=round(best + CLEANUP, 6), last=max(late))
    return await run.call(sources(run, outcomes))


@trial(raises=True)
async def failing(run: Run) -> object:
    """All sources fail, at different times."""
    found = errors(run.draw, 3, but=LookupError)
    return await run.call(sources(run, {f"s{n}": fails(e, 1.0 + n) for n, e in enumerate(found)}))


@trial(cancel_at=(0.05, 1.0))
async def stopped(run: Run) -> object:
    """Cancelled from outside, before and after a source has failed."""
    failing = seconds(run.draw, 1, most=0.9)[0]
    slow, slowest = 3.1, 4.7
    late = {name: gives(7, after, cleanup=CLEANUP) for name, after in [("a", slow), ("b", slowest)]}
    return await run.call(sources(run, {**late, "fails": fails(OSError("no line"), failing)}))


FIRST = """
    Tasks end in any order. You want them one by one, in the order in which they end.
    asyncio.as_completed gives them in that order; await each of what it gives.
    for … in asyncio.as_completed(tasks): try to return what awaiting it gives."""
ALL_AT_ONCE = "asks all `sources` at once"
CLEANED_UP = "their `finally` blocks are over"
CANCELLED = "no source outlives it"

# fmt: off
CHECK = check(
    *(race, failing, stopped),
    rules=(
        usual.sequential_await("race", ALL_AT_ONCE, of=9),
        usual.not_asked("race", ALL_AT_ONCE),
        rule("RAISES_FIRST",
            lambda f: f.race.error and f.race.took in (f.race.early, f.race.cleaned), """
            promise that is no exception
            seen    a source failed at {race.early} s, and so did {name}: it {race.said}
            wanted  {race.wanted}, the answer of another source at {race.came} s
            next    a source that fails is out of the race; wait for the next one to end.""",
            FIRST),
        usual.gives_up("race", "the first answer, in time", "LookupError TimeoutError"),
        usual.zero_lost("race", "any object may be one"),
        usual.waits_for_all("race", "the first answer, in time", hints=FIRST),
        rule("NOT_THE_FIRST", lambda f: same(f.race.value, f.race.second), """
            promise the first answer, in time
            seen    {name} {race.said}; another source had answered {race.wanted} at {race.came} s
            wanted  {race.wanted}, the first in time
            next    take the tasks in the order in which they end, not in that of the list.""",
            FIRST),
        usual.no_result("race", "returns the first answer"),
        usual.left_running("race", "cancels the other sources"),
        usual.cleanup_too_late("race", CLEANED_UP),
        usual.too_late("race", CLEANED_UP, hints=FIRST),
        usual.error_lost("failing", "raises `LookupError`", wanted="LookupError", hints=FIRST),
        usual.cancel_swallowed("stopped", "is cancelled itself"),
        usual.cancel_leaves_running("stopped", CANCELLED),
    ),
    praise="{race.most_at_once} sources at once; the first good answer at {race.came} s, and all "
    "through at {race.took} s",
)
