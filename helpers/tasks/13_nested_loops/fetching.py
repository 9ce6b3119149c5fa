"""Trials of 13.b: the library's callers on several kinds of threads, and its client."""

import asyncio
import warnings
from typing import Any

from helpers.grading.doubles import Outcome, Script, fails, gives
from helpers.grading.draws import errors, names, odd_values
from helpers.grading.kit import Run, trial
from helpers.grading.lines import Caller

__all__ = ["failing", "in_cell", "ordinary", "together"]


class Source:
    """Makes a client; notes, until the trial is `done`, on which loops its calls ran, and ended."""

    def __init__(self, run: Run, script: Script) -> None:
        self.run, self.loops, self.closed = run, set(), 0
        self._fetch = run.awaitable("fetch", script)
        self._connect = run.awaitable("connect", gives(self, after=0.25))
        self._close = run.awaitable("close", gives(None, after=0.5))

    async def connect(self) -> Any:
        """Return the client, which is this object."""
        self._seen()
        return await self._connect()

    async def fetch(self, city: str) -> Any:
        """Return what was planned."""
        self._seen()
        return await self._fetch(city)

    async def close(self) -> None:
        """Note when it has ended."""
        self._seen()
        await self._close()
        self.closed += 1
        self._seen(after=True)

    def _seen(self, after: bool = False) -> None:
        if not after:
            self.loops.add(asyncio.get_running_loop())
        if not self.run.noted.get("done"):
            connects = len(self.run.journal.calls("connect")) + (not self.run.journal.calls())
            self.run.note(loops=len(self.loops), connects=connects, closed=self.closed)


@trial(rounds=2)
def ordinary(run: Run) -> Any:
    """Fetch twice on a thread without a loop; with a value that an `if` takes for nothing, too."""
    wanted = odd_values(run.draw, 7)[0] if run.round else "4 °C"
    run.note(wanted=wanted, closed=0, fetched=False)
    weather = run.answer(Source(run, gives(wanted, after=1)).connect)
    value = weather.fetch("Oslo")
    weather.fetch("Lima")
    run.note(fetched=True)
    weather.close()
    run.note(done=True)
    return value


@trial(way="cell")
def in_cell(run: Run) -> Any:
    """The same on a thread where a loop is running; note what it warns of."""
    run.note(wanted="4 °C")
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        weather = run.answer(Source(run, gives("4 °C", after=1)).connect)
        value = weather.fetch("Oslo")
        weather.close()
    kinds = [each for each in warned if "never awaited" not in str(each.message)]
    run.note(warned=str(kinds[0].message)[:80] if kinds else "")
    return value


@trial(rounds=2)
def failing(run: Run) -> None:
    """The client raises errors of several kinds."""
    error = errors(run.draw, 2)[run.round]
    weather = run.answer(Source(run, fails(error, after=1)).connect)
    end = run.ending(weather.fetch, "Atlantis")
    weather.close()
    run.note(said=end.said, raised=end.raised, due_error=type(error).__name__)


@trial()
def together(run: Run) -> Any:
    """Many threads fetch at the same time."""
    cities = names(run.draw, 40)
    planned: dict[str, Outcome] = {city: gives(f"{city}: 4 °C", after=2) for city in cities}
    run.note(wanted=[f"{city}: 4 °C" for city in cities], of=len(cities))
    weather = run.answer(Source(run, planned).connect)
    callers = [Caller(run, weather.fetch, city) for city in cities]
    found = [caller.outcome() for caller in callers]
    weather.close()
    return found
