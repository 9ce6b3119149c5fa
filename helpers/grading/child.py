"""The child's side of a check: runs the answer, and gathers facts.

Code of the answer runs in this process, so it takes no decision, and everything that it uses
afterwards is taken hold of before the answer's code runs.
"""

import gc
import json
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from helpers.grading import guard
from helpers.grading.answer import ANSWER, Answer, describe, plain
from helpers.grading.registry import find

__all__ = ["judge", "limit_virtual_time"]

# Of virtual time. A run waits for longer than any check lasts, since the watchdog tells slow from
# stuck; a busy wait is found in a tenth of the time that a learner's own run has for it.
LIMITS = {"patience": 60.0, "readings": 20_000, "iterations": 4_000, "turns": 5_000}


def judge(
    exercise: str, letter: str, name: str, source: str, given: Sequence[int], round_seconds: float
) -> dict[str, Any]:
    """Run the answer and gather the facts that its task names (called in the child process)."""
    Answer.round_seconds = round_seconds
    check = find(exercise, letter)
    dumps, clean = json.dumps, plain
    limit_virtual_time()
    sys.unraisablehook = lambda _: None  # an answer's warnings are facts, not noise
    threading.excepthook = lambda _: None
    gc.freeze()  # nothing made so far is looked at by the collections of each round
    noticed = guard.watch(ANSWER, check.allows)
    facts = _gathered(check.gather, name, source, given)
    noticed()  # puts back what was replaced
    text = dumps(clean(facts))
    tampered, by_library = noticed()
    return {"facts": text, "tampered": tampered, "by_library": by_library}


def limit_virtual_time() -> None:
    """Let LIMITS hold for all runs of this process, if it has loaded virtual time."""
    if limits := sys.modules.get("helpers.virtual_time.limits"):
        limits.LIMITS = limits.Limits(**LIMITS)


def _gathered(
    gather: Callable, name: str, source: str, given: Sequence[int] = ()
) -> Mapping[str, Any]:
    """Return the facts, or as facts the error that kept them from being gathered."""
    try:
        return gather(Answer(name, source, given))
    except SystemExit:
        raise
    except BaseException as error:
        described = describe(error)
        if isinstance(error, MemoryError) and not described["line"]:
            raise  # the answer has left too little of it: that is a limit, and no error
        if described["line"] or not isinstance(error, Exception):
            return {"error": described}
        return {"fault": f"{described['type']}: {described['message']}"}
