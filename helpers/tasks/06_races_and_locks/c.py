"""06.c: a bounded buffer in which nobody waits who could go on."""

import threading
import time
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import odd_values
from helpers.grading.kit import Run, check, rule, trial

from .shelf import crowded, one_each, two_each, two_getters, two_putters, two_readers

__all__ = ["CHECK"]

LONG = 60.0  # seconds between two moves: who looks at intervals looks many times


@trial(rounds=3)
def in_turn(run: Run) -> list[Any]:
    """One thread puts in as much as there is room for, and gets it out; then once more."""
    items = ["a", "b", "c"] if run.round == 0 else odd_values(run.draw, 4 + run.round)
    buffer = run.answer(len(items))
    run.note(wanted=items * 2, size=len(items))
    got = []
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
    """One more is put in than there is room for, and one more got out than there is."""
    size = 1 if run.round == 0 else 6
    buffer, put, got = run.answer(size), [], []

    def put_all() -> None:
        for item in range(size + 1):
            buffer.put(item)
            put.append(run.now())

    def get_all() -> None:
        for _ in range(size + 2):
            got.append((buffer.get(), run.now()))

    threading.Thread(target=put_all).start()
    time.sleep(LONG)
    run.note(size=size, puts=size + 1, went_in=len(put))
    threading.Thread(target=get_all).start()
    time.sleep(LONG)
    run.note(went_in_late=put[size:], came_out=len(got), begun=size + 2)
    buffer.put("last")
    time.sleep(LONG)
    run.note(came_out_late=[at for _, at in got[size + 1 :]])


def first(f: Any, *names: str) -> Any:
    """Return the first of the explorations that went wrong, if one did."""
    return next((f[name] for name in names if name in f.rounds), None)
