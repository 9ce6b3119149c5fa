"""What the tasks of exercise 02 share: doubles that know their names, and a mistake of waiting."""

from collections.abc import Callable, Mapping
from typing import Any

from helpers.grading.doubles import Outcome, gives
from helpers.grading.kit import rule
from helpers.grading.verdict import Rule

__all__ = ["known", "looks_again"]


def known(outcomes: Mapping[Any, Outcome]) -> Callable[..., Outcome]:
    """Return a script that answers what it knows, and None to anything else that it is asked."""

    def outcome(name: Any = None, *_: Any) -> Outcome:
        if isinstance(name, str | int) and name in outcomes:
            return outcomes[name]
        return gives(None)

    return outcome


def looks_again(t: str, promise: str, late: str = "") -> Rule:
    """It looks at intervals whether something has come, and so is late in the trial `late`."""
    late = late or t
    return rule(
        "POLLS",
        lambda f: f[late].took > f[late].due and f[t].looks > len(f[t].asked),
        f"""
        promise {promise}
        seen    {{name}} woke up {{{t}.looks}} times to look, and was done at {{{late}.took}} s
        wanted  done at {{{late}.due}} s
        next    do not look at intervals; wait for the very thing that comes.
        hint    Who looks at intervals is late by up to one interval, and works for nothing before.
        hint    Find the `while` with a sleep in it, and what its condition waits for.
        hint    Awaiting a task, asyncio.wait or a semaphore wakes you in the moment it comes.""",
    )
