"""13.d: ordinary code in a thread whose callback comes back to the loop for a connection."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .pages import cancelled, filled, get_fails, many, render_fails

__all__ = ["CHECK"]

IN_A_THREAD = """
    render blocks while it waits, so it has to run in a thread.
    lookup is called in that thread; the coroutine of get has to run on the loop of fill.
    run_coroutine_threadsafe takes the coroutine and that loop; result() waits for the value."""
THIS_LOOP = """
    A connection belongs to the loop on which it was made.
    In fill, which runs on that loop, remember it; lookup hands its coroutines to it.
    asyncio.get_running_loop() in fill, before render starts; not in lookup, and no asyncio.run."""
OWN_POOL = """
    A thread that waits for an answer is a thread that cannot bring one.
    Do not let render and get use the same pool, and give every render a thread.
    A pool of one thread for each call of fill, used with loop.run_in_executor."""
LET_GO = """
    After a cancellation, render is still waiting for the loop, so the loop must not wait for it.
    The end of a pool's `with` block waits for its threads; so do shutdown() and join().
    shutdown(wait=False), in a finally, lets the thread end when render has ended."""
CALLS = "`fill` calls `render(lookup)` once, in a thread, and returns what `render` returns"
LOOKUP = "`lookup(name)` waits for `connection.get(name)`, and returns what it returns"
GOES_ON = "that loop goes on with its other tasks"
ANY_NUMBER = "Any number of `fill`s may be under way at the same time"
CANCELLED = "If `fill` is cancelled, it ends at once by `CancelledError`"
LEFT = "nothing is left, neither a thread nor a pool"

# fmt: off
CHECK = check(
    *(filled, get_fails, render_fails, many, cancelled),
    rules=(
        rule("ON_THE_LOOP", lambda f: f.filled.render_on_loop, f"""
            promise {CALLS}
            seen    render ran on the loop's own thread
            next    hand render and lookup to a thread; the loop is needed for get.""",
            IN_A_THREAD),
        rule("ON_ANOTHER_LOOP", lambda f: f.filled.elsewhere, """
            promise Each `get` runs on the loop on which `fill` is awaited
            seen    get ran on another loop, and refused: {name} {filled.said}
            next    hand the coroutine to the loop of fill.""", THIS_LOOP),
        rule("VALUE_NOT_READY", lambda f: f.filled.not_ready, f"""
            promise {LOOKUP}
            seen    lookup returned an object of type {{filled.not_ready}}
            next    render is ordinary code: lookup has to wait for the value.""", IN_A_THREAD),
        usual.deadlock("filled", LOOKUP, hints=IN_A_THREAD),
        usual.blocks_the_loop("filled", GOES_ON, hints=IN_A_THREAD),
        usual.returns_awaitable("filled", CALLS),
        rule("RENDERS_AGAIN", lambda f: f.filled.calls_of_render != 1, f"""
            promise {CALLS}
            seen    render was called {{filled.calls_of_render}} times
            next    call it once, with lookup.""", IN_A_THREAD),
        usual.zero_lost("filled", "whatever that is"),
        usual.no_result("filled", CALLS, hints=IN_A_THREAD),
        usual.error_lost("get_fails", "What `get` raises, `lookup` raises", "{due_error}"),
        usual.error_lost("render_fails", "what `render` raises, `fill` raises", "{due_error}"),
        usual.deadlock("many", ANY_NUMBER, code="STARVES", hints=OWN_POOL),
        usual.blocks_the_loop("many", GOES_ON, hints=IN_A_THREAD),
        usual.too_late("many", "none waits for another one", code="ONE_WAITS_FOR_ANOTHER",
            next="count the threads that may run render at the same time.", hints=OWN_POOL),
        rule("MIXED_UP", lambda f: not f.many.right, f"""
            promise {LOOKUP}
            seen    {{many.value}} of {{many.of}} pages got their own values
            next    keep what belongs to one call in local variables.""", IN_A_THREAD),
        rule("RENDER_CUT_OFF", lambda f: f.cancelled.ended_at == 1.0
             and f.cancelled.end_raised and not f.cancelled.page_over, f"""
            promise {LEFT}
            seen    19 s after the cancel render still waited in its thread
            next    a lookup that is under way needs an answer, or an error.""", LET_GO),
        rule("CANCEL_HOLDS_THE_LOOP", lambda f: f.cancelled.deadlock or f.cancelled.held_for, """
            promise and the loop goes on, although
            seen    cancelled at 1.0 s while a get was under way, {name} held the loop, at:
                    {cancelled.held}{cancelled.waits}
            next    find the line that waits for the thread.""", LET_GO),
        rule("CANCEL_IGNORED", lambda f: f.cancelled.end_raised != "CancelledError"
             or f.cancelled.ended_at > 1.0, f"""
            promise {CANCELLED}
            seen    cancelled at 1.0 s, {{name}} {{cancelled.end_said}} at {{cancelled.ended_at}} s
            next    let the CancelledError pass, and wait for nothing after it.""", LET_GO),
        usual.pool_left("filled cancelled", LEFT, hints=LET_GO),
        usual.left_behind("filled cancelled", LEFT, hints=LET_GO),
    ),
    praise="each get on its own loop; {many.of} pages at once, done at {many.took} s",
)
