"""What lives in the loop of 08.a: a task, an async generator and a thread; failed entries."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from helpers.grading.doubles import fails
from helpers.grading.draws import Mishap
from helpers.grading.kit import Run, trial
from helpers.patching import Patches

__all__ = ["LONG", "SOON", "House", "no_loop", "no_thread"]

SOON = asyncio.run_coroutine_threadsafe
LONG = 4000.0  # seconds of a task that nobody cancels


class House:
    """What lives in the loop: a task, an async generator and a thread; notes when each ends."""

    def __init__(self, run: Run, *takes: float) -> None:
        self.run, self.takes = run, takes
        self.made: list[asyncio.AbstractEventLoop] = []
        self.thread: threading.Thread | None = None
        self.pages: AsyncIterator[int] | None = None
        run.note(told=None, task=None, generator=None, worker=None)

    def make_loop(self) -> asyncio.AbstractEventLoop:
        """Make a loop, and remember it."""
        self.made.append(asyncio.SelectorEventLoop())
        return self.made[-1]

    def move_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start all of them, and give them time to begin."""
        for coroutine in (self._live(), self._read(), asyncio.to_thread(self._block)):
            SOON(coroutine, loop)
        time.sleep(0.25)

    def left(self, said: str = "has left its block") -> None:
        """Note what is there at the end of the block."""
        alive = self.thread is not None and self.thread.is_alive()
        under_way = [] if self.run.noted["task"] else ["a task"]
        self.run.note(said=said, out=self.run.now(), took=self.run.now(), alive=alive, done=True)
        self.run.note(open=any(not each.is_closed() for each in self.made), running=under_way)

    async def here(self) -> None:
        """Note the loop's thread, after half a second."""
        await asyncio.sleep(0.5)
        self.thread = threading.current_thread()

    async def _live(self) -> None:
        self.thread = threading.current_thread()
        try:
            await asyncio.sleep(LONG)
        except asyncio.CancelledError:
            self.run.note(told=self.run.now())
            await asyncio.sleep(self.takes[0])
            self.run.note(task=self.run.now())
            raise

    async def _read(self) -> None:
        self.pages = self._generate()
        await anext(self.pages)

    async def _generate(self) -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(self.takes[1])
            self.run.note(generator=self.run.now())

    def _block(self) -> None:
        time.sleep(self.takes[2])
        self.run.note(worker=self.run.now())


def enter(run: Run, make_loop: Callable[[], Any], error: Exception) -> None:
    """Enter, which is to fail by this error."""

    def entering() -> None:
        with run.answer(make_loop):
            pass

    run.note(due_error=type(error).__name__, due_said=str(error), entered=False)
    end = run.ending(entering)
    run.note(said=end.said, raised=end.raised, took=end.at, entered=True)


@trial(way="cell", rounds=2)
def no_loop(run: Run) -> None:
    """make_loop raises."""
    error = Mishap("no loop today") if run.round else OSError("too many open files")
    enter(run, run.blocking("make_loop", fails(error)), error)


@trial(way="cell")
def no_thread(run: Run) -> None:
    """No thread can be started."""
    error = RuntimeError("can't start new thread")
    with Patches() as patches:
        patches.replace(threading.Thread, "start", run.blocking("start", fails(error)))
        enter(run, House(run).make_loop, error)
