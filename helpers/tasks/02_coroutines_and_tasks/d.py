"""02.d: results as they come, with a deadline that loses none that arrived."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.derived import idle
from helpers.grading.doubles import gives
from helpers.grading.draws import names, odd_values, seconds
from helpers.grading.journal import Noted
from helpers.grading.kit import Run, check, rule, trial

from .waits import known

__all__ = ["CHECK"]

STORING, DEADLINE = 1.9, 5.0
CLEANUP = (0.5, 4.0, 0.5, 0.5)  # by round; in one of them it lasts longer than all stores
# When each city answers, in the order of asking. Who stores one answer at a time stores Kyoto's
# from 4.8 to 6.7 s: across the deadline, with Bonn's waiting, and Pune's coming too late.
PLAIN = {"Rome": None, "Kyoto": 4.5, "Oslo": 1.0, "Pune": 6.0, "Bonn": 4.9, "Lima": 2.0}
ALL_IN_TIME = {"Oslo": 1.0, "Kyoto": 4.5, "Lima": 2.0}


async def asking(run: Run, times: dict, answers: dict, deadline: float, cleanup: float) -> Any:
    """Ask cities that answer after these times, None for never; note what became of each call."""
    outcomes = {
        city: gives(answers[city], after or 0.0, cleanup=cleanup) for city, after in times.items()
    }
    script = {city: each._replace(ends=times[city] is not None) for city, each in outcomes.items()}
    store = run.awaitable("store", gives(None, after=STORING))
    run.replace(forecast=run.awaitable("forecast", known(script)), store=store)
    late = sorted(city for city, after in times.items() if after is None or after > deadline)
    pairs = [[city, answers[city]] for city in times]
    run.note(to_ask=list(times), of=len(times), wanted=late, deadline=deadline, pairs=pairs)
    try:
        value = await run.call(list(times), deadline)
    finally:
        asked, stores = run.journal.calls("forecast"), run.journal.calls("store")
        run.note(asked=[_city(each) for each in asked], most_at_once=run.journal.most["forecast"])
        run.note(stored=[each.args for each in stores], cities=[_city(each) for each in stores])
        run.note(cut=[_city(each) for each in stores if each.how == "cancelled"])
        unseen = set(times) - set(late) - set(map(_city, stores))
        run.note(lost=[pair for pair in pairs if pair[0] in unseen])
        by = round(deadline + cleanup, 6)
        ran_on = [each.args[0] for each in asked if _city(each) in late and each.end != by]
        due = [each for each in stores if times.get(_city(each)) is not None]
        run.note(ran_on=ran_on, idle=idle(due, 1, times))
        run.note(due=max((each.end or 0.0 for each in [*asked, *stores]), default=0.0))
    return sorted(value, key=repr) if isinstance(value, list) else value


def _city(call: Noted) -> str:
    """Return the city of a call; learners may call store() with anything, or with nothing."""
    return str(call.args[0]) if call.args else ""


@trial(rounds=4)
async def storing(run: Run) -> Any:
    """Six cities, two late; then answers that an `if` or `==` mistakes; many; none that is late."""
    odd = {"Rome": None, **dict(zip("abcdefg", seconds(run.draw, 7, most=4.9), strict=True))}
    drawn = dict(zip(names(run.draw, 40), seconds(run.draw, 40, most=9), strict=True))
    times = [PLAIN, odd, drawn, ALL_IN_TIME][run.round]
    answers = {city: f"rain in {city}" for city in times}
    if run.round == 1:
        answers.update(zip("abcdefg", odd_values(run.draw, 7), strict=True))
    deadline = [DEADLINE, DEADLINE, 4.4445, 30.0][run.round]
    return await asking(run, times, answers, deadline, CLEANUP[run.round])


@trial(cancel_at=(0.5, 1.5, 5.7))
async def stopped(run: Run) -> Any:
    """Cancelled from outside: before an answer, while one is stored, and after the deadline."""
    return await asking(run, PLAIN, dict.fromkeys(PLAIN, "rain"), DEADLINE, 0.0)


BLOCK = """
    A timeout cancels whatever its block awaits. What must not be lost belongs outside.
    The deadline is for the forecast. The storing that follows is none of its business.
    One inner function for each city: the forecast in `async with asyncio.timeout`, then store."""
EACH = """
    The deadline counts once, from the moment of asking, and goes on while you store.
    A loop that awaits a store cannot look at the clock meanwhile: give each question a deadline.
    One inner function for each city, all begun at once, with a timeout around its forecast."""
OWN_STORE = """
    gather, wait and as_completed part answers from their questions: in another order, or too late.
    Whoever asks a city can store its answer, too: it knows the city, and when the answer is there.
    One inner function for each city: it asks and then stores, beyond the deadline's reach."""
ALL_AT_ONCE, LATE = "asks all `cities` at once", "returns the list of the late cities"
STORED, GIVES_UP = "stores every answer that came in time", "cancels the questions"
NOTHING_LEFT = "when it returns, nothing that it began is still under way"
# fmt: off
CHECK = check(
    *(storing, stopped),
    rules=(
        usual.never_awaited("storing", STORED),
        usual.sequential_await("storing", ALL_AT_ONCE, of=6),
        usual.not_asked("storing", ALL_AT_ONCE),
        usual.one_at_a_time("storing", ALL_AT_ONCE, hints=usual.AT_ONCE),
        rule("WRONG_PAIR",
            lambda f: any(each not in f.storing.pairs for each in f.storing.stored), """
            promise by `store(city, answer)`
            seen    store() was called with these arguments: {storing.stored}
            next    answers do not come in the order of the questions.""", OWN_STORE),
        rule("DONE_TWICE", lambda f: len(f.storing.cities) > len(set(f.storing.cities)), """
            promise once and completely
            seen    these were stored: {storing.cities}
            next    forget a task once its answer is stored, or wait for the pending ones only.""",
            OWN_STORE),
        usual.deadlock("storing", GIVES_UP, code="NEVER_GIVES_UP", hints=BLOCK),
        rule("STORE_CUT", lambda f: f.storing.cut, """
            promise even if that takes until after the deadline
            seen    these stores were begun, and cancelled before their end: {storing.cut}
            next    the store stands where the deadline, or your cancel(), can reach it.""", BLOCK),
        rule("TIMEOUT_ESCAPES", lambda f: "TimeoutError" in f.storing.raised.split(", "), """
            promise returns the list of the late cities
            seen    TimeoutError came out at {storing.took} s; stored: {storing.cities}
            next    a late city is a result here, not an error: catch its TimeoutError.""", BLOCK),
        rule("STORED_LATE", lambda f: set(f.storing.cities) & set(f.storing.wanted), """
            promise an answer that comes later is never stored
            seen    late: {storing.wanted}; stored: {storing.cities}
            next    a timeout that begins anew with each answer, or store, moves the deadline.""",
            EACH),
        rule("ZERO_LOST", lambda f: f.storing.round == 1 and f.storing.lost, """
            promise any object may be an answer
            seen    these answers came in time, and were not stored: {storing.lost}
            next    tell what came by something else than the value itself.""", usual.ANY_VALUE),
        rule("ANSWER_LOST", lambda f: not f.storing.error and f.storing.lost, """
            promise stores every answer that came in time
            seen    these came before {storing.deadline} s, and were not stored: {storing.lost}
            next    at the deadline, an answer may be there that you have not looked at yet.""",
            OWN_STORE),
        rule("NOT_AS_THEY_COME", lambda f: f.storing.idle, """
            promise as soon as the answer is there
            seen    an answer had come, and waited for its store: {storing.idle}
            next    do not wait for all answers before you store the first.""", OWN_STORE),
        usual.left_running("storing", NOTHING_LEFT),
        usual.cleanup_too_late("storing", NOTHING_LEFT),
        rule("LATE_NOT_CANCELLED", lambda f: f.storing.ran_on, """
            promise it cancels the questions that have no answer yet
            seen    these questions were not cancelled at {storing.deadline} s: {storing.ran_on}
            next    something must watch the deadline while you store.""", EACH),
        usual.no_result("storing", LATE, hints=BLOCK),
        usual.no_list("storing", LATE, hints=BLOCK),
        usual.too_late("storing", "as soon as there is nothing to wait for", hints=BLOCK),
        usual.cancel_swallowed("stopped", "lets the cancellation pass"),
        usual.cancel_leaves_running("stopped", "it cancels all that it began"),
    ),
    praise="stored {storing.cities}; late {storing.value}; done at {storing.took} s, nothing left",
)
