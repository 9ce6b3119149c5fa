"""What the checks of exercise 16 share: sensors, when each is to be read, and a client for them."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from helpers.bridge import Mailbox
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import names, odd_values, seconds
from helpers.grading.journal import Noted
from helpers.grading.kit import Run
from helpers.patching import Patches

__all__ = ["CLOSE", "LONG", "Network", "note_calls", "script_of", "surveyed", "teller", "watched"]

PLACES, PAUSE, CLOSE = 2, 0.5, 0.25  # sensors at once; seconds between two asks, and of a close
LONG = 60.0  # seconds in which any answer has ended
Script = dict[str, list[Outcome]]
DOWN, OFF = OSError("no line"), TimeoutError("no power")


def script_of(run: Run) -> Script:
    """Return what each sensor answers, ask by ask: plain values first, odd and drawn ones later."""
    if run.round == 0:
        return {
            "roof": [gives(3, 0.7)],
            "cellar": [fails(DOWN, 0.3), gives(11, 0.4)],
            "garden": [gives(4, 1.7)],
            "street": [fails(OFF, 0.2)] * 3,
            "tower": [gives(5, 1.1)],
        }
    found, takes = names(run.draw, 7), iter(seconds(run.draw, 21, most=1.0))
    script: Script = {}
    for sensor, value in zip(found, odd_values(run.draw, 7), strict=True):
        failures = run.draw.choice((0, 0, 1, 2, 3))
        outcomes = [fails(OSError(f"no line to {sensor}"), next(takes)) for _ in range(failures)]
        script[sensor] = outcomes if failures == 3 else [*outcomes, gives(value, next(takes))]
    return script


def wanted(script: Script) -> dict[str, Any]:
    """Return the value of each sensor."""
    last = {sensor: outcomes[-1] for sensor, outcomes in script.items()}
    return {name: str(each.error) if each.error else each.value for name, each in last.items()}


def planned(script: Script) -> dict[str, float]:
    """Return when each sensor is to be begun: in order, as soon as a place is free."""
    free, begun = [0.0] * PLACES, {}
    for sensor, outcomes in script.items():
        begun[sensor] = round(min(free), 6)
        takes = sum(each.after for each in outcomes) + PAUSE * (len(outcomes) - 1)
        free[free.index(min(free))] = begun[sensor] + takes
    return begun


def teller(run: Run) -> Callable[[int], None]:
    """Return a `tell`, which notes each of its calls."""
    return lambda done: [run.journal.note("tell", done)] and None


@contextlib.contextmanager
def watched(run: Run) -> Iterator[None]:
    """Note as `crossings` and `started` how often a loop thread was called, and threads begun."""
    run.note(crossings=0, started=0)

    def crossed(*_: Any) -> None:
        run.note(crossings=run.noted["crossings"] + 1)

    def begun(*_: Any) -> None:
        run.note(started=run.noted["started"] + 1)

    with Patches() as patches:
        patches.before(Mailbox, "post", crossed)
        patches.before(asyncio, "run_coroutine_threadsafe", crossed)
        patches.before(threading.Thread, "start", begun)
        yield


def surveyed(run: Run, survey: Callable[[Script], Any], close: float = 0.0) -> Any:
    """Have `survey` read what a script holds, and note what was due; return what it returns."""
    script = script_of(run)
    run.note(wanted=wanted(script), of=PLACES, limit=PLACES)
    run.note(to_ask=[sensor for sensor, outcomes in script.items() for _ in outcomes])
    begun = planned(script)
    ends = [
        begun[sensor] + sum(each.after for each in outcomes) + PAUSE * (len(outcomes) - 1)
        for sensor, outcomes in script.items()
    ]
    run.note(due=round(max(ends) + close, 6), begins=begun, sensors=list(script))
    with watched(run):
        return survey(script)


def note_calls(run: Run) -> None:
    """Note what the calls of `ask` and `tell` tell: pauses, order, and when each told how many."""
    calls: dict[str, list[Noted]] = {}
    for call in run.journal.calls("ask"):
        calls.setdefault(call.args[0], []).append(call)
    pauses = [
        round(second.start - first.end, 6)
        for each in calls.values()
        for first, second in pairwise(each)
        if first.end is not None
    ]
    free = run.noted["begins"]
    late = [
        f"{sensor!r} was begun at {each[0].start} s; a place was free at {free[sensor]} s"
        for sensor, each in calls.items()
        if each[0].start > free.get(sensor, LONG)
    ]
    run.note(pauses=sorted({pause for pause in pauses if pause != PAUSE}), idle="".join(late[:1]))
    run.note(order=list(calls), threads=sorted({call.thread for call in run.journal.calls("ask")}))
    ends = {sensor: each[-1].end or LONG for sensor, each in calls.items()}
    _note_tells(run, ends)


def _note_tells(run: Run, ends: dict[str, float]) -> None:
    told = [note for note in run.journal.notes() if note.what == "tell"]
    last = max(ends.values(), default=0.0)
    due = [[float(at), sum(end < at for end in ends.values())] for at in range(1, int(last) + 1)]
    came = [[note.start, note.args[0]] for note in told]
    late = [each for each in came[len(due) :] if each[0] < last]
    right = came[: len(due)] == due and not late
    run.note(told=came, due_to_tell=due, told_right=right)
    run.note(told_on_a_thread=sorted({note.thread for note in told if not note.on_loop}))


class Network:
    """The network behind `connect`: its client notes on which loops it is used, and its close."""

    def __init__(self, run: Run, script: Script, error: Exception | None = None) -> None:
        self.run, self.error = run, error
        self.asked = run.awaitable("ask", script)
        self.loops: list[asyncio.AbstractEventLoop] = []
        run.note(connects=0, closes=0, closed=0, loops=0, here=False, elsewhere="")
        self.home = threading.current_thread()

    async def connect(self) -> "Client":
        """Return a client, or raise the error; takes no time."""
        self.run.note(connects=self.run.noted["connects"] + 1)
        self.used()
        if self.error:
            raise self.error
        return Client(self)

    def used(self) -> asyncio.AbstractEventLoop:
        """Note on which loop, and on whose thread, something of it is used."""
        loop = asyncio.get_running_loop()
        if loop not in self.loops:
            self.loops.append(loop)
        self.run.note(loops=len(self.loops))
        if threading.current_thread() is self.home:
            self.run.note(here=True)
        return loop


class Client:
    """What `connect` returns; it belongs to the loop on which it was made."""

    def __init__(self, network: Network) -> None:
        self.network, self.loop = network, asyncio.get_running_loop()

    async def ask(self, sensor: str) -> Any:
        """Answer as the script says."""
        self._bound("ask")
        return await self.network.asked(sensor)

    async def close(self) -> None:
        """Close, which takes some time."""
        run = self.network.run
        self._bound("close")
        run.note(closes=run.noted["closes"] + 1)
        await asyncio.sleep(CLOSE)
        run.note(closed=run.noted["closed"] + 1)

    def _bound(self, what: str) -> None:
        if self.network.used() is not self.loop:
            self.network.run.note(elsewhere=what)
            raise RuntimeError("this client is bound to a different event loop")
