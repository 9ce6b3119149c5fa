"""Call: one function on its way through a loop, and the future that stands for it."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
import time
from _thread import LockType
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any

from helpers.bridge.refusals import WouldDeadlock, name_of, running_loop

if TYPE_CHECKING:
    from helpers.bridge.loop_thread import LoopThread

__all__ = ["Answer", "Call", "Outcome", "acquire"]

# Seconds of one wait for a lock; longer ones are cut in slices, because Ctrl-C may be heard only
# in between: always on Windows, elsewhere if the signal comes just before the thread falls asleep.
LONGEST_WAIT = 0.25


def acquire(lock: LockType, seconds: float = threading.TIMEOUT_MAX) -> bool:
    """Acquire a lock, or give up after so many seconds; say if it was acquired."""
    if lock.acquire(timeout=min(seconds, LONGEST_WAIT)):
        return True
    until = time.monotonic() + seconds - LONGEST_WAIT
    while (left := until - time.monotonic()) > 0:
        if lock.acquire(timeout=min(left, LONGEST_WAIT)):
            return True
    return False


class Outcome:
    """How a function ended: a value or an error; both None until it has."""

    __slots__ = ("error", "value")
    value: Any
    error: BaseException | None

    def outcome(self) -> Any:
        """Return the value or raise the error."""
        if self.error is None:
            return self.value
        try:
            raise self.error
        finally:
            self.error = None  # else: error -> traceback -> frame -> self -> error, a cycle


class Call(Outcome):
    """One function on its way through the loop; settled once, then `notify(call)` is called."""

    __slots__ = ("args", "context", "coroutine", "done", "func", "kwargs", "notify", "owner")
    __slots__ += ("settled", "task", "unwanted")

    def __init__(
        self,
        owner: LoopThread,
        func: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        notify: Callable[[Call], object] | None = None,
    ) -> None:
        self.owner, self.func, self.args, self.kwargs = owner, func, args, kwargs
        self.value, self.error = None, None
        self.context = contextvars.copy_context()
        self.notify = notify
        self.done, self.unwanted = False, False
        self.coroutine: Coroutine[Any, Any, Any] | None = None
        self.task: asyncio.Task[None] | None = None
        if notify is None:  # a thread will wait, on the cheapest thing there is to wait on
            self.settled = threading.Lock()
            self.settled.acquire()

    # -- in the loop's thread ------------------------------------------------------------------

    def run(self) -> None:
        """Call the function; if that gives a coroutine, have a task await it."""
        if self.unwanted:  # cancelled while it was in the mailbox
            return self.cancel()
        if self.owner.closed_because:
            return self.fail(self.owner.closed_error(f"{name_of(self.func)} could not start"))
        try:
            result = self.context.run(self.func, *self.args, **self.kwargs)
            if isinstance(result, Coroutine):
                self._start(result)
            else:
                self.settle(result, None)
        except BaseException as error:
            self.settle(None, error)

    def _start(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self.coroutine = coroutine
        drive, loop = self._drive(), self.owner.loop
        drive.__qualname__ = name_of(self.func)  # for all that looks at the task from outside
        try:
            if plain := loop.get_task_factory() is None:
                task = loop.create_task(drive, name=drive.__qualname__, context=self.context)
            else:  # a custom factory may not know these arguments, so it gets none
                task = self.context.run(loop.create_task, drive)
        except BaseException:
            drive.close()
            coroutine.close()
            raise
        if not self.done:  # else the factory made a task that started at once
            self.task = task
            self.owner.calls.add(self)  # asyncio itself holds tasks by weak references only
        if plain:
            _take_first_step(task, loop)
        if self.coroutine is not None:  # it has yet to take its first step
            task.add_done_callback(self._ended_unstarted)

    async def _drive(self) -> None:
        # Settles from inside the task: that saves turns of the loop, and keeps SystemExit and
        # KeyboardInterrupt, which would end run_forever(), for the caller.
        coroutine, self.coroutine = self.coroutine, None
        if self.task is not None:
            self.task.remove_done_callback(self._ended_unstarted)
        try:
            value = await coroutine
        except BaseException as error:
            self.context = contextvars.copy_context()
            self.settle(None, error)
        else:
            self.context = contextvars.copy_context()
            self.settle(value, None)

    def _ended_unstarted(self, task: asyncio.Task[None]) -> None:
        self.coroutine.close()
        self.settle(None, asyncio.CancelledError())

    def settle(self, value: Any, error: BaseException | None) -> None:
        """Record the outcome, unless there is one, and tell who waits."""
        if self.done:
            return
        if isinstance(error, asyncio.CancelledError):
            error = self._told_apart(error)
        self.value, self.error, self.done, self.task = value, error, True, None
        self.owner.calls.discard(self)
        notify, self.notify = self.notify, None
        if notify is None:
            self.settled.release()
        else:
            notify(self)

    def _told_apart(self, error: asyncio.CancelledError) -> BaseException:
        """Was the coroutine cancelled by somebody, or lost because the loop went away?"""
        if self.owner.closed_because:
            new = self.owner.closed_error(f"{name_of(self.func)} was cancelled")
        else:
            new = CancelledError(*error.args)
        return new.with_traceback(error.__traceback__)

    def fail(self, error: BaseException) -> None:
        self.settle(None, error)

    def cancel(self) -> None:
        if self.task is None:
            self.settle(None, asyncio.CancelledError())
        else:
            self.task.cancel()

    # -- in the caller's thread ----------------------------------------------------------------

    def cancel_soon(self) -> None:
        """Cancel it in the loop; legal in any thread."""
        self.unwanted = True
        with contextlib.suppress(RuntimeError):  # the loop is closed, and with it the call
            self.owner.loop.call_soon_threadsafe(self.cancel)

    def wait(self, seconds: float = threading.TIMEOUT_MAX) -> bool:
        """Block until the call is settled, or for so many seconds; say if it is."""
        return self.done or acquire(self.settled, seconds) or self.done

    def raise_timeout(self, timeout: float, grace: float) -> None:
        """Raise TimeoutError, unless the cancelled call came to an outcome of its own after all."""
        text = f"{name_of(self.func)} did not finish in {timeout:g} s; cancelled"
        if not self.done:
            raise TimeoutError(f"{text}, but its cleanup still runs after {grace:g} s")
        if isinstance(self.error, CancelledError):
            raise TimeoutError(text)

    def outcome(self, context_out: bool = False) -> Any:
        """Return the value or raise the error, in the caller, with the variables that it set."""
        if context_out:
            now = contextvars.copy_context()
            for var, value in self.context.items():
                if var not in now or now[var] is not value:
                    var.set(value)
        return super().outcome()


def _take_first_step(task: asyncio.Task[None], loop: asyncio.AbstractEventLoop) -> None:
    """Run a new task up to its first wait now, not in the loop's next turn: that saves a turn.

    `eager_start` would do so too, but only from Python 3.12 on, and listeners on the loop's
    callbacks would not see the step. On a loop of another make the step stays where it is.
    """
    ready = getattr(loop, "_ready", None)
    if isinstance(ready, deque) and ready:
        handle = ready[-1]  # another thread's, if that has called the loop just now
        if getattr(handle._callback, "__self__", None) is task:
            handle._run()
            handle.cancel()  # stays in the queue, to be skipped: pop() might take another thread's


class Answer(Future):
    """The future of `submit()`: refuses to be waited for where the wait would never end."""

    def __init__(
        self,
        owner: LoopThread,
        func: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        super().__init__()
        self.loop = owner.loop
        self.call: Call | None = Call(owner, func, args, kwargs, self.settle_from)

    def cancel(self) -> bool:
        """Have the loop cancel the call; return at once, and say if it had not ended yet.

        The future is done when the coroutine has cleaned up: `result()` waits for that, and then
        raises CancelledError, or returns what the coroutine came to after all.
        """
        if (call := self.call) is None:
            return self.cancelled()
        call.cancel_soon()
        return True

    def result(self, timeout: float | None = None) -> Any:
        self._refuse_own_thread("result")
        try:
            return super().result(timeout)
        finally:
            self = None  # else: future -> error -> traceback -> this frame -> future, a cycle

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._refuse_own_thread("exception")
        return super().exception(timeout)

    def _refuse_own_thread(self, method: str) -> None:
        if not self.done() and running_loop() is self.loop:
            raise WouldDeadlock(
                f"{method}() of a submitted call, in the loop thread that is to run it, would "
                "wait for itself; use 'await asyncio.wrap_future(future)'"
            )

    def settle_from(self, call: Call) -> None:
        """Take over the call's outcome; in the loop's thread, or in the one that closed it."""
        self.call = None  # a call that has ended holds nothing
        error, call.error = call.error, None  # no cycle through the traceback, as in Outcome
        if error is None:
            self.set_result(call.value)
        elif isinstance(error, CancelledError):
            super().cancel()
            self.set_running_or_notify_cancel()  # who waits for several futures hears of it, too
        else:
            self.set_exception(error)
