"""The loop of 03.d: steps coroutines that await a future, and logs what came of it."""

import asyncio
import contextlib
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from helpers.virtual_time import VirtualTimeError

__all__ = ["Loop", "Model"]

MOST_CALLS = 1000  # of a program of a dozen steps; beyond it goes round for ever


class Model(asyncio.Future):
    """What the learner's future is to do; awaited on any loop."""

    def __await__(self) -> Iterator["Model"]:
        if not self.done():
            yield self
        return self.result()


class Loop:
    """The exercise's loop with a future, and a log of what its waiters and callbacks saw."""

    def __init__(self, future: Callable[["Loop"], Any]) -> None:
        self.ready, self.log, self.calls = deque(), [], itertools.count()
        self.inside, self.callbacks = "", {}
        self.get_debug = bool  # which a future of asyncio asks
        self.future = future(self)

    def call_soon(self, callback: Callable, *args: Any, **_: Any) -> None:
        self.ready.append((callback, args))

    def run(self) -> None:
        """Run until nothing is ready, or for too long."""
        while self.ready and next(self.calls) < MOST_CALLS:
            callback, args = self.ready.popleft()
            callback(*args)

    def play(self, method: str, *args: Any) -> None:
        """Call a method of the future, or let coroutines of these names await it; run the loop."""
        before = len(self.log)
        if method == "await":
            for name in args:
                self.call_soon(self._step, name, self._wait(name))
        else:
            self._call(method, *args)
        self.run()
        if len(self.log) == before and method == "await":
            self.log.append("calls the loop for ever" if self.ready else "waits")

    def _call(self, method: str, *args: Any) -> None:
        if method == "add_done_callback":  # of one name: one object
            args = (self.callbacks.setdefault(args[0], partial(self._called, args[0])),)
        with self._saying(method):
            self.inside = f" inside {method}"
            value = getattr(self.future, method)(*args)
            self.inside = ""
            if method != "add_done_callback":
                self.log.append(f"{method} returned{f' {value!r}' if method == 'result' else ''}")

    def _called(self, name: str, *args: Any) -> None:
        wrong = "" if len(args) == 1 and args[0] is self.future else f", but with {args}"
        self.log.append(f"{name} called{wrong}{self.inside}")

    async def _wait(self, name: str) -> None:
        with self._saying(name):
            self.log.append(f"{name} got {await self.future!r}{self.inside}")

    def _step(self, name: str, coroutine: Any, *_: Any) -> None:
        if coroutine.cr_frame is None:  # it has ended
            return
        with contextlib.suppress(StopIteration):
            future = coroutine.send(None)
            if hasattr(future, "add_done_callback"):
                future.add_done_callback(partial(self._step, name, coroutine))
            else:
                self.log.append(f"{name} yielded {future!r:.60}")

    @contextlib.contextmanager
    def _saying(self, who: str) -> Iterator[None]:
        try:
            yield
        except (NameError, AttributeError, VirtualTimeError):
            raise  # a slip of the learner's, which has a line; or the run's end
        except Exception as error:
            self.inside = ""
            state = isinstance(error, asyncio.InvalidStateError)  # words of its own
            self.log.append(f"{who} raised {type(error).__name__}{'' if state else f': {error}'}")
