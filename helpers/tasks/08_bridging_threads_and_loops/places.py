"""Trials of 08.a: the threads and loops on which the answer is called, and what comes of it."""

import asyncio
import contextlib
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

from helpers.grading.derived import SLIPS
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import Mishap, odd_values
from helpers.grading.kit import Run, trial
from helpers.grading.lines import spins_end

__all__ = ["failing", "refused", "served"]

SOON = asyncio.run_coroutine_threadsafe
Loop = asyncio.AbstractEventLoop
Call = Callable[[Loop], Any]  # calls the answer, with this loop


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


def called_in(run: Run, place: str, work: Any) -> Any:
    """Call the answer at one of PLACES; note what came of it, and what it warned of."""
    right_kind: list[bool] = []

    def answer(loop: Loop) -> Any:
        try:
            with spins_end():
                return run.answer(work, loop)
        except Exception as error:
            right_kind.append(isinstance(error, RuntimeError))
            raise

    def call(loop: Loop) -> Any:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            end = run.ending(answer, loop)
        if end.raised in SLIPS:
            return run.failed(end)
        kinds = [each.category for each in warned if "never awaited" not in str(each.message)]
        run.note(
            warned=[kind.__name__ for kind in kinds],
            warned_well=any(issubclass(kind, RuntimeWarning) for kind in kinds),
            said=end.said,
            raised=end.raised,
            right_kind=any(right_kind),
            message=end.error["message"] if end.error else "",
            after=end.at,
        )
        if isinstance(end.value, asyncio.Future):
            end.value.cancel()
        return end.value

    return PLACES[place](call)


def without_loop(call: Call) -> Any:
    with running() as loop:
        return call(loop)


def worker(call: Call) -> Any:
    with running() as loop:
        value = SOON(asyncio.to_thread(call, loop), loop).result()
        SOON(loop.shutdown_default_executor(), loop).result()
        return value


def other_loop(call: Call) -> Any:
    with running() as loop, running("other loop") as other:
        return in_task(other, call, loop)


def in_task(on: Loop, call: Call, loop: Loop) -> Any:
    async def task() -> Any:
        return call(loop)

    return SOON(task(), on).result()


def own_task(call: Call) -> None:
    with running() as loop:
        in_task(loop, call, loop)
        time.sleep(2)


def own_callback(call: Call) -> None:
    done: Future = Future()
    with running() as loop:
        loop.call_soon_threadsafe(lambda: done.set_result(call(loop)))
        done.result()
        time.sleep(2)


def idle(prepare: Callable[[Loop], Any]) -> Callable[[Call], None]:
    def called(call: Call) -> None:
        with contextlib.closing(asyncio.SelectorEventLoop()) as loop:
            prepare(loop)
            call(loop)

    return called


PLACES: dict[str, Callable[[Call], Any]] = {
    "on a thread without a loop, which may wait": without_loop,
    "on a thread of to_thread, while the loop was free": worker,
    "on a thread where another loop ran, as in a cell": other_loop,
    "in a task of the loop": own_task,
    "in a callback of the loop": own_callback,
    "for a loop that was never started": idle(lambda loop: None),
    "for a loop that was stopped": idle(lambda loop: loop.run_until_complete(asyncio.sleep(0))),
    "for a closed loop": idle(lambda loop: loop.close()),
}


@trial(rounds=3)
def served(run: Run) -> Any:
    """On three kinds of threads that may wait; with a value, and with values that an `if` drops."""
    value, place = odd_values(run.draw, 3)[0] if run.round else 7, [*PLACES][run.round]
    run.note(wanted=value, place=place)
    return called_in(run, place, run.awaitable("work", gives(value, 1))())


@trial(rounds=4)
def failing(run: Run) -> None:
    """The coroutine raises."""
    kinds = (LookupError("no such thing"), RuntimeError("down"), Mishap("odd"), TimeoutError())
    error = kinds[run.round]
    run.note(due_error=type(error).__name__)
    called_in(run, next(iter(PLACES)), run.awaitable("work", fails(error, 1))())


@trial(rounds=5)
def refused(run: Run) -> None:
    """Where it would wait for ever."""
    place = [*PLACES][3 + run.round]
    run.note(place=place, on_its_loop=run.round < 2)
    called_in(run, place, run.awaitable("work", gives(7, 1))())
    run.note(begun=len(run.journal.calls("work")))
