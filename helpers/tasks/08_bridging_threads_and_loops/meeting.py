"""The client of 08.b, and trials in which a fetch and a close meet: in every order of lines."""

import asyncio
import itertools
import threading
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable
from typing import Any

from helpers.grading.doubles import Outcome, Script, gives
from helpers.grading.draws import seconds
from helpers.grading.kit import End, Run, trial
from helpers.patching import Patches

from .crossing import Caller, stopping, watched

__all__ = ["Source", "again", "meeting", "under_way"]

MOST_LINES = 20  # of the answer, before each of which a fetch or a close is stopped
MAP = gives("a map", after=1)


class Source:
    """Makes a client whose calls the run's journal notes; `loops` are those that it ran on."""

    def __init__(self, run: Run, script: Script = MAP, connect: Outcome | None = None) -> None:
        self.run, self.loops = run, []
        self.client = self
        self.fetch = self._on_a_loop(run.awaitable("fetch", script))
        self.close = self._on_a_loop(run.awaitable("close", gives(None, after=0.5)))
        outcome = connect or gives(self, after=0.25)
        self.connect = self._on_a_loop(run.awaitable("connect", outcome))

    def _on_a_loop(self, double: Callable[..., Any]) -> Callable[..., Any]:
        async def call(*args: Any) -> Any:
            if (loop := asyncio.get_running_loop()) not in self.loops:
                self.loops.append(loop)
            return await double(*args)

        call.__qualname__ = double.__qualname__
        return call

    def note(self) -> None:
        """Note where the client's calls ran, and which of them have ended."""
        calls = self.run.journal.calls()
        closes = [each for each in calls if each.what == "close"]
        self.run.note(
            loops=len(self.loops),
            here=any(each.thread.startswith(("MainThread", "caller")) for each in calls),
            connects=sum(each.what == "connect" for each in calls),
            closes=len(closes),
            closed=sum(each.how == "returned" for each in closes),
        )


@trial()
def again(run: Run) -> None:
    """Close twice, then fetch."""
    source = Source(run)
    with watched(run):
        maps = run.answer(source.connect)
        maps.close()
        run.note(twice=run.ending(maps.close).said)
        began, late = run.now(), run.ending(maps.fetch, "Oslo")
    said = "asked the client, and " * bool(run.journal.calls("fetch")) + late.said
    run.note(late_said=said, late=f"{late.raised} after {late.at - began:.1f} s")


@trial()
def under_way(run: Run) -> None:
    """Close while a fetch is under way."""
    at, after = sorted(seconds(run.draw, 2))
    maps = run.answer(Source(run, gives("a map", after=after)).connect)
    fetch = Caller(run, lambda: [maps.fetch("Oslo")])
    time.sleep(at)
    run.note(closing=run.ending(maps.close).said, came=fetch.ended() and is_right(fetch.end))


@trial()
def meeting(run: Run) -> None:
    """A fetch and a close: each stands before each of its lines, while the other one goes on."""
    closing, source = threading.Event(), Source(run)

    def closes(loop: Any) -> None:
        if loop in source.loops:
            closing.set()  # from here on the loop runs nothing any more
            time.sleep(0.01)

    run.note(tried=0, hangs="", place="")
    if not sound(run, source):
        return
    with Patches() as patches:
        patches.before(BaseEventLoop, "close", closes)
        for who, until in (
            ("fetch", lambda _: closing.wait(9)),
            ("fetch", lambda close: close.ended(9)),
            ("close", lambda _: time.sleep(0.5)),
        ):
            for number in range(MOST_LINES):
                closing.clear()
                source.loops.clear()
                if not side_by_side(run, source, who, number, until):
                    break
            if run.noted["hangs"]:
                return


def sound(run: Run, source: Source) -> bool:
    """Does it work as long as nobody closes? Else other rules say what is wrong."""
    maps = run.answer(source.connect)
    value = maps.fetch("Oslo")
    source.note()
    maps.close()
    return value == "a map" and run.noted["loops"] == 1 and not run.noted["here"]


def side_by_side(
    run: Run, source: Source, who: str, number: int, until: Callable[[Caller], Any]
) -> bool:
    """Let one stand before a line while the other begins: was there one, and did both end?"""
    maps = run.answer(source.connect)
    calls = {"fetch": lambda: [maps.fetch("Oslo")], "close": maps.close}
    first, begun = calls.pop(who), []
    [(other, then)] = calls.items()

    def meanwhile(line: str) -> None:
        run.note(tried=run.noted["tried"] + 1, place=line, who=who, other=other)
        begun.append(Caller(run, then))
        until(begun[0])

    def stopped() -> Any:
        with stopping(number, meanwhile):
            return first()

    callers = [Caller(run, stopped)]
    ended = all(caller.ended() for caller in itertools.chain(callers, begun))
    if not begun:
        maps.close()
    elif not ended or not all(is_right(caller.end) for caller in [*callers, *begun]):
        run.note(hangs="gave neither the map nor an error" if ended else "waits for ever")
        return False
    return bool(begun)


def is_right(end: End | None) -> bool:
    """Is it the end of a close, or a fetch that gave the map or raised?"""
    return end is None or bool(end.error) or end.value in (None, ["a map"])
