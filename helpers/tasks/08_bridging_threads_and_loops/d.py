"""08.d: a synchronous face for an asynchronous client that is bound to one loop."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .crossing import FAILED, LOCKED, RESULT, not_yours
from .meeting import again, failing, fetching, meeting, refused, together, under_way

__all__ = ["CHECK"]

THREAD = """
    A client belongs to one loop. That loop must run as long as the client is used.
    Start a loop in a thread in __init__; connect, every fetch and the close run there.
    In each method: run_coroutine_threadsafe with the client's coroutine and your loop; result()."""
CLOSE = """
    What __init__ began, close ends, in the opposite order: the client, then loop and thread.
    Closing the client is a coroutine too: it has to run to its end while the loop still runs.
    First wait for the result() of the client's close; then end the loop and join the thread."""
LATE = """
    Who calls after the end wants an answer too: an error, at once.
    Remember that close was called, and look at it before you make the coroutine.
    An attribute, False at first; fetch raises RuntimeError if it is true."""
AT_ONCE = """
    All threads share one self, and a loop runs any number of coroutines, whoever hands them over.
    A lock that is held during a wait lets in one thread; an attribute may be set by another call.
    Hold a lock only for the hand-over; keep what belongs to one call in local variables."""
ONE_LOOP = "all run on one loop, in a thread of its own"
RETURNS = "`fetch(name)` returns what the client's `fetch` does, or raises its exception"
LEAVES = "then it leaves nothing, neither a thread nor an open loop"
LATER = "A fetch afterwards raises `RuntimeError` at once"
REFUSED = "`Maps(connect)` raises that error"

# fmt: off
CHECK = check(
    *(fetching, failing, together, again, under_way, refused, meeting),
    rules=(
        not_yours("fetching", "run_coroutine_threadsafe, and result()"),
        usual.busy_wait("fetching", "without keeping a processor busy", hints=RESULT),
        usual.stranger("fetching again", "told what to do only through calls that wake it",
            hints=THREAD),
        rule("CONNECTS_AGAIN", lambda f: f.together.connects > 1, """
            promise `Maps(connect)` calls `connect()` once
            seen    connect was called {together.connects} times, for two fetches
            next    connect in __init__, and keep the client: all fetches use it.""", THREAD),
        rule("ONE_LOOP_PER_CALL", lambda f: f.fetching.loops > 1, f"""
            promise {ONE_LOOP}
            seen    the client's coroutines ran on {{fetching.loops}} loops
            next    asyncio.run makes a new loop each time; keep one loop running.""", THREAD),
        rule("ON_THE_CALLERS_THREAD", lambda f: f.fetching.here, f"""
            promise {ONE_LOOP}
            seen    the client's coroutines ran on the thread that called
            next    start a thread that runs the loop until the client is closed.""", THREAD),
        usual.returns_awaitable("fetching", RETURNS, hints=RESULT),
        usual.error_lost("failing", RETURNS, "{due_error}", hints=RESULT),
        usual.zero_lost("fetching", RETURNS),
        usual.no_result("fetching", RETURNS, hints=RESULT),
        usual.one_at_a_time("together", "Several threads may fetch at the same time",
            hints=AT_ONCE),
        rule("MIXED_UP", lambda f: not f.together.right, """
            promise each gets what it asked for
            seen    {together.of} threads fetched at once; they got {together.shown}
            next    keep what belongs to one call in local variables, not in self.""", AT_ONCE),
        rule("CLOSE_HANGS", lambda f: f.fetching.deadlock and f.fetching.fetched, f"""
            promise {LEAVES}
            seen    close waits for ever:
                    {{fetching.waits}}
            next    tell the loop to end before you wait for its thread.""", CLOSE),
        usual.deadlock("fetching", RETURNS, code="WAITS_FOR_EVER", hints=THREAD),
        rule("CLIENT_NOT_CLOSED", lambda f: f.fetching.closed != 1 or f.fetching.closes != 1, """
            promise waits until the client's own `close` has ended
            seen    when close() returned, the client's own close had begun {fetching.closes}
                    times, and ended {fetching.closed} times; once was due
            next    wait for it before you end the loop.""", CLOSE),
        usual.left_behind("fetching", LEAVES, done="close() had ended", hints=CLOSE),
        rule("FAILS_TWICE", lambda f: f.again.twice != "returned None", """
            promise it may be called twice
            seen    close() was called again: it {again.twice}
            wanted  a second close does nothing
            next    look whether it is closed already.""", LATE),
        rule("FETCHES_AFTER_CLOSE", lambda f: f.again.late != "RuntimeError after 0.0 s", f"""
            promise {LATER}
            seen    a fetch after close() {{again.late_said}}
            wanted  RuntimeError at once, and the client is not asked
            next    look whether it is closed before you ask the client.""", LATE),
        usual.deadlock("again", LATER, code="HANGS_AFTER_CLOSE", hints=LATE),
        usual.never_awaited("again", "makes no coroutine that nobody awaits", hints=LATE),
        rule("CALLER_LEFT_WAITING", lambda f: not f.under_way.came, """
            promise A fetch that is under way when `close` is called ends too
            seen    a thread fetched, and another one closed meanwhile: the fetch got neither its
                    map nor an exception
            next    a coroutine that nobody runs never ends: cancel it or await it.
            hint    A future whose task is neither run nor cancelled is never done.
            hint    Before the loop stops, end what runs in it: cancel, then wait.
            hint    asyncio.run and asyncio.Runner cancel all tasks at their end; stop() none."""),
        rule("CLOSE_FAILS", lambda f: f.under_way.closing != "returned None", """
            promise which `close` does not raise
            seen    a thread fetched, and another one called close(): it {under_way.closing}
            next    see what your clean-up does with a task that still runs.""", CLOSE),
        rule("ERROR_LOST", lambda f: f.refused.raised != f.refused.due_error, f"""
            promise {REFUSED}
            seen    connect raised {{refused.due_error}}; Maps(connect) {{refused.said}}
            next    wait in __init__ for the result of connect, and let its error pass.""", FAILED),
        usual.left_behind("refused", f"{REFUSED}, and leaves nothing", done="connect had raised",
            hints=FAILED),
        rule("RACE", lambda f: f.meeting.hangs, """
            promise Whatever the order in which threads fetch and close, nobody waits for ever
            seen    one thread was in {meeting.who}, before the line
                    {meeting.place}
                    while another one ran {meeting.other}; one of the two {meeting.hangs}
            next    nobody may close between fetch's question and its hand-over.""", LOCKED),
    ),
    praise="one client on one loop; in no order of fetch and close does anybody wait for ever",
    called="fetch",
    allows=("sys.settrace",),  # how a call is stopped before a line
    version=3,  # another task had this letter before
)
