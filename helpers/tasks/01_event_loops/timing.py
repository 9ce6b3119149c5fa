"""The programs of 01.b: timers that make others, timers that are cancelled, on an exact clock."""

import threading
from functools import partial
from operator import itemgetter
from typing import Any

from helpers.grading.answer import text_of
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, trial

from .exact_clock import Clock, Ended, run_to_the_end

__all__ = ["LATE", "LENGTH", "cancelling", "timers"]

LENGTH = 9.0  # of the program, in s of its clock
LATE = 0.05  # more than the turns take in which a timer becomes due and is run
PLAIN = {"late": 0.6, "early": 0.2, "middle": 0.4, "middle 2": 0.4, "at once": 0.0}


class Program:
    """Timers, half of which are made by the callbacks of others; notes when each one ran."""

    def __init__(self, loop: Any, clock: Clock) -> None:
        self.loop, self.clock, self.here = loop, clock, threading.get_ident()
        self.due: dict[str, float] = {}
        self.ran: list[tuple[str, float]] = []
        self.got: list[list[Any]] = []
        self.held, self.soon, self.on_loop = 0.0, 0.0, True

    def later(self, delay: float, name: str, child: float | None = None) -> None:
        """Call call_later; the callback makes another timer if `child`, a delay, is given."""
        began, self.clock.looks = self.clock.now, 0
        self.due[name] = round(self.clock.since() + delay, 6)
        try:
            self.loop.call_later(delay, partial(self.fire, name, child), name, len(self.due))
        finally:
            self.held = max(self.held, round(self.clock.now - began, 6))

    def fire(self, name: str, child: float | None, *args: object) -> None:
        """What a timer calls: note that, and how long a callback then waits in the queue."""
        self.ran.append((name, self.clock.since()))
        self.got.append([name, *args])
        self.on_loop = self.on_loop and threading.get_ident() == self.here
        self.ready()
        if child is not None:
            self.later(child, f"{name}, then {child}")

    def ready(self) -> None:
        """Put a callback into the queue, and note how long it waits there."""
        asked = self.clock.since()

        def call() -> None:
            self.soon = max(self.soon, round(self.clock.since() - asked, 6))

        self.loop.call_soon(call)


@trial(way="script", real_time=True, rounds=3)
def timers(run: Run) -> None:
    """Five timers; then forty with other times, and ties among them."""
    clock, before = Clock(end=LENGTH), set(threading.enumerate())
    run.replace(time=clock, monotonic=clock.monotonic, sleep=clock.sleep)
    program = Program(run.answer(), clock)
    delays = PLAIN
    if run.round:
        delays = {f"timer {n}": each for n, each in enumerate(seconds(run.draw, 40, most=4) * 2)}
    try:
        program.ready()
        for number, (name, delay) in enumerate(delays.items()):
            program.later(delay, name, child=None if number % 2 else 0.3)
        run_to_the_end(program.loop, clock)
    except Ended:
        pass
    on_loop = program.on_loop and before.issuperset(threading.enumerate())
    names, times = [name for name, _ in program.ran], dict(program.ran)
    off = [(name, due, times[name]) for name, due in program.due.items() if name in times]
    places = [names.index(name) for name, *_ in sorted(off, key=itemgetter(1))]
    run.note(waited=program.soon, on_loop=on_loop, asked=names)
    run.note(held_caller=program.held if program.held > LATE else 0.0)
    run.note(missing=[name for name in program.due if name not in times])
    run.note(early=[each for each in off if each[2] < each[1]][:1])
    run.note(late=[each for each in off if each[2] > each[1] + LATE][:1])
    run.note(order=names if places != sorted(places) else [], got=next(iter(program.got), []))
    run.note(sent=next(([name, name, [*program.due].index(name) + 1] for name in names), []))


@trial(way="script", real_time=True, rounds=3)
def cancelling(run: Run) -> None:
    """Timers are cancelled at once, by a callback, in the queue, and too late; others go on."""
    clock = Clock(end=LENGTH)
    run.replace(time=clock, monotonic=clock.monotonic, sleep=clock.sleep)
    program = Cancelling(run, run.answer())
    try:
        if not program.begin():
            return
        run_to_the_end(program.loop, clock)
    except Ended:
        pass
    ran, wanted = program.ran, program.wanted()
    run.note(disobeyed=[name for name in ran if name not in wanted and name != IN_QUEUE][:3])
    run.note(from_queue=IN_QUEUE in ran, failed=next(iter(program.failed), ""))
    run.note(unmoved=[name for name in wanted if name not in ran][:3])
    run.note(moved=[name for name in ran if name in wanted] != wanted)


IN_QUEUE = "second of two"
PLAN = {  # by name: its delay, and the timers that its callback cancels
    "cancelled at once": (0.2, ()),
    "first of two": (0.4, (IN_QUEUE, "cancelled in time")),
    IN_QUEUE: (0.4, ()),
    "cancelled in time": (0.6, ()),
    "third": (0.8, ("first of two", "cancelled at once")),
    "last": (1.0, ()),
}


class Cancelling:
    """Timers, some of which are cancelled; notes which of them ran, and what cancel() raised."""

    def __init__(self, run: Run, loop: Any) -> None:
        self.run, self.loop, self.plan = run, loop, dict(PLAN)
        self.ran: list[str] = []
        self.failed: list[str] = []
        self.cancelled = {"cancelled at once", IN_QUEUE, "cancelled in time"}
        if run.round:
            delays = run.draw.sample(range(110, 300), 40)
            self.plan |= {f"timer {n}": (each / 100, ()) for n, each in enumerate(delays)}
            self.cancelled |= {f"timer {n}" for n in range(0, 40, 2)}

    def begin(self) -> bool:
        """Make the timers, and cancel some at once; False if there is nothing to cancel by."""
        self.timers = {
            name: self.loop.call_later(delay, self.fire, name)
            for name, (delay, _) in self.plan.items()
        }
        odd = [each for each in self.timers.values() if not callable(getattr(each, "cancel", None))]
        self.run.note(no_cancel=text_of(odd[0]) if odd else "")
        if not odd:
            for name in sorted(self.cancelled - {IN_QUEUE, "cancelled in time"}):
                self.cancel(name)
        return not odd

    def fire(self, name: str) -> None:
        """What a timer calls: note it, and cancel what it is to cancel."""
        self.ran.append(name)
        for other in self.plan[name][1]:
            self.cancel(other)

    def cancel(self, name: str) -> None:
        """Cancel a timer, and note the error, if it raises one."""
        end = self.run.ending(self.timers[name].cancel)
        if end.error:
            self.failed.append(f"cancel() of {name!r} {end.said}")

    def wanted(self) -> list[str]:
        """Return the timers that are to run, in the order of their times."""
        kept = [name for name in self.plan if name not in self.cancelled]
        return sorted(kept, key=lambda name: self.plan[name][0])
