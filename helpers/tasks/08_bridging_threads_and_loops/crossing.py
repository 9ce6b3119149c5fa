"""What the checks of exercise 08 share: whose work it is, busy waits, hints on a result."""

import contextlib
import sys
from collections.abc import Iterator

from helpers.grading.kit import Run, rule
from helpers.grading.lines import spins_end
from helpers.grading.verdict import Rule
from helpers.patching import Patches

__all__ = ["RESULT", "not_yours", "own_work", "watched"]

BRIDGE = "helpers.bridge"
RESULT = """
    run_coroutine_threadsafe returns a concurrent.futures.Future; the outcome is in it.
    result() waits for the coroutine's end, and returns or raises what it did.
    return, the future that run_coroutine_threadsafe gave, and .result() of it"""


@contextlib.contextmanager
def own_work(run: Run) -> Iterator[None]:
    """Note as `borrowed` which of the course's own bridges the answer makes, "" if none."""
    bridge, used = sys.modules.get(BRIDGE), []
    with Patches() as patches:
        for name in ("LoopThread", "ThreadQueue", "Mailbox", "Workers") if bridge else ():
            note = lambda *_, name=name, **__: used.append(name)  # noqa: E731
            patches.before(getattr(bridge, name), "__init__", note)
        try:
            yield
        finally:  # one that is loaded only now was not there to be listened to
            used += [BRIDGE] if bridge is None and BRIDGE in sys.modules else []
            run.note(borrowed=next(iter(used), ""))


def not_yours(t: str, hint: str) -> Rule:
    """Return the rule that the answer is to be built, not borrowed; `hint` is its last hint."""
    return rule(
        "NOT_YOURS",
        lambda f: getattr(f, t).borrowed,
        f"""
        promise You build it yourself
        seen    the answer works by what the course's helpers have: {{{t}.borrowed}}
        next    build it from asyncio and threading; the helper is there to compare it with.
        hint    The helper does what this task is about, and more; using it teaches neither.
        hint    threading.Thread, a loop of asyncio, and a way to reach it from outside are enough.
        hint    {hint}""",
    )


@contextlib.contextmanager
def watched(run: Run) -> Iterator[None]:
    """End a busy wait; an error is what ended the run, even if what was left hangs after it."""
    with spins_end():
        try:
            yield
        except Exception as error:
            run.failed(run.ending(_raise, error))
            raise


def _raise(error: Exception) -> None:
    raise error
