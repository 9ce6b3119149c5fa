"""Makes the notebook's Stop button end a cell that awaits for ever."""

import asyncio
import signal

__all__ = ["enable_stop"]

_TICK = 0.2  # seconds between two looks, where a signal cannot wake the loop


def enable_stop() -> None:
    """Let Stop (Kernel > Interrupt) end a top-level `await` that would never return.

    A loop that sleeps in its selector runs no bytecode, so Python does not act on SIGINT. A loop
    with a signal handler of its own is woken by *every* signal (`signal.set_wakeup_fd`), so any
    handler will do. Where loops have none (Windows), a task that ticks takes its place.

    Raises RuntimeError where no event loop is running.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "enable_stop() is for a notebook, whose kernel runs a loop; Ctrl-C stops a script."
        ) from None
    try:
        loop.add_signal_handler(signal.SIGUSR1, lambda: None)
    except (AttributeError, NotImplementedError):
        _start_ticker(loop)


def _start_ticker(loop: asyncio.AbstractEventLoop) -> None:
    """Wake the loop at short intervals, once per loop however often it is asked for."""
    name = "stop button ticker"
    if any(task.get_name() == name for task in asyncio.all_tasks(loop)):
        return
    task = loop.create_task(_tick(), name=name)
    _tickers.add(task)  # the loop itself keeps tasks only weakly


async def _tick() -> None:
    while True:  # noqa: ASYNC110 — waking the loop at intervals is the purpose
        await asyncio.sleep(_TICK)


_tickers: set[asyncio.Task] = set()
