"""Notes two habits of an answer that cause no error: it looks at intervals, it touches loops."""

import sys
from asyncio import events
from asyncio.base_events import BaseEventLoop
from types import FrameType
from typing import Any

from helpers.grading.answer import ANSWER
from helpers.grading.journal import learners_line
from helpers.patching import Patches
from helpers.virtual_time.scheduler import current

__all__ = ["Habits"]

OWN_THREAD_ONLY = ("call_soon", "call_at", "stop")  # of a loop
MOST_STRANGERS = 5
MOST_LOOKS = 5_000  # more than any honest answer makes; who looks for ever is ended
CHECKS = ("helpers.grading.", "helpers.tasks.")


class Habits(Patches):
    """Notes what the answer does while its block is open.

    looks: how many waits its own lines have made, in threads and as timers of loops. strangers: the
        learner's lines that touched a loop which runs in another thread, without waking it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0
        self.strangers: list[str] = []

    def __enter__(self) -> "Habits":
        super().__enter__()
        for name in OWN_THREAD_ONLY:
            self.before(BaseEventLoop, name, self._touched)
        self.before(BaseEventLoop, "call_at", lambda *_, **__: self.waited(sys._getframe(1)))
        return self

    def waited(self, frame: FrameType | None) -> None:
        """Count a wait whose innermost function stands in `frame`, if it is the answer's own."""
        while frame is not None:
            if frame.f_code.co_filename == ANSWER:
                self.looks += 1
                if self.looks == MOST_LOOKS and (scheduler := current()) is not None:
                    scheduler.refuse(
                        f"it is busy looking: it has waited {MOST_LOOKS} times already"
                    )
                return
            if frame.f_code.co_name == "_run_once" or _is_of_a_check(frame):
                return
            frame = frame.f_back

    def _touched(self, loop: Any, *_: Any, **__: Any) -> None:
        if loop.is_running() and events._get_running_loop() is not loop:
            line = learners_line(sys._getframe(1))
            if line and len(self.strangers) < MOST_STRANGERS:
                self.strangers.append(line)


def _is_of_a_check(frame: FrameType) -> bool:
    """Is it a double's, or a trial's? (The functions that listen here are on top of the stack.)"""
    name = frame.f_globals.get("__name__", "")
    return name.startswith(CHECKS) and not name.endswith((".patching", ".habits", ".observation"))
