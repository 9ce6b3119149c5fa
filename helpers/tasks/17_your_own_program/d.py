"""17.d: a price board between threads and a loop, which never stands still."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .board import apart, failing, overtaking, sent, showing, together

__all__ = ["CHECK"]

APART = """
    A thread holds a lock and waits for the loop; the loop waits for that lock: neither goes on.
    Hold a lock only for steps that wait for nothing; wait for a result after the with block.
    Or use no lock: let the loop's own coroutine set the price, and the thread wait for that."""
ORDER = """
    Between setting a price and handing its publication over, another thread may do both.
    Set and hand over in one step: under one lock, or both in one coroutine on the loop.
    with self.lock: set the price, and future = run_coroutine_threadsafe(…); after it: result()."""
WAIT = """
    run_coroutine_threadsafe gives a concurrent.futures.Future; the outcome comes into that.
    Its result() waits for the end of the coroutine, and raises what the coroutine raised.
    future.result(), after the lock is free again"""
COPY = """
    A dict is handed out as it is, not as a copy: who has it sees and makes every change.
    Make the copy in the moment in which it is asked for.
    return dict(self.prices)"""
HERS = """
    publish belongs to the board's loop, and so does all that it uses.
    The board keeps its loop when it is made; a thread asks this loop to run the coroutine.
    asyncio.run_coroutine_threadsafe(self.publish(name, price), self.loop)"""
SENT = "the board's loop runs `publish(name, price)` once, and `update` returns when that has ended"
SHOWN = "`show()`, a coroutine, returns a dict of the latest prices at once"
FREE = "the loop goes on all the while"
AT_ONCE = "the updates of several threads are published at the same time"
LAST = "the publication of a name that begins last has the price that `show` then returns"
UPDATED = f"""
    promise {SENT}
    seen    publish ended at {{{{sent.due}}}} s; update returned at {{{{sent.updated_at}}}} s
    wanted  at {{{{sent.due}}}} s
    next    {{}}"""

# fmt: off
CHECK = check(
    *(sent, failing, showing, together, apart, overtaking),
    rules=(
        usual.busy_wait("sent", "without keeping a processor busy", hints=WAIT),
        usual.polls("sent", "without looking at intervals", hints=WAIT),
        usual.stranger("sent", "The loop is told what to do only through calls that wake it",
            hints=HERS),
        rule("ON_ANOTHER_LOOP", lambda f: f.sent.elsewhere, f"""
            promise {SENT}
            seen    publish ran on a loop that is not the board's
            next    hand the coroutine over to the loop on which the board was made.""", HERS),
        usual.deadlock("sent failing together", SENT, code="WAITS_FOR_EVER", hints=APART),
        usual.never_awaited("sent", SENT, hints=HERS),
        rule("NOT_ASKED", lambda f: f.sent.times != 1, f"""
            promise {SENT}
            seen    one update; publish was run {{sent.times}} times
            wanted  once
            next    follow the coroutine that publish(name, price) gives: who runs it?""", HERS),
        rule("TOO_EARLY", lambda f: f.sent.updated_at < f.sent.due, UPDATED.format(
            "update must wait for its publication."), WAIT),
        rule("TOO_LATE", lambda f: f.sent.updated_at > f.sent.due, UPDATED.format(
            "find out what it still waits for after that moment."), WAIT),
        rule("WRONG_RESULT", lambda f: not f.sent.right, f"""
            promise {SHOWN}
            seen    the price of tea was set to 3; then show() returned {{sent.shown}}
            wanted  {{sent.wanted}}
            next    see what show returns.""", COPY),
        usual.error_lost("failing", "`update` raises that exception", "{due_error}", hints=WAIT),
        rule("PRICE_LOST", lambda f: not f.failing.right, """
            promise and the price stays
            seen    publish raised {failing.due_error}; then show() returned {failing.shown}
            wanted  {failing.wanted}
            next    the price is set whether or not it can be published.""", WAIT),
        usual.deadlock("showing", "nobody waits for ever", code="STANDS_STILL", hints=APART),
        usual.blocks_the_loop("showing", FREE, hints=APART),
        rule("SHOW_WAITS", lambda f: f.showing.shown_at > f.showing.asked_at, f"""
            promise {SHOWN}
            seen    a publication was under way; show() was called at {{showing.asked_at}} s and
                    returned at {{showing.shown_at}} s
            wanted  at {{showing.asked_at}} s
            next    nothing that show needs may be held during a publication.""", APART),
        rule("OLD_PRICE", lambda f: not f.showing.right, f"""
            promise {SHOWN}
            seen    a price was being published; show() returned {{showing.shown}}
            wanted  {{showing.wanted}}
            next    set the price before its publication, not after it.""", ORDER),
        usual.one_at_a_time("together", AT_ONCE, hints=APART),
        usual.too_late("together", AT_ONCE),
        rule("DICT_SHARED", lambda f: not f.apart.right, """
            promise this dict is the caller's
            seen    show() returned a dict; the caller changed it, and a thread set a price: that
                    dict, and what show() returned then, were {apart.shown}
            wanted  {apart.wanted}
            next    return a copy.""", COPY),
        rule("STANDS_STILL", lambda f: f.overtaking.hangs, """
            promise nobody waits for ever
            seen    two threads update one name; one stood before the line
                    {overtaking.place}
                    while the other one ran; one of them never came back
            next    find out what the two wait for.""", APART),
        rule("OVERTAKEN", lambda f: f.overtaking.place, f"""
            promise {LAST}
            seen    two threads update one name; one stood before the line
                    {{overtaking.place}}
                    while the other one ran: the prices were published in the order
                    {{overtaking.published}}, and show() returned {{overtaking.price}}
            next    setting a price and handing it over must not come apart.""", ORDER),
    ),
    called="update",
    praise="{together.of} prices published at once; none was overtaken, and nobody waits for ever",
    allows=("sys.settrace",),  # how a thread is stopped before a line
)
