"""Names the awaitables that an answer returned in place of what they give."""

from typing import Any

__all__ = ["still_to_await"]

KINDS = {
    "<Task": "a task",
    "<_Task": "a task",
    "<_GatheringFuture": "the future that gather() makes",
    "<Future": "a future",
    "<Answer at": "a future",  # of LoopThread.submit
    "<coroutine": "a coroutine",
    "<generator": "a generator",
    "<async_generator": "a generator",
}


def still_to_await(value: Any) -> str:
    """Say what `value`, as facts hold it, is or holds: "a task", for example; "" for results."""
    several = isinstance(value, list)
    texts = map(str, value if several else [value])
    kinds = [kind for text in texts for start, kind in KINDS.items() if text.startswith(start)]
    return ("a list, and in it " if several else "") + kinds[0] if kinds else ""
