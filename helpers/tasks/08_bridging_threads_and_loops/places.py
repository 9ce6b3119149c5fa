"""The threads and loops on which 08.d calls the answer, and what comes of a call."""

import asyncio
import contextlib
import threading
import time
import warnings
from collections.abc import Iterator
from typing import Any

from helpers.grading.derived import SLIPS
from helpers.grading.kit import Run
from helpers.grading.lines import spins_end

__all__ = ["PLACES", "other_loop", "plain", "worker"]

SOON = asyncio.run_coroutine_threadsafe
Loop = asyncio.AbstractEventLoop


@contextlib.contextmanager
def running(name: str = "loop") -> Iterator[Loop]:
    """Run a loop in a thread for the length of the block."""
    loop = asyncio.SelectorEventLoop()
    thread = threading.Thread(target=loop.run_forever, name=name)
    thread.start()
    SOON(asyncio.sleep(0), loop).result()  # it runs from here on
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def called(run: Run, work: Any, loop: Loop) -> Any:
    """Call the answer, on whatever thread this is; note what came of it, and what it warned of."""
    right_kind: list[bool] = []

    def call() -> Any:
        try:
            with spins_end():
                return run.answer(work, loop)
        except Exception as error:
            right_kind.append(isinstance(error, RuntimeError))
            raise

    began = run.now()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        end = run.ending(call)
    if end.raised in SLIPS:
        run.failed(end)
        return None
    kinds = [each.category for each in warned if "never awaited" not in str(each.message)]
    run.note(
        warned=[kind.__name__ for kind in kinds],
        warned_well=any(issubclass(kind, RuntimeWarning) for kind in kinds),
        said=end.said,
        raised=end.raised,
        right_kind=any(right_kind),
        message=end.error["message"] if end.error else "",
        after=round(end.at - began, 6),
    )
    if isinstance(end.value, asyncio.Future):
        end.value.cancel()
    return end.value


def plain(run: Run, work: Any) -> Any:
    """On a thread without a loop."""
    with running() as loop:
        return called(run, work, loop)


def worker(run: Run, work: Any) -> Any:
    """On a thread that a task of the loop has started, while the loop is free."""
    with running() as loop:
        value = SOON(asyncio.to_thread(called, run, work, loop), loop).result()
        SOON(loop.shutdown_default_executor(), loop).result()
        return value


def other_loop(run: Run, work: Any) -> Any:
    """In a task of another loop."""

    async def task(loop: Loop) -> Any:
        return called(run, work, loop)

    with running() as loop, running("other loop") as other:
        return SOON(task(loop), other).result()


def own_task(run: Run, work: Any) -> None:
    async def task() -> None:
        called(run, work, asyncio.get_running_loop())

    with running() as loop:
        SOON(task(), loop).result()
        time.sleep(2)


def own_callback(run: Run, work: Any) -> None:
    done = threading.Event()

    def callback() -> None:
        try:
            called(run, work, loop)
        finally:
            done.set()

    with running() as loop:
        loop.call_soon_threadsafe(callback)
        done.wait()
        time.sleep(2)


def not_started(run: Run, work: Any) -> None:
    with contextlib.closing(asyncio.SelectorEventLoop()) as loop:
        called(run, work, loop)


def stopped(run: Run, work: Any) -> None:
    with contextlib.closing(asyncio.SelectorEventLoop()) as loop:
        thread = threading.Thread(target=loop.run_until_complete, args=(asyncio.sleep(1),))
        thread.start()
        thread.join()
        called(run, work, loop)


def closed(run: Run, work: Any) -> None:
    with running() as loop:
        pass
    called(run, work, loop)


PLACES = {
    "in a task of the loop": own_task,
    "in a callback of the loop": own_callback,
    "for a loop that was never started": not_started,
    "for a loop that was stopped": stopped,
    "for a closed loop": closed,
}
