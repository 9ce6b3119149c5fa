"""12.b: a worker thread that may be called from its own calls."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .workers import alone, failing, many, nested, passed

__all__ = ["CHECK"]

WHERE = """
    A thread that waits for its own queue waits for itself: nobody else reads that queue.
    Before anything is put, ask whether this thread is the worker's own.
    threading.current_thread() compared with the thread that you keep; if it is the same, call."""
ANSWER = """
    Each call needs a place of its own for its answer, be it a value or an error.
    A concurrent.futures.Future is such a place: one side sets it, the other waits in result().
    In the worker's loop: try the call, set the result; except, set the exception."""
CLOSE = """
    A thread ends when its function returns; somebody has to tell it that there is no more.
    Put something into the queue that no caller can put, and join the thread.
    close(): put None, join; the loop ends when it gets None"""
ONE = """
    All calls run on one thread, so that no two of them are ever under way at once.
    A lock does not make a thread: who calls on the thread of the caller is elsewhere.
    One queue, one thread that reads it, made in __init__."""
NESTED = "A call may call again"

# fmt: off
CHECK = check(
    *(alone, passed, failing, nested, many),
    rules=(
        rule("ON_THE_CALLER", lambda f: f.alone.on_caller, """
            promise on the worker's thread
            seen    the function ran on the thread of its caller
            next    call it yourself only if you are on the worker's thread already.""", ONE),
        rule("SEVERAL_THREADS", lambda f: f.alone.threads > 1, """
            promise on the worker's thread
            seen    three calls ran on {alone.threads} threads
            next    make one thread, in __init__, for all calls.""", ONE),
        rule("LEFT_BEHIND", lambda f: f.alone.deadlock and f.alone.closed, """
            promise the thread has ended and nothing is left
            seen    after close() a thread still waits, for ever:
                    {alone.waits}
            next    tell the thread to end, and wait for that.""", CLOSE),
        usual.deadlock("alone", "returns what the function returns", hints=ANSWER),
        usual.zero_lost("alone", "returns what the function returns"),
        usual.no_result("alone passed", "returns what the function returns", hints=ANSWER),
        rule("DIES_OF_AN_ERROR", lambda f: f.failing.deadlock, """
            promise raises what it raises
            seen    a function raised; from then on nothing can ever happen again:
                    {failing.waits}
            next    catch the error on the worker's thread, and hand it to the caller.""", ANSWER),
        rule("ERROR_LOST", lambda f: f.failing.came != f.failing.due_error, """
            promise raises what it raises
            seen    the function raised {failing.due_error}; call {failing.first}
            wanted  {failing.due_error} comes out of call
            next    keep the error where the result would be kept.""", ANSWER),
        usual.no_result("failing", "returns what the function returns", hints=ANSWER),
        rule("WAITS_FOR_ITSELF", lambda f: f.nested.deadlock, f"""
            promise {NESTED}
            seen    a function that runs on the worker's thread calls the worker:
                    {{nested.waits}}
            next    ask on which thread `call` is before it waits.""", WHERE),
        rule("ANOTHER_THREAD", lambda f: f.nested.threads > 1, f"""
            promise {NESTED}
            seen    a call and the calls within it ran on {{nested.threads}} threads
            wanted  one thread, the worker's
            next    what is called on the worker's thread already needs no other one.""", WHERE),
        usual.no_result("nested", NESTED, hints=WHERE),
        usual.deadlock("many", "any number of threads", code="CALLERS_WAIT", hints=ANSWER),
        rule("TWO_AT_ONCE", lambda f: f.many.most > 1, """
            promise one at a time
            seen    {many.count} threads called; up to {many.most} calls were under way at once
            next    let one thread run them all.""", ONE),
        usual.no_result("many", "any number of threads", hints=ANSWER),
        usual.left_behind("alone failing nested many", "the thread has ended and nothing is left",
            hints=CLOSE),
    ),
    called="call",
    praise="calls within calls, {nested.depth} deep, and {many.count} threads at once: nobody "
    "waits for ever",
)
