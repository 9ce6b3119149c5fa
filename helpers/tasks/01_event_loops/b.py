"""01.b: timers of a small loop that can be cancelled, run on an exact clock."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .timing import LATE, LENGTH, cancelling, timers

__all__ = ["CHECK"]

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
