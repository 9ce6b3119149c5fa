"""13.b: a library for ordinary callers, in cells too, that nests no run."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .fetching import failing, in_cell, ordinary, together

__all__ = ["CHECK"]

BRIDGE = """
    A loop cannot be run on a thread that is running one; a loop in another thread can be asked.
    Make the LoopThread once, in __init__, and keep it, and the client, as attributes.
    Its call takes the function and its arguments apart, and waits for what the coroutine gives."""
ALLOW = """
    LoopThread.call on a thread that runs another loop holds that loop up, and warns of it.
    This library knows that, since its callers in cells cannot await.
    LoopThread("weather", foreign_loop=…): one of its three settings allows such calls."""
END = """
    What __init__ began, close ends, in the opposite order: the client, then the loop's thread.
    The client's close is a coroutine function: it has to run to its end on the client's loop.
    First the bridge's call with the client's close, then the bridge's own close()."""
RETURNS = "`fetch(city)` returns what the client's `fetch` returns, or raises its exception"
IN_A_CELL = "In a cell and in a coroutine it works as on a thread without a loop"
ONE_LOOP = "all run on one loop"
NOTHING_LEFT = "after that nothing is left, neither a thread nor an open loop"

# fmt: off
CHECK = check(
    *(ordinary, in_cell, failing, together),
    rules=(
        rule("CONNECTS_AGAIN", lambda f: f.ordinary.connects > 1, """
            promise `Weather(connect)` awaits `connect()` once
            seen    connect was called {ordinary.connects} times, for two fetches
            next    connect in __init__, and keep the client.""", BRIDGE),
        rule("LOOP_FOR_EACH_CALL", lambda f: f.ordinary.loops > 1, f"""
            promise {ONE_LOOP}
            seen    the client's coroutines ran on {{ordinary.loops}} loops
            next    asyncio.run makes a new loop each time; keep one loop running.""", BRIDGE),
        usual.returns_awaitable("ordinary", RETURNS, hints=BRIDGE),
        usual.deadlock("ordinary", RETURNS, code="WAITS_FOR_EVER", hints=BRIDGE),
        usual.zero_lost("ordinary", RETURNS),
        usual.no_result("ordinary", RETURNS, hints=BRIDGE),
        rule("CLIENT_NOT_CLOSED", lambda f: f.ordinary.fetched and f.ordinary.closed != 1, """
            promise `close()` awaits the client's own `close`
            seen    when close() had returned, the client's own close had ended
                    {ordinary.closed} times
            wanted  once
            next    have the loop run it to its end before you end the loop.""", END),
        usual.left_behind("ordinary", NOTHING_LEFT, done="close() had returned", hints=END),
        usual.deadlock("in_cell", IN_A_CELL, code="HANGS_IN_A_CELL", hints=BRIDGE),
        rule("NOT_IN_A_CELL", lambda f: f.in_cell.raised, f"""
            promise {IN_A_CELL}
            seen    on a thread where a loop is running, Weather {{in_cell.said}}
            next    let a loop in another thread run the client's coroutines.""", ALLOW),
        rule("WARNS", lambda f: f.in_cell.warned, """
            promise gives no warning
            seen    called in a cell, it warned:
                    {in_cell.warned}
            next    tell the LoopThread that such calls are meant.""", ALLOW),
        rule("WRONG_IN_A_CELL", lambda f: not f.in_cell.right, f"""
            promise {IN_A_CELL}
            seen    on a thread where a loop is running, fetch {{in_cell.said}}
            wanted  {{in_cell.wanted}}
            next    compare the ways on which the two calls go.""", BRIDGE),
        usual.error_lost("failing", RETURNS, "{due_error}", hints=BRIDGE),
        usual.one_at_a_time("together", "Callers in several threads are served at the same time"),
        rule("MIXED_UP", lambda f: not f.together.right, f"""
            promise {RETURNS}
            seen    {{together.of}} threads fetched at once, and not each got its own city
            next    keep what belongs to one call in local variables, not in self.""",
            usual.ONE_FOR_EACH),
    ),
    praise="one client on one loop, for scripts, cells and {together.of} threads at once",
    called="fetch",
)
