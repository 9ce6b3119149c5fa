"""Two context variables of a caller, for checks of what its jobs in threads see of them."""

import contextvars
from collections.abc import Sequence
from typing import Any

__all__ = ["UNSET", "here", "leaks", "request_id", "set_to"]

request_id = contextvars.ContextVar("request_id", default="none")
user = contextvars.ContextVar("user", default="nobody")
UNSET = ["none", "nobody"]  # what a context holds in which nobody has set them


def here() -> list[Any]:
    """Return what the context holds in which this is called."""
    return [request_id.get(), user.get()]


def set_to(request: Any, name: str) -> list[Any]:
    """Set the variables, and return what they are set to."""
    request_id.set(request)
    user.set(name)
    return [request, name]


def leaks(looks: Sequence[tuple[str, Any, Any]]) -> str:
    """Say who saw what, and not what was due, after a job had set the variables; "" if nobody."""
    wrong = [f"then {who} saw {saw} instead of {due}" for who, saw, due in looks if saw != due]
    return "\n".join(["a job set its variables to 'changed';", *wrong]) if wrong else ""
