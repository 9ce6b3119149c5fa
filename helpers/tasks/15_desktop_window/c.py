"""15.c: a window that can be closed at any moment, and a program that then ends in order."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.kit import Run, check, rule, trial

from .screen import Screen
from .words import (
    LOOK,
    STOP,
    TIMER,
    freezes,
    looks_too_often,
    not_cancelled,
    program,
    raises_in_the_main_loop,
    touched_elsewhere,
    window_left,
)

__all__ = ["CHECK"]

TAKES, CLEANUP, LATEST = 2.0, 1.5, 0.1
# When the user presses, and when she closes the window: during a request, at the same moment,
# shortly before and after the answer, before the request, after it, and in a second one.
MOMENTS = (
    *(((1.0,), at) for at in (1.7, 1.0, 2.99, 3.01, 0.4, 5.0)),
    ((1.0, 4.0), 4.5),
)


@trial(rounds=2)
def answered(run: Run) -> Any:
    """Nobody closes the window before all is answered."""
    texts = ("4 °C", "5 °C")
    fetch = run.awaitable("fetch", [gives(text, TAKES) for text in texts])
    presses = (1.0, 5.0)[: run.round + 1]
    wanted = ["press", *(each for t, _ in zip(texts, presses) for each in ("asking", t))]  # noqa: B905
    run.note(wanted_texts=wanted, to_ask=["fetch" for _ in presses])
    return play(run, fetch, presses, 9.0)


@trial(rounds=len(MOMENTS))
def closed(run: Run) -> Any:
    """The user closes the window at this moment; a request needs a while to clean up."""
    presses, at = MOMENTS[run.round]
    fetch = run.awaitable("fetch", gives("4 °C", TAKES, cleanup=CLEANUP))
    return play(run, fetch, presses, at)


def play(run: Run, fetch: Any, presses: tuple[float, ...], at: float) -> Any:
    """Run the answer while the user presses at these seconds, and closes the window at one."""
    screen = Screen(run, until=30.0)
    run.note(closed_at=at)
    for each in presses:
        screen.user(each, screen.press)
    screen.user(at, screen.close)
    try:
        return run.answer(screen, fetch)
    finally:
        ends = [call.end for call in run.journal.calls() if call.end is not None]
        run.note(due=max([at, *ends]), out=run.now())
        screen.note()


ANY_TIME = "whenever the user closes it"
BOTH = "answered closed"

# fmt: off
CHECK = check(
    *(answered, closed),
    rules=(
        usual.is_async(BOTH, "an ordinary function"),
        program("answered", "sets `window.on_press`"),
        freezes(BOTH, "keeps the main loop"),
        touched_elsewhere(BOTH, "touched only in the thread of its main loop"),
        looks_too_often(BOTH, "at most 100 times a second"),
        raises_in_the_main_loop(BOTH, "raises nothing"),
        usual.not_asked("answered", "calls `fetch` once", hints=LOOK),
        rule("WRONG_TEXTS", lambda f: f.answered.shown != f.answered.wanted_texts, """
            promise the label says "asking"
            seen    the user saw these texts: {answered.shown}
            wanted  {answered.wanted_texts}
            next    find out when the label is set, and to what.""", LOOK),
        window_left("closed"),
        rule("TOUCHED_TOO_LATE", lambda f: f.closed.late, """
            promise nobody touches it
            seen    the window had been destroyed at {closed.closed_at} s; then {closed.late[0]}
            next    what ends after the close has nowhere to be shown.""", TIMER),
        usual.deadlock(BOTH, ANY_TIME, code="WAITS_FOR_EVER", hints=STOP),
        usual.left_running("closed", "cancelled, and its cleanup", hints=STOP),
        usual.cleanup_too_late("closed", "cancelled, and its cleanup", hints=STOP),
        usual.left_behind("closed", "leaves no thread, no task and no open loop", hints=STOP),
        not_cancelled("closed"),
        rule("LEAVES_LATE", lambda f: f.closed.out > f.closed.due + LATEST, f"""
            promise at most 0.1 s later
            seen    closed at {{closed.closed_at}} s; all had ended at {{closed.due}} s,
                    and {{name}} {{closed.said}} at {{closed.out}} s
            wanted  at most {LATEST} s after that
            next    wait for the end itself, and not for a time.""", STOP),
    ),
    praise="closed at seven moments; a request that was under way at {closed.closed_at} s had "
    "cleaned up when it left, at {closed.out} s",
)
