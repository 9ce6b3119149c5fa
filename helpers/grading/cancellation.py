"""Cancels an answer: at a given second, or at each of its awaits in turn, a run for each."""

import asyncio
from collections.abc import Coroutine, Generator
from dataclasses import dataclass
from typing import Any

__all__ = ["CancelAt", "Driver", "planned"]

MOST_AWAITS = 40  # so many awaits are tried; a longer answer is tried at its first ones


class CancelAt:
    """Awaits the answer's coroutine, and cancels it after so many seconds; `at` is when it did."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.at: float | None = None

    async def __call__(self, coro: Coroutine) -> Any:
        timer = self._plan_to_cancel()
        try:
            return await coro
        finally:
            timer.cancel()

    def _plan_to_cancel(self) -> asyncio.TimerHandle:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def cancel() -> None:
            self.at = round(loop.time(), 6)
            task.cancel()

        timer = loop.call_later(self.seconds, cancel)
        if self.seconds == 0:
            timer.cancel()
            cancel()
        return timer


@dataclass
class _Await:
    """One await of the answer, and how long it took; None if it never ended."""

    start: float
    seconds: float | None = None
    cancelled: bool = False

    def middle(self) -> float:
        """Return how long after its start to cancel it; one that takes no time, at its start."""
        return 1.0 if self.seconds is None else self.seconds / 2


class Driver(CancelAt):
    """Awaits the answer's coroutine, and notes each of its awaits; may cancel it at one of them.

    `number` is the await to cancel at, None for none; `seconds` is how long after its start.
    """

    def __init__(self, number: int | None = None, seconds: float = 0.0) -> None:
        super().__init__(seconds)
        self.number = number
        self.awaits: list[_Await] = []

    def __call__(self, coro: Coroutine) -> "Driver":
        self._coro = coro
        return self

    def __await__(self) -> Generator[Any, Any, Any]:
        steps, error = self._coro.__await__(), None
        while True:
            try:
                waited_for = steps.send(None) if error is None else steps.throw(error)
            except StopIteration as end:
                return end.value
            error = yield from self._one_await(waited_for)

    def _one_await(self, waited_for: Any) -> Generator[Any, Any, BaseException | None]:
        """Hand one wait on to the task; return what is to be raised in the answer after it."""
        loop = asyncio.get_running_loop()
        here = _Await(loop.time())
        timer = self._plan_to_cancel() if len(self.awaits) == self.number else None
        self.awaits.append(here)
        try:
            yield waited_for
        except BaseException as error:
            here.cancelled = isinstance(error, asyncio.CancelledError)
            return error
        finally:
            here.seconds = loop.time() - here.start
            if timer is not None:
                timer.cancel()
        return None


def planned(driver: Driver, facts: dict[str, Any]) -> list[_Await]:
    """Return the awaits that `driver` saw in an undisturbed run with these facts."""
    awaits = driver.awaits
    if facts["deadlock"]:  # the end of the run cancelled the last one: what follows is its cleanup
        ends = (a for a in awaits if a.cancelled and round(a.start + a.seconds, 6) == facts["took"])
        last = next(ends, awaits[-1])
        awaits = awaits[: awaits.index(last) + 1]
        last.seconds = None
    return awaits[:MOST_AWAITS]
