"""A buffer used by one thread alone, and by threads that have to wait for a long time."""

import threading
import time
from typing import Any

from helpers.grading.draws import odd_values
from helpers.grading.kit import Run, trial

__all__ = ["in_turn", "two_buffers", "waits"]

LONG = 1000.0  # seconds between two moves: who looks at intervals looks again and again


@trial(rounds=3)
def in_turn(run: Run) -> list[Any]:
    """One thread puts in as much as there is room for, and gets it out; then once more."""
    items = ["a", "b", "c"] if run.round == 0 else odd_values(run.draw, 4 + run.round)
    run.note(wanted=items * 2, size=len(items))
    buffer, got = run.answer(len(items)), []
    for _ in range(2):
        for item in items:
            buffer.put(item)
        got += [buffer.get() for _ in items]
    return got


def two_buffers(run: Run) -> list[str]:
    """Two buffers, with an item each."""
    one, other = run.answer(2), run.answer(2)
    one.put("first")
    other.put("second")
    run.note(wanted=["second", "first"])
    return [other.get(), one.get()]


@trial(rounds=2)
def waits(run: Run) -> None:
    """One thread puts in one more than there is room for; one gets out one more than there is."""
    size = 1 if run.round == 0 else 6
    buffer, put, got = run.answer(size), [], []

    def put_all() -> None:
        for item in range(size + 1):
            put.append(run.ending(buffer.put, item))

    def get_all() -> None:
        for _ in range(size + 2):
            got.append(run.ending(buffer.get))

    run.note(size=size, puts=size + 1)
    threading.Thread(target=put_all).start()
    time.sleep(LONG)
    run.note(went_in=len(put), last=put[-1].said if put else "")
    threading.Thread(target=get_all).start()
    time.sleep(LONG)
    run.note(late=len(put) == size + 1, too_early=[end.said for end in got[size + 1 :]])
    buffer.put("last")
    time.sleep(LONG)
    run.note(came=len(got) == size + 2)
