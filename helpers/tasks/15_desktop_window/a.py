"""15.a: a handler that returns at once, and shows the answer when it has come."""

from typing import Any

from helpers import LoopThread
from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, rule, trial

from .screen import Screen
from .words import LOOK, freezes, looks_too_often, raises_in_the_main_loop, touched_elsewhere

__all__ = ["CHECK"]

TEXTS = ("4 °C", "−7 °C"), ("", "asking"), ("0", "press"), ("later", "4 °C")
SECOND = 7.0  # at which the user presses again
LATEST = 0.1


@trial(rounds=4)
def asked(run: Run) -> Any:
    """Two presses, one after the other has been answered; plain texts, then odd ones."""
    takes = seconds(run.draw, 2) if run.round else [1.0, 2.0]
    screen, texts = Screen(run, until=14.0), TEXTS[run.round]
    outcomes = [gives(text, after) for text, after in zip(texts, takes, strict=True)]
    fetch = run.awaitable("fetch", outcomes)
    run.note(to_ask=["fetch", "fetch"], wanted_texts=unrepeated("press", *both(*texts)))
    with LoopThread("weather") as weather:
        screen.on_press = lambda: run.answer(screen, weather, fetch)
        for at in (0.5, SECOND):
            screen.user(at, screen.press)
        screen.mainloop()
    screen.note()
    calls = run.journal.calls()
    run.note(elsewhere=sorted({call.thread for call in calls} - {"weather"}))
    run.note(lag=max(lags(screen, texts, calls), default=0.0))
    return screen.returned


def both(*texts: str) -> list[str]:
    """Return what is to be seen: "asking" before each answer."""
    return [each for text in texts for each in ("asking", text)]


def unrepeated(*texts: str) -> list[str]:
    """Return the texts without those that are equal to the one before."""
    return [text for n, text in enumerate(texts) if n == 0 or text != texts[n - 1]]


def lags(screen: Screen, texts: tuple[str, ...], calls: list[Any]) -> list[float]:
    """Return how long after its call's end each answer was seen."""
    pairs = zip(texts, (call.end for call in calls), strict=False)
    seen = [(screen.first(text, since=end), end) for text, end in pairs if end and text != "asking"]
    return [round(at - end, 6) for at, end in seen if at is not None]


THERE = """
    A LoopThread runs coroutines on a loop that is there already; asyncio.run makes another one.
    submit takes the function itself, and gives a future at once.
    weather.submit(fetch), without brackets behind fetch."""
ANSWER = """
    done() of a future says whether the answer is there; result() gives it.
    An empty text is an answer too: ask the future, not the text.
    Only if future.done(): put its result() into the label."""

# fmt: off
CHECK = check(
    asked,
    rules=(
        usual.is_async("asked", "an ordinary function"),
        freezes("asked", "returns at once"),
        touched_elsewhere("asked", "touched only in the thread of its main loop"),
        looks_too_often("asked", "at most 100 times a second"),
        usual.not_asked("asked", "calls `fetch` once for each press", hints=THERE),
        rule("NOT_ON_WEATHER", lambda f: f.asked.elsewhere, """
            promise on the loop of `weather`
            seen    fetch ran in the thread {asked.elsewhere}
            wanted  it runs on the loop of weather
            next    hand fetch over to weather, and keep the future.""", THERE),
        raises_in_the_main_loop("asked", "shows what `fetch` returned"),
        rule("NEVER_ASKING", lambda f: "asking" not in f.asked.shown, """
            promise the label says "asking"
            seen    the user saw these texts: {asked.shown}
            next    set the label before anything else.""", LOOK),
        rule("STILL_LOOKING",
            lambda f: f.asked.still and set(f.asked.wanted_texts) <= set(f.asked.shown), """
            promise no timer is set any more
            seen    both answers were shown, and a timer was set again and again
            next    set the timer only as long as the future is not done.""", LOOK),
        rule("WRONG_TEXTS", lambda f: f.asked.shown != f.asked.wanted_texts, """
            promise shows what `fetch` returned
            seen    the user saw these texts: {asked.shown}
            wanted  {asked.wanted_texts}
            next    find out when the label is set, and to what.""", ANSWER),
        rule("SHOWN_LATE", lambda f: f.asked.lag > LATEST, f"""
            promise at most 0.1 s later
            seen    an answer was shown {{asked.lag}} s after it had come
            wanted  at most {LATEST} s
            next    look more often.""", LOOK),
    ),
    praise="{asked.shown}, an answer at most {asked.lag} s late; the main loop was never kept",
)
