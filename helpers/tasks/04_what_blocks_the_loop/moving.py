"""What 04.c and 04.d share: calls that are moved away from the loop, and ways to get that wrong."""

from helpers.grading.kit import Run, rule
from helpers.grading.verdict import Rule

__all__ = ["AWAIT_IT", "LOOPS_THREAD", "called_too_early", "note_places", "on_the_loop"]

LOOPS_THREAD = "MainThread"
MOVE_IT = """
    An ordinary call holds the loop until it returns; in another thread it holds that one.
    asyncio.to_thread takes the function and its arguments apart, and gives you an awaitable.
    await asyncio.to_thread(function, argument)"""
AWAIT_IT = """
    result() of a pool's future, the end of a pool's `with`, and join() wait without an await.
    What to_thread and run_in_executor give can be awaited: then the loop is free meanwhile.
    An await for each, and no result(); a pool's `with` ends after the awaits."""
COMMA = """
    Arguments are worked out before a call: f(g(x)) calls g first.
    to_thread and run_in_executor want the function itself, then its arguments.
    A comma in place of the inner brackets."""


def note_places(run: Run, *may: str) -> None:
    """Note as `on_loop` which doubles, but for those that may, ran on the loop's own thread."""
    here = [call.what for call in run.journal.calls() if call.thread == LOOPS_THREAD]
    run.note(on_loop=" and ".join(name for name in dict.fromkeys(here) if name not in may))


def called_too_early(t: str, promise: str) -> Rule:
    """The function is called, and what it returned is to be called in a thread."""
    return rule(
        "CALLED_TOO_EARLY",
        lambda f: f[t].error and "callable" in f[t].said,
        f"""
        promise {promise}
        seen    {{name}} {{{t}.said}}
        in your line: {{{t}.line}}
        wanted  the function is called over there, and not before
        next    give function and arguments apart: the brackets call it here, on the loop.""",
        COMMA,
    )


def on_the_loop(t: str, promise: str) -> Rule:
    """Blocking calls run on the loop's own thread: the trial notes them by `note_places`."""
    return rule(
        "ON_THE_LOOP",
        lambda f: f[t].on_loop,
        f"""
        promise {promise}
        seen    on the loop's own thread ran: {{{t}.on_loop}}
        wanted  no call that takes its time runs there
        next    have it called elsewhere, and await that.""",
        MOVE_IT,
    )
