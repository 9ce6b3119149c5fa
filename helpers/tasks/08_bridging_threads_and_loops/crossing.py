"""What the checks of exercise 08 share: whose work it is, busy waits, hints."""

import contextlib
import sys
from collections.abc import Iterator

from helpers.grading.kit import Run, rule
from helpers.grading.lines import spins_end
from helpers.grading.verdict import Rule

__all__ = ["FAILED", "LOCKED", "RESULT", "not_yours", "watched"]

BRIDGE = "helpers.bridge"  # no helper that a check needs imports it
RESULT = """
    run_coroutine_threadsafe returns a concurrent.futures.Future; the outcome is in it.
    result() waits for the coroutine's end, and returns or raises what it did.
    return, the future that run_coroutine_threadsafe gave, and .result() of it"""

FAILED = """
    What was made before the failure must be undone by whoever made it: nobody else has it.
    Which comes first, the loop or the thread? See what is there when the next line raises.
    try: the line that may raise; except: close or join what is there; raise."""
LOCKED = """
    The question whether it is closed, and the hand-over, are two steps; a close fits in between.
    Hold one lock from the question to the hand-over; close sets its mark under it, too.
    Under the lock: if closed, raise; then the hand-over to the loop. Outside of it: any wait."""


@contextlib.contextmanager
def watched(run: Run) -> Iterator[None]:
    """End a busy wait; an error is what ended the run, even if what was left hangs after it.

    Notes as `borrowed` whether the answer imports the course's own bridges.
    """
    try:
        with spins_end():
            yield
    except Exception as error:
        run.failed(run.ending(_raise, error))
        raise
    finally:
        run.note(borrowed=BRIDGE in sys.modules)


def _raise(error: Exception) -> None:
    raise error


def not_yours(t: str, hint: str) -> Rule:
    """Return the rule that the answer is to be built, not borrowed; `hint` is its last hint."""
    words = f"""
        promise You build it yourself
        seen    the answer imports {BRIDGE}, which has what is to be written here
        next    build it from asyncio and threading; the helper is there to compare it with.
        hint    The helper does what this task is about, and more; using it teaches neither.
        hint    threading.Thread, a loop of asyncio, and a way to reach it from outside are enough.
        hint    {hint}"""
    return rule("NOT_YOURS", lambda f: getattr(f, t).borrowed, words)
