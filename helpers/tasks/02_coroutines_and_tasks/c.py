"""02.c: one fails; nothing is left running, the other answers are kept or dropped as asked."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .waits import known

__all__ = ["CHECK"]

CLEANUP = 1.0  # seconds that a cancelled question needs
ROOF = fails(OSError("iced up"), after=1)


async def asking(run: Run, outcomes: dict[str, Outcome], keep: bool) -> Any:
    """Ask stations of these outcomes, and note what is to come of it."""
    run.replace(ask=run.awaitable("ask", known(outcomes)))
    run.note(to_ask=list(outcomes), of=len(outcomes), last=max(o.after for o in outcomes.values()))
    run.note(wanted={name: o.value for name, o in outcomes.items() if not o.error})
    run.note(failed=[name for name, o in outcomes.items() if o.error])
    return await run.call(list(outcomes), keep)


def three(roof: Outcome) -> dict[str, Outcome]:
    """Return the outcomes of three plain stations, of which the roof may fail."""
    return {
        "harbour": gives(12, after=3, cleanup=CLEANUP),
        "roof": roof,
        "airport": gives(7, after=5, cleanup=CLEANUP / 2),
    }


def many(run: Run, count: int) -> dict[str, Outcome]:
    """Return so many stations that answer at any time, and six that fail in different ways."""
    after = seconds(run.draw, count + 6)
    answers = [gives(n, time, cleanup=CLEANUP) for n, time in enumerate(after[6:])]
    outcomes = [*map(fails, errors(run.draw, 6), after), *answers]
    run.draw.shuffle(outcomes)
    return dict(zip(names(run.draw, count + 6), outcomes, strict=True))


@trial(rounds=2)
async def good(run: Run) -> Any:
    """All three answer: with keep=False, then with keep=True."""
    run.note(due=5.0)
    return await asking(run, three(gives(-1, after=1, cleanup=CLEANUP)), keep=run.round == 1)


@trial(rounds=3)
async def kept(run: Run) -> Any:
    """keep=True: the roof fails; then with answers that an `if` or `==` mistakes; then many."""
    odd = [value for value in odd_values(run.draw, 7) if not isinstance(value, Exception)]
    answers = {name: gives(value, after=2) for name, value in zip("abcdef", odd, strict=True)}
    outcomes = [three(ROOF), {**answers, "roof": ROOF}, many(run, 34)][run.round]
    run.note(due=max(float(outcome.after) for outcome in outcomes.values()))
    return await asking(run, outcomes, keep=True)


@trial(rounds=3, raises=True)
async def dropped(run: Run) -> Any:
    """keep=False: the roof fails; then two fail, the first one with another error; then many."""
    first, then = errors(run.draw, 2)
    late = {"tower": fails(then, after=1.5)}
    outcomes = [three(ROOF), {**late, **three(fails(first, after=0.4))}, many(run, 6)][run.round]
    error, at = min((o.error, o.after) for o in outcomes.values() if o.error)
    run.note(due_error=type(error).__name__, came=float(at), due=round(at + CLEANUP, 6))
    return await asking(run, outcomes, keep=False)


@trial(rounds=2, cancel_at=(0.5, 3.5))
async def stopped(run: Run) -> Any:
    """Cancelled from outside, with keep=True and with keep=False, before and after an answer."""
    roof = gives(-1, after=1, cleanup=CLEANUP)
    return await asking(run, three(roof), keep=run.round == 0)


KEEP = """
    An error that leaves a task ends a TaskGroup, and the await of a gather.
    With keep=True the error must be caught for each station by itself, where it is asked.
    An inner async function for one station: try, await, put into the dict; except, look at keep."""
DROP = """
    gather() passes the first error on and lets the others run; a TaskGroup cancels them.
    With keep=False the error must leave its task, so that the group sees it.
    Inside `except Exception:` a bare `raise` passes the same error on."""
ONLY_ANSWERS = """
    return_exceptions=True gives exceptions as results, next to the answers.
    Only an answer belongs into the dict: put it there right after the await.
    isinstance(result, Exception) tells an error from an answer."""
DICT, AT_ONCE = "returns a dict from station to answer", "asks all `stations` at once"
KEPT = "the answers of the others are kept"
ENDED = "no `ask` is still under way"
# fmt: off
CHECK = check(
    *(good, kept, dropped, stopped),
    rules=(
        usual.never_awaited("good", AT_ONCE),
        usual.not_asked("good kept", AT_ONCE),
        usual.sequential_await("good", AT_ONCE, of=3),
        usual.one_at_a_time("good kept", AT_ONCE, hints=usual.AT_ONCE),
        usual.no_result("good", DICT),
        rule("FAILED_STATION_IN_DICT",
            lambda f: any(f"'{name}': " in str(f.kept.value) for name in f.kept.failed), """
            promise a station that failed is not in the dict
            seen    keep=True, and these failed: {kept.failed}; {name} {kept.said}
            wanted  {kept.wanted}
            next    leave out what is an exception, or what never came.""", ONLY_ANSWERS),
        rule("ZERO_LOST", lambda f: f.kept.round == 1 and not f.kept.right, """
            promise any object may be an answer
            seen    keep=True: {name} {kept.said}
            wanted  {kept.wanted}: with other answers it was right
            next    ask whether there is an answer, not whether it is true, or equals something.
            hint    `if answer:` is False for 0, "", None and []; `==` may be true of anything.
            hint    What tells an answer from a failure is whether an exception was raised.
            hint    Put the answer into the dict right after the await, without looking at it."""),
        rule("ANSWERS_LOST",
            lambda f: not f.kept.slip and (f.kept.error or not f.kept.right), """
            promise the answers of the others are kept
            seen    keep=True, and these failed: {kept.failed}; {name} {kept.said}
            wanted  {kept.wanted}: those who answer are waited for
            next    catch the error where that one station is asked, so that the others go on.""",
            KEEP),
        usual.too_late("good kept", "once the last one has answered or failed", hints=KEEP),
        usual.error_lost("dropped", "the first error comes out", wanted="{due_error}", hints=DROP),
        usual.waits_for_all("dropped", "without waiting for their answers", hints=DROP),
        usual.left_running("dropped", "cancels the others at once", hints=usual.CLEAN),
        usual.cleanup_too_late("dropped", ENDED),
        usual.too_late("dropped", "cancels the others at once", hints=DROP),
        usual.cancel_swallowed("stopped", "lets the cancellation pass"),
        usual.cancel_leaves_running("stopped", ENDED),
    ),
    praise="kept: {kept.value}; dropped: {dropped.raised} at {dropped.took} s, nothing running",
)
