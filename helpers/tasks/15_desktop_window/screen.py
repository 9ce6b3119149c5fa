"""What the checks of exercise 15 share: a window on whose main loop a user presses buttons.

It stands for the exercise's `Window`, which behaves as a window of tkinter does, and notes what the
user sees, which thread touches it, and how long each handler keeps its main loop.
"""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

from helpers.grading.answer import describe
from helpers.grading.derived import SLIPS
from helpers.grading.kit import Run
from helpers.virtual_time import VirtualTimeError

__all__ = ["Screen"]

TOO_MANY = 500  # calls of timers within a second: nothing else would happen any more
BUTTONS = ("normal", "disabled")


class Screen:
    """A window in virtual time, used by the thread that makes it; `until`: when it ends at last.

    label, button, on_press, on_cancel, on_close, after, after_cancel, destroy and mainloop are the
    learner's. `user` says what the user does, and `note` notes what has been seen.
    """

    def __init__(self, run: Run, until: float) -> None:
        self.open, self.on_press, self.on_cancel = True, None, None
        self.on_close: Callable[[], Any] = self.destroy
        self.returned: Any = None  # by the handler of the last press
        self._run, self._mine = run, threading.current_thread()
        self._label, self._button = "press", "normal"
        self._shown, self._off = [("press", 0.0)], [(0.0, "normal")]
        self._timers: list[tuple[float, int, bool, Callable[[], Any]]] = []
        self._numbers = itertools.count()
        self._strays: list[str] = []
        self._late: list[str] = []
        self._reported: list[dict[str, Any]] = []
        self._looks: list[float] = []
        self._kept, self._armed = 0.0, 0
        self._busy, self._entered, self._still = False, False, False
        self._destroyed: float | None = None
        self._timer_left, self._unset = False, ""
        self.user(until, self._end)

    # --- the learner's ------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """The text of the label."""
        return self._label

    @label.setter
    def label(self, text: str) -> None:
        self._touch("label was set")
        self._label = text

    @property
    def button(self) -> str:
        """The state of the button: "normal" or "disabled"."""
        return self._button

    @button.setter
    def button(self, state: str) -> None:
        self._touch("button was set")
        if state not in BUTTONS:
            raise TypeError(f"button is 'normal' or 'disabled', not {state!r}")
        self._button = state
        self._off.append((self._run.now(), state))

    def after(self, ms: float, function: Callable[..., Any], *args: Any) -> int:
        """Have the main loop call `function(*args)` in so many milliseconds; return the timer."""
        self._touch("after was called")
        if not callable(function):
            raise TypeError(f"after wants a function, not {function!r}: leave the brackets away")
        return self._push(self._run.now() + max(ms, 0) / 1000, True, lambda: function(*args))

    def after_cancel(self, timer: int | None) -> None:
        """Cancel a timer; one that has been called already does not matter."""
        self._touch("after_cancel was called")
        self._timers = [each for each in self._timers if each[1] != timer]
        heapq.heapify(self._timers)

    def destroy(self) -> None:
        """Take the window away, and end its main loop."""
        self._touch("destroy was called")
        self._destroyed, self._timer_left = self._run.now(), self._is_set()
        self.open = False

    def mainloop(self) -> None:
        """Call what is due, one after the other, until the window is destroyed."""
        self._touch("mainloop was called")
        self._entered = True
        while self.open:
            due, _, own, call = heapq.heappop(self._timers)
            time.sleep(max(0.0, due - self._run.now()))
            if own:
                self._looks.append(self._run.now())
            self._call(call)

    # --- the check's --------------------------------------------------------------------------

    def user(self, at: float, action: Callable[[], Any]) -> None:
        """Have the user do something at this second: `screen.user(0.5, screen.press)`."""
        self._push(at, False, action)

    def press(self) -> None:
        """Press the button, which does nothing while it is off."""
        if self._button == "normal":
            self.returned = self._handled("on_press")

    def cancel(self) -> None:
        """Press the other button, Cancel."""
        self._handled("on_cancel")

    def close(self) -> None:
        """Close the window."""
        self.on_close()

    def first(self, text: str, since: float = 0.0) -> float | None:
        """Return the second at which the user first saw this text; None if never."""
        return next((at for each, at in self._shown if each == text and at >= since), None)

    def is_off(self, at: float) -> bool:
        """Was the button off at this second?"""
        return [state for since, state in self._off if since <= at][-1] == "disabled"

    def seen(self, since: float, until: float, *, without: str) -> list[tuple[str, float]]:
        """Return the texts that the user saw between two seconds, and when, without this one."""
        ends = [*(at for _, at in self._shown[1:]), self._run.now()]
        return [
            (text, at)
            for (text, at), end in zip(self._shown, ends, strict=True)
            if at < until and end > since and text != without
        ]

    def text_at(self, at: float) -> str:
        """Return the text that the user saw at this second."""
        return [text for text, since in self._shown if since <= at][-1]

    def is_there(self, at: float) -> bool:
        """Was the window there at this second?"""
        return self._destroyed is None or at < self._destroyed

    def note(self) -> None:
        """Note what was seen."""
        texts = [text for text, _ in self._shown]
        self._run.note(shown=texts, strays=self._strays[:3], late=self._late[:3])
        self._run.note(reported=self._reported[:1], kept=round(self._kept, 6), armed=self._armed)
        self._run.note(looks_in_a_second=self._most_looks(), busy=self._busy, still=self._still)
        self._run.note(destroyed=self._destroyed, timer_left=self._timer_left)
        self._run.note(entered=self._entered, unset=self._unset)

    def _handled(self, name: str) -> Any:
        if (handler := getattr(self, name)) is not None:
            return handler()
        self._unset = name

    def _push(self, at: float, own: bool, call: Callable[[], Any]) -> int:
        number = next(self._numbers)
        heapq.heappush(self._timers, (round(at, 6), number, own, call))
        self._armed = max(self._armed, sum(each[2] for each in self._timers))
        return number

    def _touch(self, how: str) -> None:
        if (thread := threading.current_thread()) is not self._mine:
            self._strays.append(f"{how} in the thread {thread.name!r}")
        elif not self.open:
            self._late.append(how)

    def _call(self, call: Callable[[], Any]) -> None:
        """Call a handler or a timer's function; report what it raises, and go on, as Tk does."""
        began = self._run.now()
        try:
            call()
        except VirtualTimeError:
            raise
        except Exception as error:
            if type(error).__name__ in SLIPS:
                raise
            self._reported.append(describe(error))
        self._kept = max(self._kept, self._run.now() - began)
        if self.open and self._label != self._shown[-1][0]:
            self._shown.append((self._label, self._run.now()))
        if len(self._looks) > TOO_MANY and began - self._looks[-TOO_MANY] < 1:
            self._busy, self.open = True, False

    def _end(self) -> None:
        self._still, self.open = self._is_set(), False

    def _is_set(self) -> bool:
        """Is a timer of the learner's set?"""
        return any(own for _, _, own, _ in self._timers)

    def _most_looks(self) -> int:
        """Return the most calls of timers that came within a second."""
        return max((sum(at <= t < at + 1 for t in self._looks) for at in self._looks), default=0)
