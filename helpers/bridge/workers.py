"""Workers: a bounded pool of threads that runs blocking functions for tasks."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import inspect
import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Literal, Self

from helpers.bridge.call import Outcome
from helpers.bridge.mailbox import Mailbox
from helpers.bridge.refusals import WouldDeadlock, name_of, running_loop, where

__all__ = ["Workers", "cancelled"]

OnCancel = Literal["wait", "abandon"]

log = logging.getLogger(__name__)
# The job that the code runs in, or was started by.
_job: contextvars.ContextVar[Job] = contextvars.ContextVar("job")


def cancelled() -> bool:
    """Was the await that this thread works for cancelled? For functions in `Workers.run`."""
    if (job := _job.get(None)) is None:
        raise RuntimeError("cancelled() answers only in a function that Workers.run() called")
    return job.cancelled


class Job(Outcome):
    """One function, on its way through a thread and back to its loop."""

    def __init__(
        self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        self.func, self.args, self.kwargs = func, args, kwargs
        self.value, self.error = None, None
        self.loop = asyncio.get_running_loop()
        self.asker = _job.get(None)
        self.context = contextvars.copy_context()
        self.answered = self.loop.create_future()
        self.claimed, self.ended, self.cancelled, self.abandoned = False, False, False, False
        self.mailbox: Mailbox  # known once it is queued

    def work(self) -> None:
        """Call the function; in a worker's thread."""
        self.context.run(_job.set, self)
        try:
            self.value = self.context.run(self.func, *self.args, **self.kwargs)
        except BaseException as error:
            self.error = error

    def run(self) -> None:
        """Tell the task; in the loop's thread, as an item of a mailbox."""
        self.ended = True
        if not self.answered.done():
            self.answered.set_result(None)
        if self.cancelled and self.error is not None:  # nobody will see it
            log.warning(
                "%s failed after its await was cancelled", name_of(self.func), exc_info=self.error
            )

    def fail(self, error: BaseException) -> None:
        """Nobody is left to tell: the loop is closed."""

    async def outlast(self) -> None:
        """Wait until the thread has ended, however often the waiting task is cancelled."""
        while not self.ended:
            self.answered = self.loop.create_future()
            with contextlib.suppress(asyncio.CancelledError):
                await self.answered


class Workers:
    """A pool of at most `limit` threads, for calling blocking code from any loop.

        async with Workers(4, name="disk") as disk:
            text = await disk.run(path.read_text)

    on_cancel: what `run` does when its task is cancelled while the function runs, which no one
        can stop: "wait" for its end, or "abandon" it. Either way the function may ask
        `cancelled()`, and a function that no thread has begun is skipped.
    stall_after: seconds after which `logging` reports, once, a job that still waits for a thread,
        or a `close` that still waits for jobs, with the lines that they are at.

    The threads are daemons: leave the `with` block, or `close`, to be sure that jobs end.
    """

    def __init__(
        self,
        limit: int,
        *,
        name: str = "worker",
        on_cancel: OnCancel = "wait",
        stall_after: float = 10.0,
    ) -> None:
        if limit < 1:
            raise ValueError(f"a pool needs a limit of at least 1 thread, not {limit!r}")
        self.limit, self.name, self.stall_after = limit, name, stall_after
        self.on_cancel = self._policy(on_cancel)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()  # for what follows
        self._threads: list[threading.Thread] = []
        self._working: dict[threading.Thread, Job] = {}
        self._waiting, self._closed = 0, False
        # The way back to each loop.
        self._mailboxes: dict[asyncio.AbstractEventLoop, Mailbox] = {}
        self._pid = os.getpid()

    @property
    def threads(self) -> int:
        """How many threads there are; they are started when needed."""
        return len(self._threads)

    @property
    def running(self) -> list[str]:
        """The names of the functions that run at this moment."""
        return [name_of(job.func) for job in list(self._working.values())]

    @property
    def waiting(self) -> int:
        """How many jobs wait for a thread."""
        return self._waiting

    async def run(
        self,
        func: Callable[..., Any],
        /,
        *args: Any,
        on_cancel: OnCancel | None = None,
        **kwargs: Any,
    ) -> Any:
        """Call func(*args, **kwargs) in a thread; return or raise what it does.

        It sees the task's context variables. A StopIteration arrives as RuntimeError.

        on_cancel: "wait" or "abandon", in place of the pool's.
        """
        policy = self.on_cancel if on_cancel is None else self._policy(on_cancel)
        self._refuse_unusable(func)
        job = Job(func, args, kwargs)
        at_once = self._enqueue(job)
        stall = None if at_once else job.loop.call_later(self.stall_after, self._report, job)
        try:
            await job.answered
        except asyncio.CancelledError:
            job.cancelled, job.abandoned = True, policy == "abandon"
            if not self._withdraw(job) and not job.abandoned:
                await job.outlast()
            raise
        finally:
            if stall is not None:
                stall.cancel()
        return job.outcome()

    def close(self) -> None:
        """Refuse new jobs, skip those not begun, wait for those that run; idempotent.

        Abandoned jobs that still run after `stall_after` are reported, and left to themselves.
        """
        if running_loop() is not None:
            raise WouldDeadlock(
                f"close() of pool {self.name!r} would block the event loop that runs in this "
                "thread; use 'await aclose()'"
            )
        if threading.current_thread() in self._working:
            raise WouldDeadlock(
                f"close() of pool {self.name!r} in a job of its own would wait for itself; "
                "close it where it was made"
            )
        self._end()

    async def aclose(self) -> None:
        """Do what `close` does, without blocking the loop."""
        ended = asyncio.get_running_loop().create_future()
        loop = ended.get_loop()

        def end() -> None:
            self._end()
            with contextlib.suppress(RuntimeError):  # the loop did not wait for us
                loop.call_soon_threadsafe(lambda: ended.done() or ended.set_result(None))

        closer = threading.Thread(target=end, name=f"{self.name}-close", daemon=True)
        closer.start()
        await ended
        closer.join()  # it has nothing left to do

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()

    # -- in the loop's thread ------------------------------------------------------------------

    def _policy(self, on_cancel: OnCancel) -> OnCancel:
        if on_cancel not in ("wait", "abandon"):
            raise ValueError(f"on_cancel is 'wait' or 'abandon', not {on_cancel!r}")
        return on_cancel

    def _refuse_unusable(self, func: Callable[..., Any]) -> None:
        if inspect.iscoroutine(func):
            func.close()  # else Python warns that it was never awaited
            raise TypeError(f"run() calls blocking functions: just await the coroutine {func!r}")
        if inspect.iscoroutinefunction(func):
            name = name_of(func)
            raise TypeError(f"run() calls blocking functions: just use 'await {name}(...)'")
        if self._pid != os.getpid():
            raise RuntimeError(
                f"pool {self.name!r} has no threads in this process, which was forked; "
                "make a new Workers here"
            )

    def _enqueue(self, job: Job) -> bool:
        """Queue the job, start a thread if none is free; say if one takes it at once."""
        with self._lock:
            if self._closed:
                raise RuntimeError(
                    f"pool {self.name!r} has been closed; cannot run {name_of(job.func)}"
                )
            job.mailbox = self._mailboxes.get(job.loop) or self._new_mailbox(job.loop)
            self._waiting += 1
            free = len(self._threads) - len(self._working)
            if self._waiting > free and len(self._threads) < self.limit:
                free += 1
                self._start_thread()
            self._jobs.put(job)
            return self._waiting <= free

    def _new_mailbox(self, loop: asyncio.AbstractEventLoop) -> Mailbox:
        for old in [old for old in self._mailboxes if old.is_closed()]:
            del self._mailboxes[old]
        mailbox = Mailbox(lambda: loop.call_soon_threadsafe(mailbox.drain))
        self._mailboxes[loop] = mailbox
        return mailbox

    def _start_thread(self) -> None:
        name = f"{self.name}-{len(self._threads) + 1}"
        thread = threading.Thread(target=self._work, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _withdraw(self, job: Job) -> bool:
        """Take the job back; say if that was possible: no thread had begun it."""
        with self._lock:
            if job.claimed:
                return False
            job.claimed = True
            self._waiting -= 1
            return True

    def _report(self, job: Job) -> None:
        """Say what the threads do while a job waits for one of them."""
        with self._lock:
            if job.claimed:
                return
        itself = (
            f"; a job of this pool, {name_of(job.asker.func)}, asked for it: if that waits for "
            "it, the pool waits for itself, and needs a higher limit or a second pool"
            if job.asker in list(self._working.values())
            else ""
        )
        log.warning(
            "%s has waited %g s for one of the %d threads of pool %r%s; they are at\n%s",
            *(name_of(job.func), self.stall_after, self.limit, self.name, itself),
            self._places(),
        )

    def _places(self) -> str:
        """Each running job, and the lines that it is at."""
        working = ((job, where(thread)) for thread, job in list(self._working.items()))
        return "".join(f"{name_of(job.func)}:\n{stack}" for job, stack in working)

    # -- in other threads ----------------------------------------------------------------------

    def _work(self) -> None:
        me = threading.current_thread()
        while (job := self._jobs.get()) is not None:
            with self._lock:
                skip = job.claimed
                if not skip:
                    job.claimed = True
                    self._waiting -= 1
                    self._working[me] = job
            if not skip:
                job.work()
                # Free before the task hears of it: its next job needs no further thread.
                del self._working[me]
                job.mailbox.post(job)
            del job  # and with it the result, while this thread sleeps

    def _end(self) -> None:
        with self._lock:
            self._closed = True
            threads = list(self._threads)
        with contextlib.suppress(queue.Empty):
            while True:
                self._skip(self._jobs.get_nowait())
        for _ in threads:
            self._jobs.put(None)
        until = time.monotonic() + self.stall_after
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        if any(thread.is_alive() for thread in threads):
            self._report_close()
        for thread in threads:
            if not self._is_abandoned(thread):
                thread.join()

    def _report_close(self) -> None:
        log.warning(
            "close() of pool %r has waited %g s for jobs that run; those that were abandoned are "
            "left to themselves, the others waited for; they are at\n%s",
            *(self.name, self.stall_after, self._places()),
        )

    def _is_abandoned(self, thread: threading.Thread) -> bool:
        job = self._working.get(thread)
        return job is not None and job.abandoned

    def _skip(self, job: Job | None) -> None:
        if job is not None and self._withdraw(job):
            text = f"pool {self.name!r} was closed before {name_of(job.func)} could start"
            job.error = RuntimeError(text)
            job.mailbox.post(job)
