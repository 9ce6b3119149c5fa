"""VirtualClock: runs a coroutine, and the threads that it starts, in virtual time."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import ctypes
import inspect
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from helpers.patching import Patches
from helpers.processors import one_processor
from helpers.virtual_time import limits, reports
from helpers.virtual_time.errors import Deadlock, VirtualTimeError
from helpers.virtual_time.replacements import replace
from helpers.virtual_time.scheduler import Scheduler, current

__all__ = ["VirtualClock", "hold_gil", "run", "work"]

T = TypeVar("T")
_one_run = threading.Lock()
_real_monotonic = time.monotonic
GRACE = 1.0  # real seconds that an interrupted thread has to come back
INTERRUPTED = (
    "virtual time has cancelled all tasks: its loop is not on the main thread, where "
    "asyncio.Runner would have cancelled the main task alone"
)


class VirtualClock:
    """An exact clock for tasks and threads: sleeping costs nothing, computing takes no time.

    `patience` is how many real seconds a thread may compute or really wait before the run is ended;
    that of `limits.LIMITS` if None.
    `on_wait` is called as on_wait(start) at the end of each wait, in the thread that waited;
    `start` is when the wait began.
    """

    def __init__(
        self, patience: float | None = None, on_wait: Callable[[float], object] | None = None
    ) -> None:
        self.patience = limits.LIMITS.patience if patience is None else patience
        self._on_wait = on_wait
        self._scheduler = Scheduler()

    @property
    def now(self) -> float:
        """Virtual seconds since the start of the run."""
        return self._scheduler.now

    def run(
        self, coro: Coroutine[Any, Any, T], within: AbstractContextManager[object] | None = None
    ) -> T:
        """Run `coro` to its end on a thread of its own, and return its result.

        `within` is a context manager that is open, on that thread, as long as the run lasts.
        Threads that are left over run to their end after the coroutine; daemons are ended.
        Raises what the coroutine raises, `Deadlock`, or `VirtualTimeError`.
        """
        _check(coro)
        if not _one_run.acquire(blocking=False):
            coro.close()
            raise VirtualTimeError(
                "another thread is running in virtual time: wait until that run has ended"
            )
        try:
            self._scheduler = Scheduler()
            self._scheduler.on_wait = self._on_wait
            return _Run(self, coro, within or contextlib.nullcontext()).result()
        finally:
            _one_run.release()


def _check(coro: object) -> None:
    if not inspect.iscoroutine(coro):
        name = coro.__name__ if inspect.iscoroutinefunction(coro) else "main"
        raise TypeError(
            f"run() takes a coroutine, not {type(coro).__name__}: call an async function, "
            f"as in run({name}())"
        )
    if current() is not None:
        coro.close()
        raise VirtualTimeError(
            "run() cannot be called inside virtual time: await the coroutine instead, "
            "or call asyncio.run() in a thread"
        )


class _Run:
    """One run: a thread for the loop, watched by the caller."""

    def __init__(
        self,
        clock: VirtualClock,
        coro: Coroutine[Any, Any, Any],
        within: AbstractContextManager[object],
    ) -> None:
        self.clock, self.coro, self.within = clock, coro, within
        self.scheduler = clock._scheduler
        self.value: Any = None
        self.finished = False
        self.error: BaseException | None = None
        self.done = (
            threading.Lock()
        )  # not Thread.join: an interrupt in it ends the waiting for good
        self.may_begin = threading.Lock()
        for lock in (self.done, self.may_begin):
            lock.acquire()
        self.patches = Patches()

    def result(self) -> Any:
        context = contextvars.copy_context()  # a notebook finds its cell's output through it
        thread = threading.Thread(
            target=context.run, args=(self._main,), name="virtual loop", daemon=True
        )
        try:
            self._begin(thread)
            self._watch()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                error.add_note(INTERRUPTED)
            if thread.ident is None:  # it could not be started
                raise
            self._stop(error)
        if self.finished:
            thread.join()
        error, self.error = self.scheduler.failure or self.error, None
        if error is None:
            return self.value
        if isinstance(error, Deadlock):
            error.__traceback__ = None  # where it was noticed says nothing of the program
        try:
            raise error
        finally:
            del error

    # --- on the caller's thread -----------------------------------------------------------

    def _begin(self, thread: threading.Thread) -> None:
        """Start the thread, which waits until this has come back: it may interrupt its caller."""
        try:
            thread.start()
        finally:
            self.may_begin.release()

    def _watch(self) -> None:
        """Wait for the end; short waits, so that an interrupt is noticed on every system."""
        seen, since = -1, _real_monotonic()
        while not self.done.acquire(timeout=0.1):
            if self.scheduler.progress != seen:
                seen, since = self.scheduler.progress, _real_monotonic()
            elif _real_monotonic() - since > self.clock.patience:
                thread = self.scheduler.running.thread
                raise VirtualTimeError(reports.stuck(thread, self.clock.patience))

    def _stop(self, error: BaseException) -> None:
        """End the run from outside, by an exception in the thread whose turn it is."""
        self.scheduler.interrupt(error)
        if not self.done.acquire(timeout=GRACE):
            self.scheduler.abandon()
            if not self.done.acquire(timeout=GRACE):  # the loop itself does not come back
                self.patches.close()

    # --- on the loop's thread -------------------------------------------------------------

    def _main(self) -> None:
        # Threads inherit this from their starter: those of the program are no daemons by default,
        # while this one must not keep the process from ending if it is stuck.
        threading.current_thread()._daemonic = False
        self.may_begin.acquire()
        self.scheduler.open()
        try:
            with one_processor(), self.patches:
                replace(self.patches, self.coro)
                with self.within, _recorded(self.clock):
                    self._run_loop()
        except BaseException as error:
            self.error = error
        finally:
            self.coro.close()  # in case it never began
            self.scheduler.close()
            self.finished = True
            self.done.release()

    def _run_loop(self) -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                try:
                    self.value = runner.run(self.coro)
                except BaseException as error:
                    self.error = error
                self.scheduler.settle()
        finally:
            self.scheduler.finish()


@contextlib.contextmanager
def _recorded(clock: VirtualClock) -> Iterator[None]:
    """Tell the timeline, if one is recording, that its times are virtual now."""
    recorder = sys.modules.get("helpers.timeline.recorder")
    active = recorder.active() if recorder else None
    if active is not None:
        active.enter_virtual_time(lambda: clock.now)
        clock._scheduler.recorder = active
    try:
        yield
    finally:
        if active is not None:
            active.leave_virtual_time()


def run(coro: Coroutine[Any, Any, T]) -> T:
    """Run `coro` in virtual time and return its result; see `VirtualClock.run`."""
    return VirtualClock().run(coro)


def work(seconds: float, *, gil: bool = True) -> None:
    """Hold the calling thread as a computation of `seconds` would (and the loop, if it is there).

    Threads that compute at once share the interpreter in equal parts, as with a GIL that is handed
    on very often: two threads that both call `work(1)` end at 2 s. With `gil=False` the computation
    does without the interpreter, as in many C libraries, and overlaps with others.
    Outside of virtual time it really computes (or sleeps, with `gil=False`) for that long.
    """
    if seconds < 0:
        raise ValueError(f"work() takes a number of seconds that is not negative, not {seconds}")
    scheduler = current()
    if scheduler is None:
        _really_work(seconds, gil)
    elif gil:
        scheduler.compute(seconds)
    else:
        scheduler.sleep(seconds)


def hold_gil(seconds: float) -> None:
    """Hold the whole interpreter for `seconds`, as a call into C that does not release the GIL.

    Simulated: no other thread of the run gets a turn meanwhile, and neither does a loop. What is
    due in between comes late, in the order in which it was due; computations of `work` stand
    still, but for those with `gil=False`, which end at their time and go on afterwards.
    Outside of virtual time it really calls C with the GIL held, which stops the whole process for
    that long (not on a free-threaded Python, which has no GIL to hold).
    Raises ValueError if `seconds` is negative.
    """
    if seconds < 0:
        raise ValueError(f"hold_gil() takes a number of seconds that is not negative: {seconds}")
    scheduler = current()
    if scheduler is None:
        _really_hold(seconds)
    else:
        scheduler.keep(seconds)


def _really_hold(seconds: float) -> None:
    """Sleep in C; unlike CDLL, PyDLL does not release the GIL for the call."""
    if sys.platform == "win32":
        ctypes.PyDLL("kernel32").Sleep(round(seconds * 1e3))
    else:
        ctypes.PyDLL(None).poll(None, ctypes.c_ulong(0), round(seconds * 1e3))


def _really_work(seconds: float, gil: bool) -> None:
    if not gil:
        time.sleep(seconds)
        return
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
