"""Trials of 13.d: the four programs, and doubles of the libraries and connection they take."""

import asyncio
import inspect
import threading
from asyncio import events
from collections.abc import Callable, Sequence
from typing import Any

from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import Mishap, errors, names, odd_values, seconds
from helpers.grading.kit import Run, trial

__all__ = ["bill", "failing", "follow", "forms", "many", "page", "table"]

PROGRAMS = ("bill", "page", "follow", "table")
RUN_BY_A_LOOP = ("_run", events.__file__)  # the function that calls a callback or a task's step


def steps_under_way() -> int:
    """Return how many steps of a loop this thread is in, one within the other."""
    frame, found = inspect.currentframe(), 0
    while frame is not None:
        found += (frame.f_code.co_name, frame.f_code.co_filename) == RUN_BY_A_LOOP
        frame = frame.f_back
    return found


def on_a_loop() -> bool:
    """Is a loop running on this thread?"""
    try:
        return bool(asyncio.get_running_loop())
    except RuntimeError:
        return False


class Connection:
    """Belongs to the loop on which it was made; its `get` needs a thread of the default pool."""

    def __init__(self, run: Run, planned: dict[str, Outcome]) -> None:
        self.run, self.loop = run, asyncio.get_running_loop()
        self._get = run.awaitable("get", planned)

    async def get(self, name: str) -> Any:
        """Return what was planned, or raise it."""
        if asyncio.get_running_loop() is not self.loop:
            self.run.note(elsewhere=True)
            raise RuntimeError("this connection is bound to a different event loop")
        if steps_under_way() > 1:
            self.run.note(nested=True)
        value = await self._get(name)
        return await asyncio.to_thread(lambda: value)


class Render:
    """Ordinary code that looks names up; notes how often, and on which kind of thread."""

    def __init__(self, run: Run, names: Sequence[str]) -> None:
        self.run, self.names, self.got = run, names, []
        run.note(calls_of_render=0, on_loop=False, not_ready="")

    def __call__(self, lookup: Callable[[str], Any]) -> list[Any]:
        """Return what was looked up, in order."""
        calls = self.run.noted["calls_of_render"] + 1
        self.run.note(calls_of_render=calls, on_loop=on_a_loop())
        for name in self.names:
            self.got.append(lookup(name))
            awaited(self.run, self.got[-1])
        return self.got


class Feed:
    """A library that calls back on its loop's thread, and drops what it is given."""

    def __init__(self, run: Run, names: Sequence[str]) -> None:
        self.run, self.names = run, names

    async def read(self, on_name: Callable[[str], Any]) -> None:
        """Call `on_name` with a name every half second."""
        for name in self.names:
            await asyncio.sleep(0.5)
            on_name(name)


class Table:
    """Bound to the thread on which it was made; alone knows what it asks, and asks but once."""

    def __init__(self, run: Run, asks: dict[str, str]) -> None:
        self.run, self.asks, self.thread = run, asks, threading.get_ident()

    def fill(self, lookup: Callable[[str], Any]) -> list[str]:
        """Look up a name, then the name that it has for the value, and so on."""
        if threading.get_ident() != self.thread:
            self.run.note(refused=threading.current_thread().name)
            raise RuntimeError("this table is bound to the thread on which it was made")
        self.run.note(fills=self.run.noted["fills"] + 1)
        if self.run.noted["fills"] > 1:
            raise RuntimeError("this table was filled already")
        name, found = self.asks[""], []
        while name:
            found.append(lookup(name))
            awaited(self.run, found[-1])
            name = self.asks.get(found[-1], "")
        return found

    def __reduce_ex__(self, _: Any) -> Any:
        self.run.note(copied=True)
        raise TypeError("a table cannot be copied")


def awaited(run: Run, value: Any) -> None:
    """Refuse a value that is still to be awaited, and note its type."""
    if asyncio.iscoroutine(value) or hasattr(value, "add_done_callback"):
        run.note(not_ready=type(value).__name__)
        value.close() if asyncio.iscoroutine(value) else value.cancel()
        raise TypeError(f"lookup gave an object of type {type(value).__name__}")


def program(run: Run, name: str) -> Any:
    """Return the learner's form of this program; None if there is none."""
    run.note(program=name, elsewhere=False, nested=False)
    return getattr(run.answer(), name, None)


@trial(searches=True)
def forms(run: Run) -> None:
    """Note for which programs there is no form; there is nothing to draw of that."""
    run.note(missing=[name for name in PROGRAMS if program(run, name) is None])


@trial(rounds=2)
async def bill(run: Run) -> Any:
    """A sum of two values, then of many."""
    if (form := program(run, "bill")) is None:
        return None
    cities = names(run.draw, 9)[: 9 if run.round else 2]
    prices = {city: run.draw.randrange(1, 99) for city in cities}
    run.note(wanted=sum(prices.values()))
    planned = {city: gives(price, after=1) for city, price in prices.items()}
    return await run.awaited(form(Connection(run, planned), cities), "bill")


@trial(rounds=2)
async def page(run: Run) -> Any:
    """One page; with values that an `if` takes for nothing, too."""
    if (form := program(run, "page")) is None:
        return None
    found = odd_values(run.draw, 7) if run.round else ["Oslo", 4]
    values = {f"name {number}": value for number, value in enumerate(found)}
    run.note(wanted=found)
    planned = {name: gives(value, after=1) for name, value in values.items()}
    return await run.awaited(form(Connection(run, planned), Render(run, [*values])), "page")


@trial()
async def many(run: Run) -> Any:
    """Far more pages at the same time than the default pool has threads."""
    if (form := program(run, "page")) is None:
        return None
    count = 40
    takes = seconds(run.draw, count, most=3.0)
    run.note(of=count, wanted=count, due=round(2 * max(takes), 6))
    jobs = []
    for number, each in enumerate(takes, start=1):
        planned = {"city": gives(f"city {number}", after=each), "degrees": gives(number, each)}
        jobs.append(run.awaited(form(Connection(run, planned), Render(run, [*planned])), "page"))
    found = await asyncio.gather(*jobs)
    return sum(each == [f"city {number}", number] for number, each in enumerate(found, start=1))


@trial(rounds=2)
async def follow(run: Run) -> Any:
    """Names come every half second, the slowest first; odd values in the second round."""
    if (form := program(run, "follow")) is None:
        return None
    found = odd_values(run.draw, 6) if run.round else [4, 19, 28, 7, 11, 2]
    cities = names(run.draw, len(found))
    takes = [4.0, 2.5, 1.0, 0.5, 3.0, 0.25]
    planned = {c: gives(v, after=t) for c, v, t in zip(cities, found, takes, strict=True)}
    arrivals = [0.5 * number for number in range(1, len(found) + 1)]
    run.note(wanted=found, due=max(map(sum, zip(arrivals, takes, strict=True))), late="")
    try:
        return await run.awaited(form(Connection(run, planned), Feed(run, cities)), "follow")
    finally:
        came = dict(zip(cities, arrivals, strict=True))
        began = {call.args[0]: call.start for call in run.journal.calls("get")}
        late = [city for city in began if began[city] > came[city]]
        if late:
            run.note(late=f"{late[0]} came at {came[late[0]]} s, its get began at {began[late[0]]}")


@trial(rounds=4, raises=True)
async def failing(run: Run) -> Any:
    """In each of three programs a get fails, and in the last round `render` itself."""
    name = ("bill", "page", "follow", "page")[run.round]
    if (form := program(run, name)) is None:
        return None
    error = Mishap("odd") if run.round == 3 else errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)

    def breaks(lookup: Callable[[str], Any]) -> None:
        lookup("Oslo")
        raise error

    planned = {"Oslo": gives(4, after=1) if run.round == 3 else fails(error, after=1)}
    render = breaks if run.round == 3 else Render(run, ["Oslo"])
    takes = {"bill": ["Oslo"], "page": render, "follow": Feed(run, ["Oslo"])}[name]
    return await run.awaited(form(Connection(run, planned), takes), name)


@trial(raises=True)
async def table(run: Run) -> Any:
    """A table that decides by each value what it asks for next."""
    if (form := program(run, "table")) is None:
        return None
    cities, words = names(run.draw, 5), [f"w{number}" for number in run.draw.sample(range(999), 5)]
    asks = dict(zip(["", *words], [*cities, ""], strict=True))
    run.note(refused="", fills=0, copied=False, not_ready="")
    planned = {c: gives(w, after=1) for c, w in zip(cities, words, strict=True)}
    return await run.awaited(form(Connection(run, planned), Table(run, asks)), "table")
