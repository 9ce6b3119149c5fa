"""15.b: a handler that shows errors, and a button that is off while a request is under way."""

from typing import Any

from helpers import LoopThread
from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors
from helpers.grading.kit import Run, check, each, rule, trial

from .screen import Screen
from .words import ANY_END, freezes, looks_too_often, raises_in_the_main_loop, touched_elsewhere

__all__ = ["CHECK"]

LATEST = 0.1


def play(run: Run, outcomes: list[Outcome], presses: list[float]) -> Any:
    """Have the user press at these seconds; note what is seen while and after each request."""
    screen, fetch = Screen(run, until=presses[-1] + 5), run.awaitable("fetch", outcomes)
    texts = [text_of(each) for each in outcomes]
    with LoopThread("weather") as weather:
        screen.on_press = lambda: run.answer(screen, weather, fetch)
        for at in presses:
            screen.user(at, screen.press)
        screen.mainloop()
    screen.note()
    calls = [call for call in run.journal.calls() if call.end is not None]
    run.note(wanted_texts=["press", *(each for text in texts for each in ("asking", text))])
    run.note(requests=len(calls), of=len(outcomes), failed=[t for t in texts if "failed" in t])
    off = [screen.is_off(call.start + 0.05) for call in calls]
    run.note(on_during=off.count(False))
    run.note(off_after=[call.how for call in calls if screen.is_off(call.end + LATEST)][:1])
    seen = [(screen.first(text, call.end), call.end) for text, call in zip(texts, calls)]  # noqa: B905
    run.note(lag=max((round(at - end, 6) for at, end in seen if at is not None), default=0.0))
    return screen.returned


def text_of(outcome: Outcome) -> str:
    """Return what is to be shown in the end."""
    return outcome.value if outcome.error is None else f"failed: {outcome.error}"


@trial(rounds=3)
def in_turn(run: Run) -> Any:
    """An answer, an error, an answer and another error, one after the other."""
    first, second = errors(run.draw, 2)
    if run.round == 0:
        first = TimeoutError("no answer in time")
    steps = [gives("4 °C", 0.5), fails(first, 0.7), gives("0", 0.9), fails(second, 0.6)]
    return play(run, steps, [0.5, 3.0, 6.0, 9.0])


@trial(rounds=2)
def impatient(run: Run) -> Any:
    """The user presses again and again while the first request is under way."""
    first = fails(ValueError("no line"), 1.0) if run.round else gives("4 °C", 1.0)
    return play(run, [first, gives("5 °C", 0.5)], [0.5, 0.7, 0.9, 4.0])


BUTTON = """
    A handler that returns at once lets the user press again while its request is under way.
    The button goes off with the request, and on again with its end.
    Set it to "disabled" before submit, and to "normal" where the future is found to be done."""
EITHER_END = """
    A request ends in one of two ways, and the button has to come back after both.
    What stands behind the line that raises is not reached.
    Set the button in a finally block, or before you ask for the result."""
MESSAGE = """
    The error is in the future until somebody asks for it.
    result() raises it, exception() returns it; which one do you ask, and where does the text go?
    Catch Exception where you ask for the result; the label is an f-string with the error in it."""
BOTH = "in_turn impatient"

# fmt: off
CHECK = check(
    *(in_turn, impatient),
    rules=(
        usual.is_async(BOTH, "an ordinary function"),
        freezes(BOTH, "returns at once"),
        touched_elsewhere(BOTH, "touched only in the thread of its main loop"),
        looks_too_often(BOTH, "at most 100 times a second"),
        rule("LOOKS_ON_FOR_EVER",
            lambda f: f.in_turn.still and not set(f.in_turn.failed[:1]) <= set(f.in_turn.shown), """
            promise whatever `Exception` it is
            seen    the user saw these texts: {in_turn.shown};
                    at the end a timer was still set, again and again
            wanted  {in_turn.wanted_texts}
            next    tell an error of the request from "not done yet".
            hint    result(timeout=0) raises TimeoutError if the future is not done.
            hint    A request can itself end with a TimeoutError: the two look alike.
            hint    Ask future.done() first, and result() only if it is."""),
        raises_in_the_main_loop(BOTH, "no function of the main loop raises"),
        each(BOTH, "BUTTON_STAYS_ON", lambda r: r.on_during, """
            promise `window.button` is "disabled"
            seen    while a request was under way the button was on
            next    turn it off with the request.""", BUTTON),
        each(BOTH, "NOT_ASKED_ONCE", lambda r: r.requests > r.of, """
            promise calls `fetch` once on the loop of `weather`
            seen    fetch was called {T.requests} times
            wanted  {T.of} times: once for each press while the button is on
            next    submit fetch once in each call of {name}.""", BUTTON),
        each(BOTH, "BUTTON_STAYS_OFF", lambda r: r.off_after, """
            promise after either end the button is "normal" again
            seen    a request {T.off_after[0]}; 0.1 s later the button was still off
            next    turn it on again after every end.""", EITHER_END),
        each(BOTH, "ERROR_NOT_SHOWN", lambda r: not set(r.failed) <= set(r.shown), """
            promise whatever `Exception` it is
            seen    the user saw these texts: {T.shown}
            wanted  {T.wanted_texts}
            next    put the text of the error into the label.""", MESSAGE),
        each(BOTH, "WRONG_TEXTS", lambda r: r.shown != r.wanted_texts, """
            promise the label says "asking"
            seen    the user saw these texts: {T.shown}
            wanted  {T.wanted_texts}
            next    find out when the label is set, and to what.""", MESSAGE),
        each(BOTH, "SHOWN_LATE", lambda r: r.lag > LATEST, f"""
            promise at most 0.1 s after its end
            seen    an end was shown {{T.lag}} s after it had come
            wanted  at most {LATEST} s
            next    look more often.""", ANY_END),
    ),
    praise="{in_turn.shown}; the button was off while a request was under way, and on after it",
)
