"""05.a: calls in threads, all at once, whose results and exceptions all reach the caller."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

MANY = 101  # more than any usual pool has threads
LONG = (67.0, 68.0, 66.0)  # seconds, more than any usual time limit


def called(run: Run, outcomes: dict[str, Outcome]) -> Any:
    """Let the answer call a `fetch` with these outcomes; note what it is to ask, and until when."""
    last = max((each.after for each in outcomes.values()), default=0.0)
    run.note(to_ask=list(outcomes), of=len(outcomes), due=float(last))
    return run.answer(run.blocking("fetch", outcomes), list(outcomes))


def cities(run: Run, many: int) -> dict[str, float]:
    """Return three names with their times; then many, with ties; three calls take long."""
    if run.round == 0:
        return {"Oslo": 2.0, "Lima": 1.0, "Rome": 3.0}
    found = names(run.draw, many if run.round == 1 else 3)
    waits = seconds(run.draw, len(found) // 2) * 2
    return dict(zip(found, [*waits, *LONG][-len(found) :], strict=True))


@trial(rounds=2)
def good(run: Run) -> Any:
    """All calls give something: maps at first, then what an `if` mistakes."""
    found = cities(run, MANY)
    odd = [value for value in odd_values(run.draw, 8) if not isinstance(value, Exception)]
    values = [*(odd if run.round else []), *(f"map of {name}" for name in found)][: len(found)]
    run.note(wanted=values)
    return called(run, {n: gives(v, found[n]) for n, v in zip(found, values, strict=True)})


@trial(rounds=3, raises=True)
def failing(run: Run) -> Any:
    """Some calls raise, in another order in time than in the list: two, many, only one."""
    found = cities(run, 14)
    raised = errors(run.draw, (2, 9, 1)[run.round])
    raised = raised if run.round else [OSError("no line"), ValueError("no map")]
    outcomes = {name: gives(f"map of {name}", wait) for name, wait in found.items()}
    outcomes |= {n: fails(error, found[n]) for n, error in zip(found, raised, strict=False)}
    due = [repr(error) for error in raised]
    run.note(wanted=", ".join(due), failed=len(raised))
    try:
        return called(run, outcomes)
    except Exception as error:
        group = error.exceptions if isinstance(error, ExceptionGroup) else ()
        came = [repr(each) for each in group]
        run.note(came=", ".join(came), missing=sorted(came) != sorted(due), reordered=came != due)
        run.note(raised="ExceptionGroup" if group or repr(error) in due else "")
        run.note(nested=any(isinstance(each, ExceptionGroup) for each in group))
        raise


@trial(raises=True)
def nothing(run: Run) -> Any:
    """There is no name at all."""
    run.note(wanted=[])
    return called(run, {})


ONE_EACH = "all of them at the same time, however many"
ENDED = "until all calls have ended"
LIST = "as a list in the order of `names`"
GROUP = "one `ExceptionGroup` with their exceptions themselves"
KEEP = """
    An exception stays in its thread or future: join() neither raises nor returns it.
    Catch what each call raises and keep it; the first `raise` of yours ends the whole function.
    A list of all that was caught, in order; then one ExceptionGroup of it, if it is not empty."""
THREAD_EACH = """
    A pool's jobs beyond max_workers stand in its queue until a thread is free.
    The default of ThreadPoolExecutor is made from the number of cores, not of your calls.
    max_workers=len(names), and mind that it must be at least 1; or a Thread for each name."""
DELIVER = """
    Whoever waits for n outcomes needs n outcomes, also from calls that raise.
    Let each thread deliver something in any case: a result or an error.
    put() both in the try block and in the except block."""

# fmt: off
CHECK = check(
    *(good, failing, nothing),
    rules=(
        usual.busy_wait("good", "done as soon as the last one has"),
        usual.is_async("good", "returns what the calls returned"),
        rule("LATE_BINDING", lambda f: len(f.good.asked) == f.good.of > len({*f.good.asked}), """
            promise once for each name
            seen    to be asked: {good.to_ask}
                    {name} asked: {good.asked}
            next    find out when the thread's function reads the name, and what it is by then.
            hint    A function reads a variable when it runs, not when it is made.
            hint    The loop goes on at once: its variable already holds another name.
            hint    Hand the name over: args=(name,) for a Thread, or an argument of submit."""),
        usual.done_twice("good", "once for each name"),
        usual.not_asked("good", "once for each name", hints=usual.AT_ONCE_IN_THREADS),
        usual.one_at_a_time("good", ONE_EACH, of=3),
        usual.one_at_a_time("good", ONE_EACH, hints=THREAD_EACH),
        usual.gives_up("good", f"{ENDED}, however long they take"),
        usual.left_behind("good failing", "none of its threads is alive"),
        usual.no_list("good", LIST),
        usual.wrong_order("good", LIST),
        usual.zero_lost("good", "any object may be a result"),
        usual.no_result("good", LIST),
        usual.polls("good", "as soon as the last one has", most=MANY + 20),
        usual.too_late("good", "as soon as the last one has"),
        usual.deadlock("failing", ENDED, code="ERROR_NOT_DELIVERED", hints=DELIVER),
        rule("ERRORS_AS_RESULTS", lambda f: "Error" in f.failing.shown, f"""
            promise {GROUP}
            seen    {{failing.failed}} calls raised; {{name}} raised nothing: it {{failing.said}}
            next    an exception in a list is easily overlooked: raise them, all in one group.""",
            KEEP),
        usual.error_lost("failing", GROUP, "ExceptionGroup", hints=KEEP),
        rule("NO_GROUP", lambda f: f.failing.error.type != "ExceptionGroup", f"""
            promise {GROUP}, in the order of `names`, also if only one call raised
            seen    {{failing.failed}} of {{failing.of}} calls raised; {{name}} {{failing.said}}
            wanted  an ExceptionGroup, and in it: {{failing.wanted}}
            next    let all calls end, collect what they raised, and raise it together.""", KEEP),
        rule("GROUP_IN_A_GROUP", lambda f: f.failing.nested, f"""
            promise {GROUP}
            seen    what came out is a group whose exceptions are groups again
            wanted  one ExceptionGroup, and in it: {{failing.wanted}}
            next    put what the calls raised into one list, and make one group of it.""", KEEP),
        rule("ERRORS_MISSING", lambda f: f.failing.missing, f"""
            promise {GROUP}
            seen    {{failing.failed}} calls raised; in the group: {{failing.came}}
            wanted  {{failing.wanted}}
            next    collect the exception of each call itself, of whatever type it is.""", KEEP),
        usual.wrong_order("failing", "in the order of `names`, also"),
        usual.fails_on_nothing("nothing", "and be it none", hints=THREAD_EACH),
    ),
    praise=f"{MANY} calls at once; where some raised, all of their exceptions came out together",
)
