"""What the jobs of 05.c see: context variables, and a pool whose futures and calls are known."""

import contextlib
import contextvars
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from helpers.grading.kit import Run

__all__ = ["Pool", "Returned", "opened", "set_to", "values"]

request_id = contextvars.ContextVar("request_id", default="none")
user = contextvars.ContextVar("user", default="nobody")


def values() -> list[Any]:
    """Return what the context of this thread holds."""
    return [request_id.get(), user.get()]


def set_to(request: Any, name: str) -> list[Any]:
    """Set the variables, and return what they are set to."""
    request_id.set(request)
    user.set(name)
    return [request, name]


class Pool(ThreadPoolExecutor):
    """A pool that knows its futures, and a job for it that notes what it gets and sees."""

    def __init__(self, run: Run, workers: int) -> None:
        super().__init__(workers, thread_name_prefix="pool")
        run.replace(request_id=request_id)
        self.run, self.futures, self.in_use = run, [], True
        self.calls: list[tuple[Any, Any, str]] = []

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future:
        """Keep the future."""
        self.futures.append(super().submit(function, *args, **kwargs))
        return self.futures[-1]

    def shutdown(self, *args: Any, **kwargs: Any) -> None:
        """Note an end that comes before the trial's."""
        if self.in_use:
            self.run.note(closed="the pool")
        super().shutdown(*args, **kwargs)

    def job(self, *args: Any, sets: str = "", fails: Any = None, **named: Any) -> str:
        """Note what this call gets and sees, and where it runs; wait; then set the variables."""
        self.calls.append(([list(args), named], values(), threading.current_thread().name))
        time.sleep(3)
        if sets:
            set_to(sets, sets)
        if fails:
            raise fails
        return f"result of {args}"

    def handed_in(self, *args: Any, **named: Any) -> Future:
        """Let the answer hand in a job, and note what it returned, and after how long."""
        before = self.run.now()
        future = self.run.answer(self, self.job, *args, **named)
        if not isinstance(future, Future):
            raise Returned(future)
        self.run.note(held_caller=round(self.run.now() - before, 6), kind="Future")
        self.run.note(strange=future not in self.futures)
        return future

    def results(self, *futures: Future) -> list[Any]:
        """Wait for these jobs, note what was seen of the calls, and return how the jobs ended."""
        ends = [self.run.ending(future.result) for future in futures]
        time.sleep(10)  # for calls of which no future tells
        got, saw, threads = map(list, zip(*self.calls, strict=True) if self.calls else [[]] * 3)
        twice = got if len(got) > len(futures) else []
        self.run.note(
            got=got, asked=twice, saw=saw, failed="".join(e.said for e in ends if e.error)
        )
        self.run.note(strays=[name for name in threads if not name.startswith("pool")])
        return [end.value for end in ends]


class Returned(Exception):
    """The answer returned something else than a future: the trial is over."""


@contextlib.contextmanager
def opened(run: Run, workers: int) -> Iterator[Pool]:
    """Give a pool whose threads have begun before anybody sets a variable, and end it."""
    pool = Pool(run, workers)
    try:
        list(ThreadPoolExecutor.map(pool, time.sleep, [1] * workers))
        yield pool
    finally:
        pool.in_use = False
        pool.shutdown()
