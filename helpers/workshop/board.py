"""Judges the packs of a folder as they come, a few answers at a time, fairly among the seats."""

from __future__ import annotations

import os
import queue
import threading
from pathlib import Path
from typing import Self

from helpers.grading.verdict import GRADER_FAULT
from helpers.workshop.judging import Judged, answers_in, judge
from helpers.workshop.seats import Seat, Seats

__all__ = ["Board"]

MOST_KNOWN = 5_000  # verdicts that are remembered, for answers that come again


class Board:
    """The seats of a folder with what their answers are worth; a context manager.

    `look` takes in what has come; threads judge it meanwhile, one answer of a seat and then one of
    the next, so that a seat whose answers all hang costs the others little. What two seats share is
    judged once. Nothing is written.
    """

    def __init__(self, folder: Path, workers: int | None = None) -> None:
        """Judge so many answers at once: by default one for each core, and at most four."""
        self.seats = Seats(folder)
        self._known: dict[str, Judged] = {}
        self._queue: queue.SimpleQueue[Seat | None] = queue.SimpleQueue()
        self._open = 0  # seats that are not judged to the end
        self._closing = False
        self._lock = threading.Condition()
        self._workers = [
            threading.Thread(target=self._work, name=f"judge {n + 1}", daemon=True)
            for n in range(workers or min(4, os.cpu_count() or 1))
        ]

    def __enter__(self) -> Self:
        for worker in self._workers:
            worker.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._closing = True
        for _ in self._workers:
            self._queue.put(None)
        for worker in self._workers:
            worker.join()

    def look(self) -> int:
        """Take in new packs, and return how many there were."""
        new = self.seats.look()
        with self._lock:
            self._open += len(new)
        for seat in new:
            self._queue.put(seat)
        return len(new)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until all that was taken in is judged; say whether it is."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._open, seconds)

    @property
    def waiting(self) -> int:
        """How many seats are not judged to the end."""
        return self._open

    def _work(self) -> None:
        while (seat := self._queue.get()) is not None and not self._closing:
            if self._is_current(seat) and self._has_more(seat):
                self._queue.put(seat)
                continue
            with self._lock:
                self._open -= 1
                self._lock.notify_all()

    def _is_current(self, seat: Seat) -> bool:
        return self.seats.by_name.get(seat.name) is seat

    def _has_more(self, seat: Seat) -> bool:
        """Judge one answer more of a seat; say whether some are left."""
        try:
            self._step(seat)
        except Exception as error:  # the other seats are wanted whatever happens to this one
            seat.trouble = f"it cannot be judged ({type(error).__name__}: {error})"
            return False
        return len(seat.judged) < len(seat.answers or ())

    def _step(self, seat: Seat) -> None:
        if seat.answers is None:
            seat.answers = answers_in(seat.pack)
            return
        answer = seat.answers[len(seat.judged)]
        key = answer.key
        found = self._known.get(key) or judge(answer)
        if found.code != GRADER_FAULT:  # that may come from a moment without memory or processes
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = found
        seat.judged[answer.task] = found._replace(example=answer.example)
