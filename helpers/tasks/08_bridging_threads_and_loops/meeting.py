"""Trials of 08.d: its client, who uses it, and a fetch and a close in every order of lines."""

import asyncio
import threading
import time
from asyncio.base_events import BaseEventLoop
from collections import Counter
from collections.abc import Callable
from typing import Any

from helpers.grading.doubles import Outcome, Script, fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, trial
from helpers.grading.lines import Caller, first_wrong, stopping
from helpers.patching import Patches

from .crossing import watched

__all__ = ["again", "failing", "fetching", "meeting", "refused", "together", "under_way"]

MAP = gives("a map", after=1)


class Source:
    """Makes a client; notes, until the trial is `done`, where its calls ran, and how many ended."""

    def __init__(self, run: Run, script: Script = MAP, connect: Outcome | None = None) -> None:
        self.run, self.here = run, False
        self.loops: set[asyncio.AbstractEventLoop] = set()
        self.begun, self.ended = Counter[str](), Counter[str]()
        self.fetch = self._double("fetch", script)
        self.close = self._double("close", gives(None, after=0.5))
        self.connect = self._double("connect", connect or gives(self, after=0.25))

    def _double(self, name: str, script: Script) -> Callable[..., Any]:
        double = self.run.awaitable(name, script)

        async def call(*args: Any) -> Any:
            self.loops.add(asyncio.get_running_loop())
            self.here |= threading.current_thread().name.startswith(("MainThread", "caller"))
            self.begun[name] += 1
            self._note()
            value = await double(*args)
            self.ended[name] += 1
            self._note()
            return value

        call.__qualname__ = name
        return call

    def _note(self) -> None:
        if not self.run.noted.get("done"):
            self.run.note(loops=len(self.loops), here=self.here, connects=self.begun["connect"])
            self.run.note(closes=self.begun["close"], closed=self.ended["close"])


@trial(rounds=2)
def fetching(run: Run) -> Any:
    """Fetch on one thread, and close; with values that an `if` takes for nothing, too."""
    wanted = odd_values(run.draw, 7)[0] if run.round else "map of Oslo"
    run.note(wanted=wanted, fetched=False)
    with watched(run):
        maps = run.answer(Source(run, gives(wanted, after=1)).connect)
        value = maps.fetch("Oslo")
        maps.fetch("Bonn")
        run.note(fetched=True)
        maps.close()
        run.note(done=True)
    return value


@trial(rounds=2)
def failing(run: Run) -> None:
    """The client raises errors of several kinds."""
    error = errors(run.draw, 2)[run.round]
    with watched(run):
        maps = run.answer(Source(run, fails(error, after=1)).connect)
        end = run.ending(maps.fetch, "Atlantis")
        maps.close()
    run.note(said=end.said, raised=end.raised, due_error=type(error).__name__)


@trial(rounds=2)
def together(run: Run) -> Any:
    """Two threads fetch at the same time; then as many as no pool has."""
    asked = names(run.draw, 60) if run.round else ["Lima", "Rome"]
    source = Source(run, {name: gives(f"map of {name}", after=2) for name in asked})
    run.note(wanted=[f"map of {name}" for name in asked], of=len(asked))
    with watched(run):
        maps = run.answer(source.connect)
        callers = [Caller(run, maps.fetch, name) for name in asked]
        found = [caller.outcome() for caller in callers]
        run.note(done=True)
        maps.close()
    return found


@trial()
def refused(run: Run) -> None:
    """The server is down."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    end = run.ending(run.answer, Source(run, connect=fails(error, after=0.25)).connect)
    run.note(said=end.said, raised=end.raised, done=True)


@trial()
def again(run: Run) -> None:
    """Close twice, then fetch."""
    source = Source(run)
    with watched(run):
        maps = run.answer(source.connect)
        maps.close()
        run.note(twice=run.ending(maps.close).said)
        began, late = run.now(), run.ending(maps.fetch, "Oslo")
    said = "asked the client, and " * bool(source.begun["fetch"]) + late.said
    run.note(late_said=said, late=f"{late.raised} after {late.at - began:.1f} s")


@trial()
def under_way(run: Run) -> None:
    """Close while a fetch is under way."""
    at, after = sorted(seconds(run.draw, 2))
    maps = run.answer(Source(run, gives("a map", after=after)).connect)
    fetch = Caller(run, maps.fetch, "Oslo")
    time.sleep(at)
    run.note(closing=run.ending(maps.close).said, came=came(fetch, "a map"))


def came(caller: Caller, value: Any) -> bool:
    """Did the call end, with this value or an error? A cancellation leaves no end."""
    return caller.ended() and (
        not caller.end or bool(caller.end.error) or caller.end.value == value
    )


class Meeting:
    """A fetch and a close of one client: the first stands before a line, while the other begins."""

    def __init__(self, run: Run, maps: Any, first: str, until: Any, number: int) -> None:
        calls, self.line = {"fetch": (maps.fetch, "Oslo"), "close": (maps.close,)}, ""
        values, others = {"fetch": "a map", "close": None}, []
        [other] = calls.keys() - {first}

        def meanwhile(line: str) -> None:
            self.line = line
            others.append(Caller(run, *calls[other]))
            until(others[0])

        def stopped(function: Callable[..., Any], *args: Any) -> Any:
            with stopping(number, meanwhile):
                return function(*args)

        caller = Caller(run, stopped, *calls[first])
        well = [came(caller, values[first]), *(came(each, values[other]) for each in others)]
        self.well = all(well)
        if not self.line:
            maps.close()
        hangs = any(each.is_alive() for each in (caller, *others))
        self.how = "waits for ever" if hangs else "gave neither the map nor an error"
        self.seen = dict(place=self.line, who=first, other=other)


@trial(searches=True)
def meeting(run: Run) -> None:
    """A fetch and a close: each stands before each of its lines, while the other one goes on."""
    closing, source = threading.Event(), Source(run)

    def closes(loop: Any) -> None:
        if loop in source.loops:
            closing.set()  # from here on the loop runs nothing any more
            time.sleep(0.01)

    def attempt(*stop: Any) -> Meeting:
        closing.clear()
        source.loops.clear()
        return Meeting(run, run.answer(source.connect), *stop)

    stops = (
        ("fetch", lambda _: closing.wait(9)),
        ("fetch", lambda close: close.ended(9)),
        ("close", lambda _: time.sleep(0.5)),
    )
    run.note(hangs="")
    with Patches() as patches:
        patches.before(BaseEventLoop, "close", closes)
        if found := first_wrong(run, stops, attempt):
            run.note(hangs=found.how, **found.seen)
