"""Trials of 08.b: what lives in its loop, how the block ends, and entries that fail."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from helpers.grading.doubles import fails
from helpers.grading.draws import Mishap, seconds
from helpers.grading.kit import Run, trial
from helpers.grading.lines import PATIENCE
from helpers.patching import Patches

from .crossing import watched

__all__ = ["LONG", "leaving", "no_loop", "no_thread", "raising", "used"]

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

    def live(self, error: Exception | None = None) -> None:
        """Start all of them in the answer's block, give them time to begin, and raise the error."""
        with self.run.answer(self.make_loop) as loop:
            for coroutine in (self._live(), self._read(), asyncio.to_thread(self._block)):
                SOON(coroutine, loop)
            time.sleep(0.25)
            if error:
                raise error

    def left(self, said: str = "has left its block") -> None:
        """Note what is there at the end of the block."""
        alive = self.thread is not None and self.thread.is_alive()
        self.run.note(said=said, out=self.run.now(), took=self.run.now(), alive=alive, done=True)
        self.run.note(open=any(not each.is_closed() for each in self.made))
        self.run.note(running=[] if self.run.noted["task"] is not None else ["a task"])

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


@trial(way="cell")
def used(run: Run) -> None:
    """Use the loop in a cell."""
    house = House(run, 1.0)
    run.note(answered=False, task=0.0)
    with watched(run):
        with run.answer(house.make_loop) as loop:
            run.note(is_loop=isinstance(loop, asyncio.AbstractEventLoop), own=loop in house.made)
            run.note(type=type(loop).__name__)
            if loop in house.made:
                run.note(is_running=loop.is_running())
                SOON(house.here(), loop).result(PATIENCE)
                run.note(answered=True)
        house.left()


@trial(way="cell", rounds=2)
def leaving(run: Run) -> None:
    """Leave the block while a task, a generator and a thread are under way."""
    closing, thread, cleanup = sorted(seconds(run.draw, 3, most=90)) if run.round else (0.5, 3, 1)
    house = House(run, cleanup, closing, thread)
    run.note(until=float(thread))
    with watched(run):
        house.live()
        house.left()


@trial(way="cell", rounds=2)
def raising(run: Run) -> None:
    """The block raises while all of these are under way."""
    house, error = House(run, 1.0, 0.5, 3.0), (LookupError, Mishap)[run.round]("in the block")
    end = run.ending(house.live, error)
    did = "left its block, which raised" if end.error else "swallowed the error of its block"
    house.left(f"has {did}")
    run.note(due_error=type(error).__name__, raised=end.raised)


def enter(run: Run, make_loop: Callable[[], Any], error: Exception) -> None:
    """Enter, which is to fail by this error."""
    run.note(due_error=type(error).__name__, entered=False)
    end = run.ending(lambda: run.answer(make_loop).__enter__())
    raised = end.raised if str(error) in end.said else "another error"
    run.note(said=end.said, raised=raised, took=end.at, entered=True)


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
