"""LoopThread: an event loop in a thread of its own, called from ordinary code without hanging."""

import asyncio
import atexit
import contextlib
import logging
import os
import threading
from _thread import LockType
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Literal, Self

from helpers.bridge.call import Answer, Call, acquire
from helpers.bridge.mailbox import Mailbox
from helpers.bridge.refusals import (
    LoopThreadClosed,
    WouldDeadlock,
    blocking,
    name_of,
    refuse_deadlock,
    refuse_foreign_loop,
    refuse_unusable,
    running_loop,
    where,
)

__all__ = ["LoopThread", "LoopThreadClosed", "WouldDeadlock"]

log = logging.getLogger(__name__)


class LoopThread:
    """An event loop in a daemon thread; the other threads call functions and coroutines in it.

        with LoopThread("fetcher") as fetcher:
            page = fetcher.call(fetch, url)         # blocks this thread, not the loop
            future = fetcher.submit(fetch, url)     # a concurrent.futures.Future, at once
            page = await fetcher.call_async(...)    # from a coroutine on another loop

    name: of the thread, and in messages.
    loop_factory: makes the loop, as for `asyncio.Runner`; what it raises, the constructor raises.
    stall_after: seconds after which a call that still waits is reported, once, by `logging`.
    grace: seconds that the cleanup of a cancelled call may take before its caller goes on.
    foreign_loop: "warn", "allow" or "raise" when `call` would block the thread of another loop.
    """

    def __init__(
        self,
        name: str = "loop-thread",
        *,
        loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None,
        stall_after: float = 10.0,
        grace: float = 5.0,
        foreign_loop: Literal["warn", "allow", "raise"] = "warn",
    ) -> None:
        if foreign_loop not in ("warn", "allow", "raise"):
            raise ValueError(f"foreign_loop is 'warn', 'allow' or 'raise', not {foreign_loop!r}")
        self.name, self.stall_after, self.grace = name, stall_after, grace
        self.foreign_loop = foreign_loop
        self.loop: asyncio.AbstractEventLoop | None = None
        self.mailbox: Mailbox | None = None
        self.closed_because: str | None = None
        self.calls: set[Call] = set()  # those that have a task
        self.pid = os.getpid()
        self._failure: BaseException | None = None
        ready = threading.Lock()  # released when the loop can be called, or could not be made
        ready.acquire()
        main = threading.Thread(target=self._main, args=(loop_factory, ready), name=name)
        main.daemon = True  # an unclosed loop thread must not keep the interpreter from its exit
        self.thread = main
        try:
            main.start()
            acquire(ready)
        except BaseException:  # Ctrl-C
            self._stop("was interrupted while it started")
            raise
        if self._failure is not None:
            main.join()
            raise self._failure
        atexit.register(self._close_at_exit)

    def call(
        self,
        func: Callable[..., Any],
        /,
        *args: Any,
        timeout: float | None = None,
        context_out: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Run func(*args, **kwargs) in the loop; return or raise what it does.

        If that gives a coroutine, it is awaited. Ctrl-C and a timeout (in seconds) cancel it and
        wait for its cleanup. It sees the caller's context variables; with context_out, what it
        sets comes back. Raises WouldDeadlock, LoopThreadClosed, TimeoutError, and
        concurrent.futures.CancelledError when the coroutine was cancelled.
        """
        refuse_unusable(self, func)
        here = running_loop()
        if here is None:
            return self._run(Call(self, func, args, kwargs), timeout, context_out)
        try:
            refuse_deadlock(self, func, here)
            refuse_foreign_loop(self, func)
            return self._run(Call(self, func, args, kwargs), timeout, context_out)
        finally:
            blocking.pop(here, None)

    def _run(self, call: Call, timeout: float | None, context_out: bool) -> Any:
        try:
            self.mailbox.post(call)
            in_time = self._wait(call, timeout)
        except BaseException:  # Ctrl-C; a second one leaves at once
            call.cancel_soon()
            call.wait(self.grace)
            raise
        if not in_time:
            call.cancel_soon()
            call.wait(self.grace)
            call.raise_timeout(timeout, self.grace)
        return call.outcome(context_out)

    def submit(self, func: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have the loop run func(*args, **kwargs); return a concurrent.futures.Future at once.

        Legal in any thread, the loop's own included. The future's `cancel()` has the loop cancel
        the task, and does not wait; its `result()` then waits until the coroutine has cleaned up.
        """
        refuse_unusable(self, func)
        future = Answer(self, func, args, kwargs)
        self.mailbox.post(future.call)
        return future

    async def call_async(
        self, func: Callable[..., Any], /, *args: Any, context_out: bool = False, **kwargs: Any
    ) -> Any:
        """Do what `call` does, for a coroutine on another loop: waits without blocking it.

        For a time limit use `asyncio.timeout`: cancelling waits for the cleanup, as in `call`.
        """
        refuse_unusable(self, func)
        home = asyncio.get_running_loop()
        settled = home.create_future()

        def notify(call: Call) -> None:
            with contextlib.suppress(RuntimeError):  # the caller's loop has been closed
                home.call_soon_threadsafe(settled.set_result, None)

        call = Call(self, func, args, kwargs, notify)
        self.mailbox.post(call)
        try:
            done, _ = await asyncio.wait([settled], timeout=self.stall_after)
            if not done:
                self._report(call)
                await asyncio.wait([settled])
        except asyncio.CancelledError:  # a second one leaves at once
            call.cancel_soon()
            await asyncio.wait([settled], timeout=self.grace)
            raise
        return call.outcome(context_out)

    def close(self, timeout: float | None = None) -> None:
        """Refuse new calls, cancel running ones, wait for their cleanup, end the thread.

        timeout: seconds, by default `grace`; then TimeoutError says where the loop hangs.
        """
        atexit.unregister(self._close_at_exit)
        if self.pid != os.getpid() or not self.thread.is_alive():
            return
        if running_loop() is self.loop:
            raise WouldDeadlock(
                f"close() of {self.name!r} from its own loop thread would wait for itself; "
                "close it in the thread that opened it"
            )
        self._stop("has been closed")
        timeout = self.grace if timeout is None else timeout
        self.thread.join(timeout)
        if self.thread.is_alive():
            stuck = ", ".join(name_of(call.func) for call in list(self.calls)) or "none"
            raise TimeoutError(
                f"loop thread {self.name!r} did not close in {timeout:g} s; "
                f"coroutines still running: {stuck}; the thread is at\n{where(self.thread)}"
            )

    def _stop(self, why: str) -> None:
        self.closed_because = self.closed_because or why
        if self.loop is not None:
            with contextlib.suppress(RuntimeError):  # it has just ended by itself
                self.loop.call_soon_threadsafe(self.loop.stop)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def _close_at_exit(self) -> None:
        with contextlib.suppress(TimeoutError):
            self.close(timeout=min(1.0, self.grace))

    def _main(
        self, loop_factory: Callable[[], asyncio.AbstractEventLoop] | None, ready: LockType
    ) -> None:
        died = "died: its loop was stopped"
        try:
            with asyncio.Runner(loop_factory=loop_factory) as runner:
                self.loop = loop = runner.get_loop()
                self.mailbox = Mailbox(lambda: loop.call_soon_threadsafe(self.mailbox.drain))
                ready.release()
                try:
                    if self.closed_because is None:  # else the constructor was interrupted
                        loop.run_forever()
                except BaseException as error:
                    died = f"died of {error!r}"
                    raise
                finally:  # the Runner cancels all tasks and lets them clean up
                    self.closed_because = self.closed_because or died
        except BaseException as error:
            if self.mailbox is not None:
                raise  # threading.excepthook reports it
            self._failure = error
            ready.release()
        finally:
            if self.mailbox is not None:
                self._fail_what_is_left()

    def _fail_what_is_left(self) -> None:
        self.mailbox.close(self.closed_error("the call was lost"))
        for call in list(self.calls):
            call.fail(self.closed_error(f"{name_of(call.func)} was lost"))

    def closed_error(self, what: str) -> LoopThreadClosed:
        """The error that says what happened to a call, and to this loop thread."""
        return LoopThreadClosed(f"{what}: loop thread {self.name!r} {self.closed_because}")

    def _wait(self, call: Call, timeout: float | None) -> bool:
        """Block until the call is settled, report once if that takes long; say if it is."""
        if timeout is None:
            timeout = threading.TIMEOUT_MAX
        if timeout <= self.stall_after or call.wait(self.stall_after):
            return call.wait(timeout)
        self._report(call)
        return call.wait(timeout - self.stall_after)

    def _report(self, call: Call) -> None:
        log.warning(
            "%s in loop thread %r still runs after %g s; the thread is at\n%s",
            *(name_of(call.func), self.name, self.stall_after, where(self.thread)),
        )
