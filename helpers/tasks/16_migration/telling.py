"""The mistakes with `tell` that the tasks of exercise 16 share."""

from typing import Any

from helpers.grading.kit import each

__all__ = ["tells", "tells_on_a_loop"]


# fmt: off
def tells(t: str, promise: str, hints: str) -> tuple[Any, ...]:
    """Return the rules of a timer that never tells, or at wrong times."""
    told = "seconds, and numbers of values"
    return (
        *each(t, "NEVER_TELLS", lambda r: not r.error and r.due_to_tell and not r.told, f"""
            promise {promise}
            seen    tell was never called
            wanted  {{T.due_to_tell}}: {told}
            next    have the loop run the coroutine `report`.""", hints),
        *each(t, "WRONG_TIMES", lambda r: not r.error and not r.told_right, f"""
            promise {promise}
            seen    {{T.told}}: {told}
            wanted  {{T.due_to_tell}}
            next    see in which order the timer waits and tells, and for how long.""", hints),
    )


def tells_on_a_loop(t: str, promise: str, hints: str) -> tuple[Any, ...]:
    """Return the rule of a timer that tells on a thread without a loop."""
    return each(t, "TELLS_ON_A_THREAD", lambda r: r.told_on_a_thread, f"""
        promise {promise}
        seen    tell was called on {{T.told_on_a_thread}}, where no loop runs
        next    let a loop run the timer, and call tell there.""", hints)
