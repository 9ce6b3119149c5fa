"""The trials of 03.d: each plays with a future, and returns a log of what came of it."""

from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, trial

from .play import MOST_CALLS, Play

__all__ = [
    *("anything", "callbacks", "done_before", "empty", "failing", "methods", "one", "several"),
    "twice",
]

METHODS = ("set_result", "set_exception", "result", "add_done_callback", "__await__")
SENTINELS = (-1, ..., NotImplemented, True, (), "empty", ValueError)  # that an answer may use


def methods(run: Run) -> None:
    """Is there every method?"""
    run.note(missing=[name for name in METHODS if not callable(getattr(run.answer, name, None))])


def one(run: Run) -> list[str]:
    """One coroutine waits; then the future is filled, and asked twice."""
    play = Play(run)
    play.awaits("Ada")
    if play.loop.calls >= MOST_CALLS:
        play.log.append("the loop calls it again and again")
    run.note(before=list(play.log), bad_yield=play.loop.bad_yield)
    if play.log or play.loop.bad_yield:
        return play.log
    play.fills("set_result", "soup")
    play.tries("result")
    play.tries("result")
    asked = "result returned 'soup'"
    return play.ends(["set_result returned", "Ada got 'soup'", asked, asked])


@trial(rounds=2)
def several(run: Run) -> list[str]:
    """Several coroutines wait for the same future: two, then many."""
    play = Play(run)
    names = [f"waiter {number}" for number in range(40)] if run.round else ["Ada", "Bob"]
    play.awaits(*names)
    play.fills("set_result", "soup")
    return play.ends(["set_result returned", *(f"{name} got 'soup'" for name in names)])


def done_before(run: Run) -> list[str]:
    """The future is filled before anybody awaits it."""
    play = Play(run)
    play.fills("set_result", "soup")
    play.awaits("Ada", "Bob")
    return play.ends(["set_result returned", "Ada got 'soup'", "Bob got 'soup'"])


def failing(run: Run) -> list[str]:
    """An exception, of one kind after the other, for waiters before and after, and for result."""
    for error in errors(run.draw, 6):
        play = Play(run)
        play.awaits("Ada")
        play.fills("set_exception", error)
        play.awaits("Bob")
        play.tries("result")
        said = f"raised {type(error).__name__}: {error}"
        wanted = [f"Ada {said}", f"Bob {said}", f"result raised {type(error).__name__}"]
        if play.ends(["set_exception returned", *wanted]) != ["set_exception returned", *wanted]:
            break
    return play.log


def empty(run: Run) -> list[str]:
    """An empty future is asked, while somebody waits for it."""
    play = Play(run)
    play.awaits("Ada")
    play.tries("result")
    return play.ends(["result raised InvalidStateError"])


@trial(rounds=2)
def twice(run: Run) -> list[str]:
    """Filled with a result, or an exception, and then again."""
    play, error = Play(run), KeyError("burnt")
    play.adds("callback")
    method, given = (("set_result", "soup"), ("set_exception", error))[run.round]
    play.fills(method, given)
    play.tries("set_result", "salad")
    play.tries("set_exception", OSError("cold"))
    play.awaits("Ada")
    refused = ["set_result raised InvalidStateError", "set_exception raised InvalidStateError"]
    got = "Ada raised KeyError: 'burnt'" if run.round else "Ada got 'soup'"
    return play.ends([f"{method} returned", "callback called", *refused, got])


def callbacks(run: Run) -> list[str]:
    """Two callbacks before it is filled, one of them twice, and one afterwards."""
    play = Play(run)
    for name in ("first", "second", "first"):
        play.adds(name)
    play.fills("set_result", "soup")
    play.adds("third")
    play.loop.run()
    called = [f"{name} called" for name in ("first", "second", "first", "third")]
    return play.ends(["set_result returned", *called])


@trial(rounds=2)
def anything(run: Run) -> list[str]:
    """A plain result, then odd ones, up to the first that goes wrong."""
    for value in [*odd_values(run.draw, 7), *SENTINELS] if run.round else ["soup"]:
        play, got = Play(run), f"got {value!r}"
        play.awaits("Ada")
        play.fills("set_result", value)
        play.awaits("Bob")
        play.tries("result")
        play.tries("set_result", "salad")
        wanted = ["set_result returned", f"Ada {got}", f"Bob {got}"]
        wanted += [f"result returned {value!r}", "set_result raised InvalidStateError"]
        if play.ends(wanted) != wanted:
            break
    return play.log
