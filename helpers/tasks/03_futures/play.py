"""The loop of 03.d, which steps coroutines, and a future of the learner's on it."""

from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from helpers.grading.kit import Run
from helpers.virtual_time import VirtualTimeError

__all__ = ["MOST_CALLS", "Play"]

MOST_CALLS = 1000  # of a program of a dozen steps; beyond it goes round for ever


class Loop:
    """The exercise's loop; it notes what it is handed, and ends a program that never ends."""

    def __init__(self) -> None:
        self.ready: deque = deque()
        self.calls, self.bad_yield = 0, ""

    def call_soon(self, callback: Callable, *args: Any) -> None:
        self.ready.append((callback, args))

    def run(self) -> None:
        """Run until nothing is ready."""
        while self.ready and self.calls < MOST_CALLS:
            self.calls += 1
            callback, args = self.ready.popleft()
            callback(*args)

    def create_task(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Step the coroutine whenever the future that it yielded is done."""
        ended: list[bool] = []

        def step(*_: Any) -> None:
            if ended:
                return
            try:
                future = coroutine.send(None)
            except StopIteration:
                ended.append(True)
                return
            if hasattr(future, "add_done_callback"):
                future.add_done_callback(step)
            else:
                self.bad_yield = repr(future)[:60]

        self.call_soon(step)


class Play:
    """A future on a loop of its own, and a log of what its waiters and callbacks saw."""

    def __init__(self, run: Run) -> None:
        self.run, self.loop = run, Loop()
        self.future = run.answer(self.loop)
        self.log: list[str] = []
        self.callbacks: dict[str, Callable[..., None]] = {}
        self.inside = ""

    def awaits(self, *names: str) -> None:
        """Let coroutines await the future, and run the loop until nothing is ready."""
        for name in names:
            self.loop.create_task(self._wait(name))
        self.loop.run()

    async def _wait(self, name: str) -> None:
        try:
            value = await self.future
        except (NameError, AttributeError, VirtualTimeError):
            raise  # a slip of the learner's, which has a line; or the run's end
        except Exception as error:
            self._note(f"{name} raised {type(error).__name__}: {error}")
        else:
            self._note(f"{name} got {value!r}")

    def fills(self, method: str, given: Any) -> None:
        """Fill the future, note that this has returned, and run the loop."""
        self._calls(method, given)
        self.log.append(f"{method} returned")
        self.loop.run()

    def adds(self, name: str) -> None:
        """Add the callback of this name, which notes if it was called with the future."""
        self._calls("add_done_callback", self._callback(name))

    def _callback(self, name: str) -> Callable[..., None]:
        def called(*args: Any) -> None:
            right = len(args) == 1 and args[0] is self.future
            self._note(f"{name} called" if right else f"{name} called, but with {args}")

        return self.callbacks.setdefault(name, called)

    def tries(self, method: str, *args: Any) -> None:
        """Call a method, and note how that ended."""
        end = self.run.ending(getattr(self.future, method), *args)
        self.log.append(f"{method} {f'raised {end.raised}' if end.error else end.said}")

    def ends(self, wanted: list[str]) -> list[str]:
        """Note what was wanted, and return the log."""
        self.run.note(wanted=wanted, said=f"gave: {', '.join(self.log)}")
        return self.log

    def _calls(self, method: str, argument: Any) -> None:
        self.inside = f" inside {method}"
        try:
            getattr(self.future, method)(argument)
        finally:
            self.inside = ""

    def _note(self, words: str) -> None:
        self.log.append(words + self.inside)
