"""The journal in which doubles write down who called what: when, where, beside how many others.

with journal.call("net.fetch", "a"):     # a double does this around what it stands for
    ...
"""

import asyncio
import contextlib
import linecache
import sys
import threading
import time
from _thread import allocate_lock  # the real one: nobody ever waits while it is held
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

from helpers.grading.answer import ANSWER, plain

__all__ = ["Journal", "Noted", "learners_line"]


@dataclass
class Noted:
    """One call of a double, or one note: what, where, from when to when, and how it ended.

    `how` is "open" until it ends, then "returned", "raised" or "cancelled"; "noted" for a note.
    `start` and `end` are seconds since the run began. `line` is the learner's line that called.
    `on_loop`: a loop runs in that thread. `cleaned`: it was cancelled, and its cleanup ran to the
    end. `outlived`: it was still under way when the answer returned; what became of it then was
    not the answer's doing.
    """

    what: str
    args: list[Any]
    start: float
    thread: str
    on_loop: bool
    task: str
    line: str
    end: float | None = None
    how: str = "open"
    cleaned: bool = False
    outlived: bool = False

    def facts(self) -> dict[str, Any]:
        """Return the entry as JSON data."""
        return {name: plain(value) for name, value in vars(self).items()}


class Journal:
    """What the doubles of one run were asked, in the order in which it happened."""

    def __init__(self) -> None:
        self.entries: list[Noted] = []
        self.most: Counter[str] = Counter()
        self.most_at_once = 0
        self._lock = allocate_lock()
        self._open: Counter[str] = Counter()
        self._began, self._ended = 0.0, False

    def begin(self) -> None:
        """Count seconds from here on; `observe` does this when its run begins."""
        self._began = time.monotonic()

    def end(self) -> None:
        """The answer has returned: what is under way now, or begins later, has outlived it."""
        self._ended = True
        for entry in list(self.entries):
            entry.outlived = entry.end is None

    @contextlib.contextmanager
    def call(self, what: str, *args: Any) -> Iterator[Noted]:
        """Note a call that lasts as long as the block; the block's end says how it ended."""
        entry = self._enter(what, args, 1)
        how = "returned"
        try:
            yield entry
        except (asyncio.CancelledError, GeneratorExit):
            how = "cancelled"
            raise
        except BaseException:
            how = "raised"
            raise
        finally:
            with self._lock:
                self._open[what] -= 1
                entry.end, entry.how = self.now(), how

    def note(self, what: str, *args: Any) -> Noted:
        """Note something that takes no time: `journal.note("closed")`."""
        entry = self._enter(what, args, 0)
        entry.end, entry.how = entry.start, "noted"
        return entry

    def calls(self, what: str | None = None) -> list[Noted]:
        """Return the calls of one double, or of all of them, in order."""
        calls = [entry for entry in self.entries if entry.how != "noted"]
        return [entry for entry in calls if what in (None, entry.what)]

    def notes(self) -> list[Noted]:
        """Return the notes that were made before the answer returned."""
        return [entry for entry in self.entries if entry.how == "noted" and not entry.outlived]

    def asked(self, what: str | None = None) -> list[Any]:
        """Return the first argument of each call, in order; the double's name if it had none."""
        return [entry.args[0] if entry.args else entry.what for entry in self.calls(what)]

    def facts(self) -> dict[str, Any]:
        """Return `calls`, `notes`, `asked`, `most` (by double) and `most_at_once` as JSON data.

        Notes that were made after the answer had returned are left out.
        """
        return {
            "calls": [entry.facts() for entry in self.calls()],
            "notes": [entry.facts() for entry in self.notes()],
            "asked": plain(self.asked()),
            "most": dict(self.most),
            "most_at_once": self.most_at_once,
        }

    def _enter(self, what: str, args: tuple, opens: int) -> Noted:
        on_loop, task = _here()
        with self._lock:
            entry = Noted(
                what,
                list(args),
                self.now(),
                threading.current_thread().name,
                on_loop,
                task.get_name() if task else "",
                _callers_line(task),
                outlived=self._ended,
            )
            self.entries.append(entry)
            self._open[what] += opens
            self.most[what] = max(self.most[what], self._open[what])
            self.most_at_once = max(self.most_at_once, self._open.total())
        return entry

    def now(self) -> float:
        """Return the seconds since the run began, as a plain number."""
        return round(float(time.monotonic() - self._began), 6)


def learners_line(place: FrameType | int | None) -> str:
    """Return a line of the learner's, by number or as the innermost of a stack; "" if none."""
    while isinstance(place, FrameType) and place.f_code.co_filename != ANSWER:
        place = place.f_back
    number = place.f_lineno if isinstance(place, FrameType) else place
    return linecache.getline(ANSWER, number).strip() if number else ""


def _here() -> tuple[bool, asyncio.Task | None]:
    """Tell whether a loop runs in this thread, and return its current task."""
    try:
        return True, asyncio.current_task()
    except RuntimeError:
        return False, None


def _callers_line(task: asyncio.Task | None) -> str:
    """Return the learner's line that called; of a task made of a double alone, who made it."""
    if line := learners_line(sys._getframe(2)):
        return line
    origin = getattr(task.get_coro(), "cr_origin", None) if task else None
    number = next((number for name, number, _ in origin or () if name == ANSWER), 0)
    return learners_line(number)
