"""The ends that any answer may come to, whatever the task: the last rules of every check.

`bad` is the facts of the round in which it happened, as `kit.check` leaves them.
"""

from typing import Any

from helpers.grading.verdict import Rule

__all__ = ["GENERAL"]


def _is_busy(f: Any) -> bool:
    return f.bad.raised == "VirtualTimeError" and " busy " in f.bad.error.message


# fmt: off
GENERAL = (
    Rule(
        "NOT_ASYNC", lambda f: f.bad.raised == "NotAsync", "{bad.error.message}",
        "a coroutine function, which the caller can await", "write it with `async def`.", (
            "Calling what `async def` defines gives a coroutine; `await` runs it.",
            "An ordinary function runs when it is called, and cannot await anything itself.",
            "Put `async` before `def`, and `await` what has to be waited for.",
        ), general=True),
    Rule(
        "BUSY_WAIT", _is_busy, "{bad.error.message}", "a wait that takes no processor time",
        "wait for an event, a future or a lock instead of asking again and again.", (
            "A loop that only asks whether something has come keeps a processor busy.",
            "Whoever brings what you wait for can wake you: by an event, a future, a condition.",
            "threading.Event.wait in a thread; in a coroutine, await a future or an asyncio.Event.",
        ), general=True),
    Rule(
        "DEADLOCK", lambda f: f.bad.deadlock,
        "from {bad.took} s on nothing can ever happen again:\n{bad.waits}", "{name} ends",
        "find out what that line waits for, and who could bring it.", (
            "Everybody waits for somebody: nobody is left who could go on.",
            "Look at the line named above: who sets, puts, releases or ends what it waits for?",
            "ex.x.trace() draws who waits for what: see which wait comes too early, or never ends.",
        ), general=True),
    Rule(
        "NEVER_ENDS", lambda f: not f.bad.ended,
        "after {bad.took} s of virtual time it still went on", "{name} ends",
        "find out what ends the loop that still goes round.", (
            "Something repeats itself, with a pause in between, and is never told to stop.",
            "Look at each `while`: which line makes its condition false?",
            "End the loop when what it waits for has come, and bound what may never come.",
        ), general=True),
)
