"""The ends that any answer may come to, whatever the task: the last rules of every check.

`bad` is the facts of the round in which it happened, as `kit.check` leaves them.
"""

from typing import Any

from helpers.grading.verdict import Rule

__all__ = ["GENERAL"]


def _message(f: Any) -> str:
    return f.bad.error.message if f.bad.error else ""


GENERAL = (
    Rule(
        "NOT_ASYNC",
        lambda f: f.bad.raised == "NotAsync",
        seen="{bad.error.message}",
        wanted="a coroutine function, which the caller can await",
        next="write it with `async def`.",
        general=True,
        hints=(
            "Calling what `async def` defines gives a coroutine; `await` runs it.",
            "An ordinary function runs when it is called, and cannot await anything itself.",
            "Put `async` before `def`, and `await` what has to be waited for.",
        ),
    ),
    Rule(
        "BUSY_WAIT",
        lambda f: f.bad.raised == "VirtualTimeError" and " busy " in _message(f),
        seen="{bad.error.message}",
        wanted="a wait that takes no processor time",
        next="wait for an event, a future or a lock instead of asking again and again.",
        general=True,
        hints=(
            "A loop that only asks whether something has come keeps a processor busy.",
            "Whoever brings what you wait for can wake you: by an event, a future, a condition.",
            "threading.Event.wait in a thread; in a coroutine, await a future or an asyncio.Event.",
        ),
    ),
    Rule(
        "DEADLOCK",
        lambda f: f.bad.deadlock,
        seen="from {bad.took} s on nothing can ever happen again:\n{bad.waits}",
        wanted="{name} ends",
        next="find out what that line waits for, and who could bring it.",
        general=True,
        hints=(
            "Everybody waits for somebody: nobody is left who could go on.",
            "Look at the line named above: who sets, puts, releases or ends what it waits for?",
            "ex.x.trace() draws who waits for what: see which wait comes too early, or never ends.",
        ),
    ),
    Rule(
        "NEVER_ENDS",
        lambda f: not f.bad.ended,
        seen="after {bad.took} s of virtual time it still went on",
        wanted="{name} ends",
        next="find out what ends the loop that still goes round.",
        general=True,
        hints=(
            "Something repeats itself, with a pause in between, and is never told to stop.",
            "Look at each `while`: which line makes its condition false?",
            "End the loop when what it waits for has come, and bound what may never come.",
        ),
    ),
)
