"""What the checks of exercise 11 share: signals that come at given seconds of virtual time."""

import asyncio
import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from helpers.grading.kit import Run
from helpers.patching import Patches

__all__ = ["signals_at"]


@contextlib.contextmanager
def signals_at(run: Run, which: signal.Signals, *seconds: float) -> Iterator[None]:
    """Let the answer install handlers on the running loop, and deliver `which` at these seconds.

    A handler of the loop wakes the loop and is called there. One of `signal.signal` is called
    while the loop sleeps on: it runs in a thread, which for the loop comes to the same.

    Notes installed: was there a handler at each of these seconds? plain: had it been installed by
    `signal.signal`? handler_error: what a handler raised. handled_after: is one still installed?
    """
    handlers: dict[int, Callable[[], Any]] = {}
    run.note(installed=True, plain=False, handler_error="", handled_after=False)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler = _adds(run, handlers, loop)
    loop.remove_signal_handler = lambda number: handlers.pop(number, None) is not None
    with Patches() as patches:
        patches.replace(signal, "signal", _installs(run, handlers))
        threading.Thread(target=_deliver, args=(run, handlers, which, seconds), daemon=True).start()
        try:
            yield
        finally:
            run.note(handled_after=which in handlers)


def _adds(run: Run, handlers: dict[int, Callable[[], Any]], loop: Any) -> Callable[..., None]:
    def call(callback: Callable[..., Any], *args: Any) -> None:
        with _noted(run):
            callback(*args)

    def add_signal_handler(number: int, callback: Callable[..., Any], *args: Any) -> None:
        if asyncio.iscoroutine(callback) or asyncio.iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        handlers[number] = lambda: loop.call_soon_threadsafe(call, callback, *args)

    return add_signal_handler


def _installs(run: Run, handlers: dict[int, Callable[[], Any]]) -> Callable[..., None]:
    def install(_: Any, number: int, handler: Any) -> None:
        if not callable(handler):  # SIG_DFL or SIG_IGN
            handlers.pop(number, None)
            return
        run.note(plain=True)
        handlers[number] = lambda: handler(number, None)

    return install


def _deliver(
    run: Run, handlers: dict[int, Callable[[], Any]], which: int, seconds: tuple[float, ...]
) -> None:
    for at in seconds:
        time.sleep(at - run.now())
        if which not in handlers:
            run.note(installed=False)
            return
        with _noted(run):
            handlers[which]()


@contextlib.contextmanager
def _noted(run: Run) -> Iterator[None]:
    try:
        yield
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        run.note(handler_error=f"{type(error).__name__}: {error}".removesuffix(": "))
