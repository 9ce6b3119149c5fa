"""The station of 03.b, which calls back on threads of its own, and what trials do with it."""

import asyncio
import sys
import threading
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from helpers.grading.doubles import Outcome, gives
from helpers.grading.kit import End, Run

__all__ = ["CITY", "Station", "cancelled", "ends_of"]

NAME = "station"  # of its threads
CITY = "Oslo"
PATIENCE = 9.0  # seconds after which an answer has not come


class Request(threading.Event):
    """A request; it is set when it waits for no answer any more."""

    def __init__(self, outcome: Outcome, callback: Callable[..., Any]) -> None:
        super().__init__()
        self.outcome, self.callback = outcome, callback

    def __repr__(self) -> str:
        return "<what request() returned>"


class Station:
    """Answers as `script` says of a city; a deaf one also after `abort`, as if it was too late.

    Notes what was `aborted`. What a callback raises is one of the run's complaints.
    """

    def __init__(self, run: Run, script: dict[str, Outcome], *, deaf: bool = False) -> None:
        self.script, self.deaf, self.loop = script, deaf, asyncio.get_running_loop()
        self.note, self.before = run.blocking("request", gives(None)), set(threading.enumerate())
        self.made: list[Request] = []
        self.aborted: list[Any] = []
        run.note(aborted=self.aborted)

    def request(self, city: str, callback: Callable[..., Any]) -> Request:
        """Call back when the city's answer is due; one that is due at once, before returning."""
        self.note(city)
        request = Request(self.script.get(city) or gives("no such city"), callback)
        self.made.append(request)
        thread = threading.Thread(target=self._answer, args=(request,), name=NAME)
        thread.start()
        if not request.outcome.after:
            thread.join()
        return request

    def abort(self, request: Any) -> None:
        """Drop a request."""
        self.aborted.append(request)
        if isinstance(request, Request) and not self.deaf:
            request.set()

    def answer_now(self, last: int = 1) -> None:
        """Answer the last requests, and return when their callbacks have been called."""
        for request in self.made[-last:]:
            request.set()
            again = Request(request.outcome._replace(after=0.0), request.callback)
            thread = threading.Thread(target=self._answer, args=(again,), name=NAME)
            thread.start()
            thread.join()

    def waiting(self) -> list[str]:
        """Return the names of other threads that were started since, and are busy."""
        frames, threads = sys._current_frames(), set(threading.enumerate()) - self.before
        return [t.name for t in threads if t.name != NAME and is_busy(frames.get(t.ident))]

    def _answer(self, request: Request) -> None:
        outcome = request.outcome
        if (outcome.after and request.wait(outcome.after)) or self.loop.is_closed():
            return
        try:
            request.callback(outcome.value, outcome.error)
        except Exception as error:
            self.loop.call_exception_handler({"message": NAME, "exception": error})


def is_busy(frame: FrameType | None) -> bool:
    """Does a thread do something? One of a pool that waits for its next job does not."""
    while frame is not None and frame.f_code.co_name not in ("run", "_worker"):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_name == "run"


async def ends_of(run: Run, awaitables: Iterable[Any]) -> list[End]:
    """Let them run side by side, and say how each ended, or that it still went on."""
    tasks = [asyncio.ensure_future(each) for each in awaitables]
    await asyncio.wait(tasks, timeout=PATIENCE)
    on = End(None, None, "went on waiting", PATIENCE)
    return [await run.ended(task) if task.done() else on for task in tasks]


async def cancelled(run: Run, station: Station, cancel: Callable[[asyncio.Task], Any]) -> None:
    """Cancel a request that is under way, and note how it ended and what came of it."""
    task = asyncio.create_task(run.call(station, CITY))
    await asyncio.sleep(0.5)
    run.note(cancelled_at=run.now())
    cancel(task)
    [end] = await ends_of(run, [task])
    run.note(raised=end.raised, said=end.said)
    await asyncio.sleep(PATIENCE)
    run.note(aborts=len(station.aborted), right=station.aborted == station.made)
