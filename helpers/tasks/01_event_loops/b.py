"""01.b: timers of a small loop that can be cancelled, run on an exact clock."""

import threading
from functools import partial
from operator import itemgetter
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.answer import text_of
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


@trial(way="script", real_time=True, rounds=3)
def cancelling(run: Run) -> None:
    """Timers are cancelled at once, by a callback, in the queue, and too late; others go on."""
    clock = Clock(end=LENGTH)
    run.replace(time=clock, monotonic=clock.monotonic, sleep=clock.sleep)
    program = Cancelling(run, run.answer())
    try:
        if not program.begin():
            return
        while True:
            clock.looks = 0
            clock.sleep(TURN)
            program.loop.run_once()
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


TIMERS = """
    A timer is a promise to put a callback into `ready` once its time has come.
    run_once first moves what is due from the heap into `ready`, then does what it did before.
    heapq.heappush in call_later; in run_once: while the first timer's time has come, heappop it."""
NUMBER = """
    heapq compares whole tuples: with equal times it goes on to compare what comes next in them.
    A number that grows with every timer settles each tie, and keeps their order.
    itertools.count() gives such numbers: next(self.numbers)."""
KEEP = "keep (when, number, callback, args) in a heap; in run_once, move those that are due."

HANDLE = """
    Who is to cancel a timer later needs something to say which one: an object of its own.
    Let call_later make an object, put it into the heap, and return it.
    A small class that keeps callback and args, and has a method cancel()."""
FLAG = """
    A timer goes two ways: from the heap into `ready`, and from there to its call.
    A timer that only notes that it was cancelled can stay where it is.
    Put a method of the timer into the heap as the callback; it looks at its flag first."""

# fmt: off
CHECK = check(
    *(timers, cancelling),
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
        rule("NO_HANDLE", lambda f: f.cancelling.no_cancel, """
            promise returns an object with a method
            seen    call_later returned {cancelling.no_cancel}
            next    return an object of a class of your own.""", HANDLE),
        rule("CANCEL_RAISES", lambda f: f.cancelling.failed, """
            promise after the callback has run, does nothing
            seen    {cancelling.failed}
            wanted  no error: there is nothing left to cancel
            next    let cancel() set a flag; that can be done at any time.""", FLAG),
        rule("CANCELLED_RUNS", lambda f: f.cancelling.disobeyed, """
            promise `cancel()` keeps the callback from running
            seen    these ran, although they had been cancelled before their time:
                    {cancelling.disobeyed}
            next    look whether a timer was cancelled before its callback is called.""", FLAG),
        rule("CANCELLED_IN_QUEUE", lambda f: f.cancelling.from_queue, """
            promise also when the timer has been moved into the ready queue already
            seen    two timers were due in the same turn; the first one's callback cancelled the
                    second one, which ran all the same
            next    look at the flag when the callback is called, not when it is moved.""", FLAG),
        rule("OTHERS_LOST", lambda f: f.cancelling.unmoved, """
            promise no other timer is affected
            seen    these had not been cancelled, and have not run: {cancelling.unmoved}
            next    see what your cancel() takes away.""", FLAG),
        rule("OTHERS_MOVED", lambda f: f.cancelling.moved, """
            promise no other timer is affected
            seen    after some timers had been cancelled, the others ran in another order than that
                    of their times, or twice
            next    a list is a heap only as long as heapq alone adds and removes its entries.""",
            FLAG),
    ),
    praise="they ran in this order: {timers.asked}",
    version=3,
)
