"""02.c: one fails; nothing is left running, the other answers are kept or dropped as asked."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .waits import known

__all__ = ["CHECK"]

CLEANUP = 1.0  # seconds that a cancelled question needs
ROOF, WELL = fails(OSError("iced up"), after=1), gives(-1, after=1, cleanup=CLEANUP)


async def asking(run: Run, outcomes: dict[str, Outcome], keep: bool) -> Any:
    """Ask stations of these outcomes, and note what is to come of it."""
    run.replace(ask=run.awaitable("ask", known(outcomes)))
    last = max(float(outcome.after) for outcome in outcomes.values())
    run.note(to_ask=list(outcomes), of=len(outcomes), last=last, due=last)
    run.note(wanted={name: o.value for name, o in outcomes.items() if not o.error})
    run.note(failed=[name for name, o in outcomes.items() if o.error])
    if failed := [(o.after, o.error) for o in outcomes.values() if o.error and not keep]:
        at, error = min(failed, key=itemgetter(0))
        run.note(due_error=type(error).__name__, due=round(at + CLEANUP, 6))
    return await run.call(list(outcomes), keep)


def three(roof: Outcome = ROOF) -> dict[str, Outcome]:
    """Return the outcomes of three plain stations, of which the roof may fail."""
    return {
        "harbour": gives(12, after=3, cleanup=CLEANUP),
        "roof": roof,
        "airport": gives(7, after=5, cleanup=CLEANUP / 2),
    }


def many(run: Run, answers: Sequence[Any]) -> dict[str, Outcome]:
    """Return stations that give these answers at any time, and six that fail in different ways."""
    after = seconds(run.draw, len(answers) + 6)
    good = [gives(n, time, cleanup=CLEANUP) for n, time in zip(answers, after[6:], strict=True)]
    outcomes = [*map(fails, errors(run.draw, 6), after), *good]
    run.draw.shuffle(outcomes)
    return dict(zip(names(run.draw, len(outcomes)), outcomes, strict=True))


@trial(rounds=2)
async def good(run: Run) -> Any:
    """All three answer: with keep=False, then with keep=True."""
    return await asking(run, three(WELL), keep=run.round == 1)


@trial(rounds=2)
async def kept(run: Run) -> Any:
    """keep=True: the roof fails; then many, with answers among them that an `if` mistakes."""
    odd = [value for value in odd_values(run.draw, 34) if not isinstance(value, Exception)]
    return await asking(run, many(run, odd) if run.round else three(), keep=True)


@trial(rounds=2, raises=True)
async def dropped(run: Run) -> Any:
    """keep=False: the roof fails; then six of many, the first one with another error."""
    return await asking(run, many(run, range(6)) if run.round else three(), keep=False)


@trial(rounds=2, cancel_at=0.5)
async def stopped(run: Run) -> Any:
    """Cancelled from outside, with keep=True and with keep=False, before one has answered."""
    return await asking(run, three(WELL), keep=run.round == 0)


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
    isinstance(result, BaseException) tells an error from an answer."""
DICT, AT_ONCE = "returns a dict from station to answer", "asks all `stations` at once"
KEPT = "the answers of the others are kept"
CANCELLED = "as soon as one fails the others are cancelled"
ENDED = "waited for until their `finally` has ended"
LIKEWISE = "cancelled and waited for in the same way"
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
            promise an answer may be any object
            seen    keep=True: {name} {kept.said}
            wanted  {kept.wanted}: with other answers it was right
            next    ask whether there is an answer, not whether it is true, or equals something.
            """, usual.ANY_VALUE),
        rule("ANSWERS_LOST", lambda f: not f.kept.slip and (f.kept.error or not f.kept.right), """
            promise the answers of the others are kept
            seen    keep=True, and these failed: {kept.failed}; {name} {kept.said}
            wanted  {kept.wanted}: those who answer are waited for
            next    catch the error where that one station is asked, so that the others go on.""",
            KEEP),
        usual.too_late("good kept", "once the last one has answered or failed", hints=KEEP),
        usual.error_lost("dropped", "the first error comes out", wanted="{due_error}", hints=DROP),
        usual.waits_for_all("dropped", CANCELLED, hints=DROP),
        usual.left_running("dropped", CANCELLED, hints=usual.CLEAN),
        usual.cleanup_too_late("dropped", ENDED),
        usual.too_late("dropped", CANCELLED, hints=DROP),
        usual.cancel_swallowed("stopped", "lets the cancellation pass"),
        usual.cancel_leaves_running("stopped", LIKEWISE),
    ),
    praise="kept: {kept.value}; dropped: {dropped.raised} at {dropped.took} s, nothing running",
)
