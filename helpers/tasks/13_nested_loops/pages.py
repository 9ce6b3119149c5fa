"""Trials of 13.d: ordinary code that looks values up, and the connection that has them."""

import asyncio
import threading
from typing import Any

from helpers.grading.draws import Mishap, odd_values, seconds
from helpers.grading.kit import Run, trial

__all__ = ["cancelled", "filled", "get_fails", "many", "render_fails"]

NAMES = ("city", "degrees")


class Connection:
    """Belongs to the loop on which it was made; its `get` needs a thread of the default pool."""

    def __init__(
        self, values: dict[str, Any], takes: float = 1.0, error: Exception | None = None
    ) -> None:
        self.loop, self.values, self.takes = asyncio.get_running_loop(), values, takes
        self.error, self.elsewhere = error, 0

    async def get(self, name: str) -> Any:
        """Return the value, or raise the error."""
        if asyncio.get_running_loop() is not self.loop:
            self.elsewhere += 1
            raise RuntimeError("this connection is bound to a different event loop")
        await asyncio.sleep(self.takes)
        if self.error:
            raise self.error
        return await asyncio.to_thread(self.values.get, name)


class Page:
    """Ordinary code that looks names up; knows where it was called, and when it had ended."""

    def __init__(self, run: Run, names: tuple[str, ...] = NAMES) -> None:
        self.run, self.names, self.calls, self.on_loop = run, names, 0, False
        self.got: list[Any] = []
        self.over = threading.Event()

    def __call__(self, lookup: Any) -> Any:
        self.calls += 1
        try:
            asyncio.get_running_loop()
            self.on_loop = True
        except RuntimeError:
            pass
        self.run.note(calls_of_render=self.calls, render_on_loop=self.on_loop)
        try:
            for name in self.names:
                self.got.append(lookup(name))
            return list(self.got)
        finally:
            self.over.set()


@trial(rounds=2)
async def filled(run: Run) -> Any:
    """One page, while a heart beats; with values that an `if` takes for nothing, too."""
    found = odd_values(run.draw, 7) if run.round else ["Oslo", 4]
    values = {f"name {number}": value for number, value in enumerate(found)}
    connection, page = Connection(values), Page(run, (*values,))
    run.note(wanted=found, calls_of_render=0, render_on_loop=False)
    try:
        return await run.call(page, connection)
    finally:
        waiting = [each for each in page.got if hasattr(each, "add_done_callback")]
        waiting += [each for each in page.got if asyncio.iscoroutine(each)]
        for each in waiting:
            each.close() if asyncio.iscoroutine(each) else each.cancel()
        kinds = type(waiting[0]).__name__ if waiting else ""
        run.note(elsewhere=connection.elsewhere, not_ready=kinds)


@trial(rounds=2, raises=True)
async def get_fails(run: Run) -> Any:
    """A get raises, and render lets the error pass."""
    error = (LookupError("no city"), Mishap("odd"))[run.round]
    run.note(due_error=type(error).__name__)
    return await run.call(Page(run), Connection({}, error=error))


@trial(raises=True)
async def render_fails(run: Run) -> Any:
    """Render itself raises."""

    def page(lookup: Any) -> None:
        lookup("city")
        raise Mishap("odd")

    run.note(due_error="Mishap")
    return await run.call(page, Connection({"city": "Oslo"}))


@trial()
async def many(run: Run) -> Any:
    """Far more fills at the same time than the default pool has threads."""
    count = 40
    takes = seconds(run.draw, count, most=3.0)
    run.note(of=count, wanted=count, due=round(2 * max(takes), 6))
    jobs = []
    for number, each in enumerate(takes, start=1):
        connection = Connection({"city": f"city {number}", "degrees": number}, each)
        jobs.append(run.call(Page(run), connection))
    found = await asyncio.gather(*jobs)
    return sum(each == [f"city {number}", number] for number, each in enumerate(found, start=1))


@trial()
async def cancelled(run: Run) -> None:
    """Cancelled while a get is under way."""
    page = Page(run)
    connection = Connection({"city": "Oslo", "degrees": 4}, 5.0)
    job = asyncio.ensure_future(run.call(page, connection))
    await asyncio.sleep(1)
    job.cancel()
    end = await run.ended(job)
    run.note(end_said=end.said, end_raised=end.raised, ended_at=end.at, page_over=False)
    await asyncio.sleep(20)
    run.note(page_over=page.over.is_set())
