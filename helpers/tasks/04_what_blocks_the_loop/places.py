"""The places that 04.d hands in: a pool of processes, and a heart on the loop."""

import asyncio
import inspect
import io
import pickle
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from helpers.grading.answer import ANSWER
from helpers.grading.doubles import Outcome, Script, computes
from helpers.virtual_time import work

__all__ = ["PROCESS", "STEP", "Connection", "Processes", "computing", "heart"]

PROCESS = "process"  # how the names of a process's thread begin
STEP = 0.05  # seconds for which the heart computes at each beat


class Connection:
    """Belongs to this process, as a socket or a database connection does."""

    def __repr__(self) -> str:
        return "<connection>"

    def __reduce__(self) -> Any:
        raise TypeError("cannot pickle 'Connection' object")


class Sending(pickle.Pickler):
    """Raises what pickle raises for what cannot be sent; functions and classes go by name."""

    def persistent_id(self, thing: Any) -> str | None:
        """Return the name under which the other process knows a thing."""
        if not inspect.isfunction(thing):
            return thing.__qualname__ if inspect.isclass(thing) else None
        if thing.__code__.co_filename == ANSWER and "<" in thing.__qualname__:
            raise AttributeError(f"Can't pickle local object '{thing.__qualname__}'")
        return thing.__qualname__


class Processes(ThreadPoolExecutor):
    """Stands for a pool of processes: takes what can be pickled; its threads are interpreters."""

    def __init__(self) -> None:
        super().__init__(4, PROCESS)

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future:
        """Send a call away, and what it returns back."""
        Sending(io.BytesIO()).dump([function, args, kwargs])

        def job() -> Any:
            value = function(*args, **kwargs)
            Sending(io.BytesIO()).dump(value)
            return value

        return super().submit(job)


def computing(value: Any, seconds: float, *, shares: bool = True) -> Script:
    """Return the script of what computes with the interpreter of the process that it is in.

    `shares`: False for C code that gives that interpreter to no other thread meanwhile.
    """

    def script(*_: Any) -> Outcome:
        elsewhere = threading.current_thread().name.startswith(PROCESS)
        return computes(value, seconds, gil=not elsewhere, shares=shares)

    return script


async def heart(took: list[float], late: list[float]) -> None:
    """Beat and compute until it is cancelled; note how late each beat came and how long it took."""
    while True:
        due = time.monotonic() + 2 * STEP
        await asyncio.sleep(2 * STEP)
        begun = time.monotonic()
        work(STEP)
        late.append(round(float(begun - due), 6))
        took.append(round(float(time.monotonic() - begun), 6))
