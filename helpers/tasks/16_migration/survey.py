"""The trials of 16.d: surveys that end, are cancelled or fail, a face, and reads side by side."""

import asyncio
from collections.abc import Callable
from typing import Any

from helpers.grading.draws import Mishap
from helpers.grading.kit import Run, orders, trial

from .network import CLOSE, LONG, Network, note_calls, script_of, surveyed, teller, watched

__all__ = ["cancelled", "face", "failing", "nothing", "reading", "refused", "surveying"]


def station_of(run: Run, script: Any, **more: Any) -> Any:
    """Return the answer's station, with a network that answers as the script says."""
    tell = more.pop("tell", teller(run))
    return run.answer(Network(run, script, **more).connect, tell)


@trial(rounds=3, horizon=LONG)
async def surveying(run: Run) -> Any:
    """Five sensors, some of which fail; then drawn ones, with odd values."""

    async def survey(script: Any) -> Any:
        station = station_of(run, script)
        with watched(run):
            values = await run.awaited(station.survey_async(list(script)), "survey_async")
        run.note(counted=station.asked, asks=len(run.journal.calls("ask")))
        return values

    try:
        return await surveyed(run, survey, close=CLOSE)
    finally:
        note_calls(run)


@trial()
async def nothing(run: Run) -> Any:
    """There is no sensor."""
    run.note(wanted={})
    return await run.awaited(station_of(run, {}).survey_async([]), "survey_async")


def slow_to_end(run: Run) -> Any:
    """Return a script whose asks clean up for some time when they are cancelled."""
    script = script_of(run)
    return {name: [each._replace(cleanup=0.3) for each in all_] for name, all_ in script.items()}


@trial(cancel_at=(0.2, 0.5, 1.9, 3.3), raises=True, horizon=LONG)
async def cancelled(run: Run) -> Any:
    """It is cancelled while it asks and while it pauses."""
    script = slow_to_end(run)
    run.note(clients=1)
    return await run.awaited(station_of(run, script).survey_async(list(script)), "survey_async")


def raising(error: Exception) -> Callable[[int], None]:
    """Return a `tell` that raises."""

    def tell(done: int) -> None:
        raise error

    return tell


@trial(rounds=2, raises=True, horizon=LONG)
async def failing(run: Run) -> Any:
    """`tell` raises; then `connect` does."""
    script, error = slow_to_end(run), (LookupError("no screen"), Mishap("no network"))[run.round]
    run.note(due_error=type(error).__name__, who=("tell", "connect")[run.round])
    run.note(clients=1 - run.round)
    more = {"error": error} if run.round else {"tell": raising(error)}
    station = station_of(run, script, **more)
    return await run.awaited(station.survey_async(list(script)), "survey_async")


@trial(horizon=LONG)
def face(run: Run) -> Any:
    """Ordinary code calls `survey`."""
    return surveyed(run, lambda script: station_of(run, script).survey(list(script)), close=CLOSE)


@trial(way="cell", horizon=LONG)
def refused(run: Run) -> None:
    """Ordinary code calls `survey` on a thread where a loop runs."""
    script = script_of(run)
    end = run.ending(station_of(run, script).survey, list(script))
    run.note(said=end.said, raised=end.raised, after=end.at)


class Reads:
    """A station that several tasks let read, and a client that counts what it is asked."""

    def __init__(self, run: Run) -> None:
        self.station, self.asked = run.answer(None, None), 0

    async def ask(self, sensor: str) -> int:
        """Answer in the next turn of the loop."""
        self.asked += 1
        await asyncio.sleep(0)
        return len(sensor)


async def one(reads: Reads) -> None:
    """Read a sensor."""
    await reads.station.read(reads, "roof")


async def two(reads: Reads) -> None:
    """Read two sensors, one after the other."""
    for sensor in ("cellar", "garden"):
        await reads.station.read(reads, sensor)


@orders(one, two, right=lambda reads: reads.station.asked == reads.asked, tasks=True)
def reading(run: Run) -> Reads:
    """Two tasks read three sensors, in every order of their steps."""
    return Reads(run)
