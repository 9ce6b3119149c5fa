"""The errands that 03.c starts with an answer, and what it sees of them."""

import asyncio
import gc
import inspect
import weakref
from collections import Counter
from typing import Any

from helpers.grading.doubles import fails, gives
from helpers.grading.kit import NotAsync, Run

__all__ = ["Day", "finished", "is_collected"]

NAMES = ("slow", "quick", "job 0", "job 1", "job 2", "fine", "cancelled", "again", "parent")
SENT = [[3, None], [0, ""], ["a", "b", "c"]]  # arguments of the three jobs for threads


class Day:
    """Starts errands; `due` are the exceptions to come, `under_way` names what has not ended."""

    def __init__(self, run: Run) -> None:
        self.run, self.errands = run, run.answer()
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.due: list[Exception] = []

    def start(self, name: str, after: float, error: Exception | None = None, then: Any = ()) -> Any:
        """Start an errand that takes its time, starts another one, `then`, and may fail."""

        async def errand() -> str:
            self.begun.append(name)
            await asyncio.sleep(after)
            self.ended.append(name)
            if name == "cancelled":
                asyncio.current_task().cancel()
                await asyncio.sleep(0)
            if then:
                self.start(*then)
            if error:
                raise error
            return "a result"

        self.due += [error] if error else []
        return self.errands.start(errand())

    def start_job(self, number: int, after: float, error: Exception | None = None) -> None:
        """Start a function in a thread."""
        script = fails(error, after) if error else gives("a result", after)
        job = self.run.blocking(f"job {number}", script)
        self.due += [error] if error else []
        self.errands.start_in_thread(job, *SENT[number])

    def under_way(self) -> list[str]:
        """Return what has begun and not ended, but for what was started late."""
        jobs = [entry.what for entry in self.run.journal.calls() if entry.end is None]
        mine = [name for name in self.begun if name not in self.ended and "late" not in name]
        return [*mine, *jobs]

    def note_begun(self) -> None:
        """Note what has not begun by now, and which arguments the jobs were given."""
        calls = sorted(self.run.journal.calls(), key=lambda entry: entry.what)
        begun = [*self.begun, *(entry.what for entry in calls)]
        self.run.note(idle=[name for name in NAMES if name not in begun])
        self.run.note(sent=SENT, got=[entry.args for entry in calls])

    def note(self, value: Any) -> None:
        """Note what is in the list that should not be there, and what is not."""
        items = value if isinstance(value, list) else []
        missing = Counter(map(repr, self.due)) - Counter(map(repr, items))
        self.run.note(
            took=self.run.now(),
            still=self.under_way(),
            others=[item for item in items if not isinstance(item, BaseException)],
            cancels=any(isinstance(item, asyncio.CancelledError) for item in items),
            missing=list(missing.elements()),
        )


async def finished(errands: Any) -> Any:
    """Await finish(), if it can be awaited."""
    coroutine = errands.finish()
    if not inspect.isawaitable(coroutine):
        raise NotAsync(f"finish() returned a value of type {type(coroutine).__name__}")
    return await coroutine


async def is_collected(errands: Any) -> bool:
    """Start a task that waits for a future which only the task itself holds: is it deleted?"""
    held: list[weakref.ref] = []

    async def patient() -> None:
        future = asyncio.get_running_loop().create_future()
        held.append(weakref.ref(future))
        await future

    errands.start(patient())
    await asyncio.sleep(1)
    gc.collect()
    future = held[0]() if held else None
    if future is not None:
        future.set_result(None)
        await finished(errands)
    return future is None
