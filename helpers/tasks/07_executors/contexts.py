"""What 07.c watches: a function that notes its arguments and context variables, and sets them."""

import contextvars
import threading
import time
from typing import Any

from helpers.grading.doubles import Outcome, gives
from helpers.grading.kit import Run

from .pools import Pool

__all__ = ["Function", "called_as", "leak", "pool_of", "request_id", "seen_here", "user"]

request_id = contextvars.ContextVar("request_id", default="none")
user = contextvars.ContextVar("user", default="nobody")


def seen_here() -> str:
    """Say what the context variables hold."""
    return f"{request_id.get()} {user.get()}"


def called_as(args: tuple, kwargs: dict[str, Any]) -> str:
    """Return the text of a call's arguments."""
    return ", ".join([*map(repr, args), *(f"{name}={value!r}" for name, value in kwargs.items())])


class Function:
    """What the answer calls: notes its arguments and variables, and may set these.

    `outcomes`: of a call whose second argument is n, the n-th; otherwise the first.
    """

    __name__ = "function"

    def __init__(self, run: Run, *outcomes: Outcome, sets: str = "") -> None:
        self.run, self.outcomes, self.sets = run, outcomes or (gives(None),), sets
        self.got: dict[int, str] = {}
        self.saw: dict[int, str] = {}

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        number = args[1] if args[1:2] and args[1] in range(len(self.outcomes)) else len(self.got)
        self.got[number], self.saw[number] = called_as(args, kwargs), seen_here()
        if self.sets:
            request_id.set(self.sets)
            user.set(self.sets)
        with self.run.journal.call("function"):
            outcome = self.outcomes[number % len(self.outcomes)]
            time.sleep(outcome.after)
            return outcome.result()


def pool_of(run: Run, threads: int) -> Pool:
    """Return a pool whose threads were all started before a context variable was set."""
    run.replace(request_id=request_id)
    pool, all_there = Pool(threads), threading.Barrier(threads)
    for _ in range(threads):
        pool.submit(all_there.wait)
    return pool


def leak(mine: str, later: str | None, after: str | None) -> str:
    """Say who sees what a function has set to "changed", or what its caller has set."""
    if mine != "r4 Di":
        return f"a function set its variables to 'changed'; then its caller saw: {mine}"
    if later != "none nobody":
        return f"then the pool was given a job without a caller's variables; it saw: {later}"
    if after != "r4 Di":
        return f"a function set its variables to 'changed'; another call saw: {after}"
    return ""
