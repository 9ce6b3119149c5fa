"""Trials of 17.d: threads that set prices, and a loop that publishes and shows them."""

import asyncio
from collections.abc import Callable
from typing import Any

from helpers.grading.doubles import Script, fails, gives
from helpers.grading.draws import errors, names
from helpers.grading.kit import End, Run, trial
from helpers.grading.lines import Caller, first_wrong, spins_end, stopping

__all__ = ["apart", "failing", "overtaking", "sent", "showing", "together"]

ASKED_AT = 1.0  # the second at which a visitor looks at the board


class Site:
    """A board of the learner's, made on the running loop; knows what was published, and where."""

    def __init__(self, run: Run, script: Script) -> None:
        self.run, self.loop = run, asyncio.get_running_loop()
        self.published: list[Any] = []
        double = run.awaitable("publish", script)

        async def publish(name: str, price: Any) -> Any:
            if asyncio.get_running_loop() is not self.loop:
                run.note(elsewhere=True)
            self.published.append(price)
            return await double(name, price)

        publish.__qualname__ = "publish"
        self.board = run.answer(publish)

    def update(self, name: str, price: Any) -> End:
        """Set a price, on the thread that calls this; say how that ended."""
        with spins_end():
            return self.run.ending(self.board.update, name, price)

    async def in_thread(self, name: str, price: Any) -> End:
        """Set a price in a thread."""
        return await asyncio.to_thread(self.update, name, price)

    async def show(self) -> Any:
        """Ask the board."""
        return await self.run.awaited(self.board.show(), "show")


def known(end: End) -> None:
    """Raise again what an update raised, where it was to raise nothing."""
    if end.error:
        raise UpdateFailed(end.said)


class UpdateFailed(Exception):
    """An update raised, where nothing went wrong."""


@trial()
async def sent(run: Run) -> Any:
    """One thread sets a price."""
    run.note(elsewhere=False, due=2.0, wanted={"tea": 3})
    site = Site(run, gives(None, after=2))
    end = await site.in_thread("tea", 3)
    run.note(updated_at=end.at, times=len(site.published))
    if end.error:
        run.failed(end)
        return None
    return await site.show()


@trial(rounds=2)
async def failing(run: Run) -> Any:
    """A price cannot be published."""
    error = errors(run.draw, 2)[run.round]
    run.note(due_error=type(error).__name__, wanted={"tea": 3})
    site = Site(run, fails(error, after=1))
    end = await site.in_thread("tea", 3)
    run.note(said=end.said, raised=end.raised)
    return await site.show()


@trial()
async def showing(run: Run) -> Any:
    """A visitor looks at the board while a price is being published."""
    run.note(wanted={"tea": 3}, asked_at=ASKED_AT)
    site = Site(run, gives(None, after=3))
    feed = asyncio.create_task(site.in_thread("tea", 3), name="feed")
    await asyncio.sleep(ASKED_AT)
    seen = await site.show()
    run.note(shown_at=run.now())
    known(await feed)
    return seen


@trial(rounds=2)
async def together(run: Run) -> Any:
    """Several threads set prices of different names at once."""
    goods = names(run.draw, 6) if run.round else ["tea", "milk"]
    run.note(of=len(goods), due=2.0, wanted=dict.fromkeys(goods, 0))
    site = Site(run, gives(None, after=2))
    for end in await asyncio.gather(*(site.in_thread(name, 0) for name in goods)):
        known(end)
    return await site.show()


@trial()
async def apart(run: Run) -> Any:
    """What show has returned is changed by its caller, and a price is set afterwards."""
    run.note(wanted=[{"tea": 3, "mine": 5}, {"tea": 4}])
    site = Site(run, gives(None))
    known(await site.in_thread("tea", 3))
    seen = await site.show()
    seen["mine"] = 5
    known(await site.in_thread("tea", 4))
    return [dict(seen), dict(await site.show())]


class Overtaking:
    """Two threads set the price of one name: the first stands before a line meanwhile."""

    def __init__(self, site: Site, show: Callable[[], Any], number: int) -> None:
        self.line, others = "", []

        def meanwhile(line: str) -> None:
            self.line = line
            others.append(Caller(site.run, site.board.update, "tea", 2))
            others[0].ended(9)

        def stopped() -> None:
            with stopping(number, meanwhile):
                site.board.update("tea", 1)

        first = Caller(site.run, stopped)
        first.ended()
        self.hangs = not all(each.ended() for each in (first, *others))
        self.published, self.price = list(site.published), None
        if not self.hangs:
            self.price = show().get("tea")
        self.well = not self.hangs and self.published[-1:] == [self.price]


@trial(searches=True)
async def overtaking(run: Run) -> None:
    """Two threads set one price; the first stands before each of its lines for a while."""
    loop = asyncio.get_running_loop()

    def on_loop(coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    async def made() -> Site:
        return Site(run, gives(None, after=1))

    def attempt(number: int) -> Overtaking:
        site = on_loop(made())
        return Overtaking(site, lambda: on_loop(site.show()), number)

    run.note(place="", hangs=False)
    if found := await asyncio.to_thread(first_wrong, run, [()], attempt):
        run.note(place=found.line, hangs=found.hangs)
        run.note(published=found.published, price=found.price)
