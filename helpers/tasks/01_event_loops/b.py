"""01.b: call_later for a small loop, run on an exact clock."""

import threading
from functools import partial
from operator import itemgetter
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, rule, trial

from .exact_clock import Clock, Ended

__all__ = ["CHECK"]

LENGTH = 9.0  # of the program, in s of its clock
TURN = 0.001  # what one turn of the loop takes
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
        while True:
            clock.looks = 0
            clock.sleep(TURN)
            program.loop.run_once()
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


TIMERS = """
    A timer is a promise to put a callback into `ready` once its time has come.
    run_once first moves what is due from the heap into `ready`, then does what it did before.
    heapq.heappush in call_later; in run_once: while the first timer's time has come, heappop it."""
NUMBER = """
    heapq compares whole tuples: with equal times it goes on to compare what comes next in them.
    A number that grows with every timer settles each tie, and keeps their order.
    itertools.count() gives such numbers: next(self.numbers)."""
KEEP = "keep (when, number, callback, args) in a heap; in run_once, move those that are due."

# fmt: off
CHECK = check(
    timers,
    rules=(
        rule("TIE_COMPARES_CALLBACKS",
            lambda f: f.timers.error and "'<' not supported" in f.timers.said, """
            promise whatever their callbacks are
            seen    {timers.error.type}: {timers.error.message}
            in your line: {timers.line}
            wanted  two timers may be due at the same moment
            next    put a running number between the time and the callback.""", NUMBER),
        rule("WRONG_THREAD", lambda f: not f.timers.on_loop, f"""
            promise on the loop's own thread
            seen    a callback ran, or waits to run, on another thread than the loop's
            next    {KEEP}""", TIMERS),
        usual.done_twice("timers", "the callback runs once", hints=TIMERS),
        usual.blocks_the_caller("timers", "`call_later` returns at once", hints=TIMERS),
        rule("READY_WAITS", lambda f: f.timers.waited > LATE, """
            promise never waits for a timer
            seen    a callback that call_soon had put into `ready` waited for {timers.waited} s
            next    do not sleep while `ready` has something in it.
            hint    A loop sleeps only when it has nothing to run.
            hint    Before you sleep in run_once, look whether self.ready is empty.
            hint    Sleep for 0 when ready, else until the first timer's time."""),
        rule("NEVER_RUNS", lambda f: f.timers.missing, f"""
            promise the callback runs once
            seen    after {LENGTH:g} s of the loop's clock these had not run: {{timers.missing}}
            next    {KEEP}""", TIMERS),
        rule("TOO_EARLY", lambda f: f.timers.early, """
            promise and not before
            seen    (timer, due at, ran at): {timers.early[0]}
            next    compare a timer's time with time.monotonic() before you run it.""", TIMERS),
        rule("TOO_LATE", lambda f: f.timers.late, """
            promise as soon as `delay` seconds are over
            seen    (timer, due at, ran at): {timers.late[0]}
            next    look at the earliest timer first; a heap keeps it in front.""", TIMERS),
        rule("TIES_SWAPPED", lambda f: f.timers.order, """
            promise in the order of the calls
            seen    two timers for the same moment ran in the opposite order: {timers.order}
            wanted  the one that was asked for first runs first
            next    put a running number between the time and the callback.""", NUMBER),
        usual.arguments_lost("timers", "with `args`"),
    ),
    praise="they ran in this order: {timers.asked}",
)
