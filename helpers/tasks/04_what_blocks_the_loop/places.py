"""What 04.d hands in: six functions that note where they run, a pool of processes, and a heart."""

import asyncio
import functools
import threading
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from helpers.grading.kit import Run
from helpers.virtual_time import work

__all__ = ["PROCESS", "STEP", "Connection", "Functions", "Heart", "Processes"]

EVERY, STEP = 0.1, 0.05  # seconds: between two beats of the heart, of computing in each
PROCESS = "process"  # how the names of a process's thread begin


class Connection:
    """Belongs to this process, as a socket or a database connection does."""

    def __repr__(self) -> str:
        return "<connection>"


class Functions:
    """The six functions; `values` and `times` say what they give, and after how many seconds."""

    names = ("ask_site", "read_log", "query", "count_primes", "parse", "squeeze")

    def __init__(self, run: Run, values: list[Any], times: list[float]) -> None:
        outcomes = zip(values, times, strict=True)
        self._run, self._outcomes = run, dict(zip(self.names, outcomes, strict=True))

    def ask_site(self) -> Any:
        """Return a coroutine, which waits by an await; note on which thread it was made."""
        self._run.note(site_on=threading.current_thread().name)
        return self._ask_site()

    async def _ask_site(self) -> Any:
        value, seconds = self._outcomes["ask_site"]
        with self._run.journal.call("ask_site"):
            await asyncio.sleep(seconds)
        return value

    def read_log(self) -> Any:
        """Wait in the calling thread."""
        return self._called("read_log", time.sleep)

    def query(self, connection: Any) -> Any:
        """Wait in the calling thread."""
        return self._called("query", time.sleep, connection)

    def count_primes(self) -> Any:
        """Compute with this interpreter."""
        return self._called("count_primes", work_here)

    def parse(self, text: Any) -> Any:
        """Compute with this interpreter."""
        return self._called("parse", work_here, text)

    def squeeze(self) -> Any:
        """Compute without the interpreter."""
        return self._called("squeeze", functools.partial(work, gil=False))

    def _called(self, name: str, hold: Any, *args: Any) -> Any:
        value, seconds = self._outcomes[name]
        with self._run.journal.call(name, *args):
            hold(seconds)
        return value


def work_here(seconds: float) -> None:
    """Compute with this process's interpreter, unless this thread stands for another process."""
    work(seconds, gil=not threading.current_thread().name.startswith(PROCESS))


class Processes(Executor):
    """A pool of processes: it takes what can be pickled, and computes beside this interpreter."""

    def __init__(self) -> None:
        self._pool, self.closed = ThreadPoolExecutor(4, PROCESS), False

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future:
        """Run a call elsewhere; raises what pickle raises for what cannot be sent there."""
        if self.closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        send(function, *args, *kwargs.values())
        return self._pool.submit(self._run, functools.partial(function, *args, **kwargs))

    def _run(self, call: Any) -> Any:
        value = call()
        try:
            send(value)
        except TypeError:
            value.close()
            raise
        return value

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Close, and remember that somebody did so."""
        self.closed = True
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def end(self) -> None:
        """Close as the owner does, without counting it as the answer's doing."""
        self._pool.shutdown(wait=False)


def send(*things: Any) -> None:
    """Raise what pickle raises for things that cannot be sent to another process."""
    for thing in things:
        if isinstance(thing, Connection):
            raise TypeError("cannot pickle 'Connection' object")
        if asyncio.iscoroutine(thing):
            raise TypeError("cannot pickle 'coroutine' object")
        if isinstance(thing, functools.partial):
            send(thing.func, *thing.args, *thing.keywords.values())
        elif isinstance(thing, list | tuple):
            send(*thing)
        elif "<" in getattr(thing, "__qualname__", ""):
            raise AttributeError(f"Can't pickle local object '{thing.__qualname__}'")


class Heart:
    """Computes at each beat; `late` and `slowest` are the worst seconds of a beat, and of that."""

    def __init__(self) -> None:
        self.late = self.slowest = 0.0

    async def __aenter__(self) -> "Heart":
        self._task = asyncio.create_task(self._beat())
        await asyncio.sleep(EVERY / 2)  # so that a beat is under way, and due
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(2 * EVERY)
        self._task.cancel()

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            begun = loop.time()
            work(STEP)
            self.late = max(self.late, round(begun - due, 6))
            self.slowest = max(self.slowest, round(loop.time() - begun, 6))
