"""Calls of a worker thread: alone, failing, one within the other, and many at a time."""

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any

from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, trial

__all__ = ["alone", "failing", "many", "nested", "passed"]


@contextlib.contextmanager
def working(run: Run) -> Iterator[Any]:
    """Make a worker, and close it, after an error of a call, too."""
    worker = run.answer()
    run.note(closed=False)
    try:
        yield worker
    except Exception:
        worker.close()
        raise
    worker.close()
    run.note(closed=True)


@trial(rounds=2)
def alone(run: Run) -> list[Any]:
    """One thread calls, several times, with plain and with odd values."""
    values = [1, "two", (3,)] if run.round == 0 else odd_values(run.draw, 7)
    with working(run) as worker:
        run.note(wanted=values)
        # The objects, since an ended thread's number is given to the next one.
        places = {worker.call(threading.current_thread) for _ in range(3)}
        run.note(on_caller=threading.current_thread() in places, threads=len(places))
        return [worker.call(lambda value=value: value) for value in values]


def passed(run: Run) -> list[Any]:
    """Arguments are passed on."""
    with working(run) as worker:
        run.note(wanted=[7, 1])
        return [worker.call(max, 3, 7), worker.call(max, [0, 1])]


@trial(rounds=3)
def failing(run: Run) -> str:
    """A call that raises, and one after it."""
    error = errors(run.draw, 1)[0]

    def fail() -> None:
        raise error

    with working(run) as worker:
        end = run.ending(worker.call, fail)
        run.note(wanted="alive", due_error=type(error).__name__, first=end.said, came=end.raised)
        return worker.call(lambda: "alive")


@trial(rounds=3)
def nested(run: Run) -> str:
    """A call that calls, to some depth; in the last round the innermost one raises."""
    depth, fails = (1, 4, 2)[run.round], run.round == 2
    places: set[threading.Thread] = set()

    def call(left: int) -> Any:
        places.add(threading.current_thread())
        if left:
            return worker.call(call, left - 1)
        if fails:
            raise OSError("no line")
        return "inner"

    with working(run) as worker:
        run.note(depth=depth, wanted="raised OSError: no line" if fails else "returned 'inner'")
        said = run.ending(worker.call, call, depth).said
        run.note(threads=len(places))
        return said


@trial(rounds=2)
def many(run: Run) -> list[str]:
    """Several threads call at the same time, each of them for a while, and calls within that."""
    names = [f"n{number}" for number in range(2 + 2 * run.round)]
    under_way: list[str] = []
    most, ends = [0], []

    def busy(name: str) -> str:
        under_way.append(name)
        most[0] = max(most[0], len(under_way))
        time.sleep(1)
        inner = worker.call(str.upper, name)
        under_way.remove(name)
        return inner

    def caller(name: str) -> None:
        ends.append(worker.call(busy, name))

    with working(run) as worker:
        threads = [threading.Thread(target=caller, args=(name,), name=name) for name in names]
        run.note(wanted=[name.upper() for name in names], count=len(names))
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        run.note(most=most[0])
        return sorted(ends)
