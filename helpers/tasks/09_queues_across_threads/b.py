"""09.b: a pipeline from a blocking reader to a coroutine, with a limit on what waits between."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .copying_lines import copying, failing

__all__ = ["CHECK"]

QUEUE = """
    Whoever reads and whoever stores are two, and a queue stands between them.
    A queue with a maxsize makes whoever puts wait while it is full.
    One task awaits to_thread(read) and then put; another one awaits get and then store."""
END = """
    The end has to come through the queue as well, after the last line.
    None is the end here, and nothing else is: 0 and "" are lines.
    Put the None, too; the other side stops at `is None`."""
IN_TURN = """
    Two calls of store at once may end in another order than they began.
    One task stores: it awaits each call before it takes the next line.
    No gather and no create_task around store; the queue keeps the lines that wait."""
GROUP = """
    If one of two tasks fails, somebody has to tell the other one.
    A TaskGroup cancels the others when a task of its own, or its body, fails.
    Start the reading task in a TaskGroup, and store in the body of its block."""
IN_THREAD = "calls `read()` in threads other than the loop's"
FREE = "the event loop goes on all the"
ORDER = "in the order in which they were read"
AHEAD = "reading goes on until at least `limit` lines wait"
AT_ONCE = "What `read` or `store` raises comes out at once"

# fmt: off
CHECK = check(
    *(copying, failing),
    rules=(
        usual.wrong_thread("copying", IN_THREAD, what="read"),
        usual.blocks_the_loop("copying failing", FREE),
        usual.busy_wait("copying", FREE),
        usual.deadlock("copying", "It returns the number of lines", code="WAITS_FOR_EVER",
            hints=END),
        rule("OFF_THE_LOOP", lambda f: f.copying.off_loop, """
            promise awaits `store(line)` on the loop
            seen    store ran on another thread than the loop's
            next    let only read run in a thread.""", QUEUE),
        rule("SIDE_BY_SIDE", lambda f: f.copying.side_by_side, """
            promise one at a time
            seen    two calls of read, or two of store, were under way at once
            next    wait for each call before you begin the next one of its kind.""", IN_TURN),
        rule("LINES_LOST", lambda f: not f.copying.error and not f.copying.complete, f"""
            promise {ORDER}
            seen    stored were {{copying.stored}}
            wanted  {{copying.lines}}
            next    see what becomes of the lines that still wait when the end is read.""", END),
        rule("TOO_FAR_AHEAD", lambda f: f.copying.ahead > f.copying.limit + 1, """
            promise at most one more may have
            seen    limit {copying.limit}: {copying.ahead} lines had been read, and not yet begun
                    to be stored
            next    let the reader wait while `limit` lines are waiting.""", QUEUE),
        rule("NOT_AHEAD", lambda f: not f.copying.error and f.copying.ahead < f.copying.limit, f"""
            promise {AHEAD}
            seen    limit {{copying.limit}}; lines that waited at once: {{copying.ahead}} at most,
                    though one took 20 s to store
            next    read in a task of its own, so that it goes on while a line is stored.""",
            QUEUE),
        usual.returns_awaitable("copying", "It returns the number of lines"),
        usual.no_result("copying", "It returns the number of lines"),
        usual.too_late("copying", "as soon as the last is stored"),
        usual.deadlock("failing", AT_ONCE, code="WAITS_FOR_EVER", hints=GROUP),
        usual.error_lost("failing", AT_ONCE, wanted="{due_error}", hints=GROUP),
        usual.too_late("failing", AT_ONCE, hints=GROUP),
        rule("GOES_ON", lambda f: any(c["start"] > f.failing.took for c in f.failing.calls), """
            promise no further call of either begins
            seen    {name} {failing.said} at {failing.took} s, and then more calls began
            next    cancel the other task on the way out, and wait for it.""", GROUP),
    ),
    praise="{copying.wanted} lines, {copying.ahead} ahead with a limit of {copying.limit}; done at "
    "{copying.took} s",
)
