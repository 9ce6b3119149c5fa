"""06.b: a bounded buffer in which nobody waits who could go on."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .shelf import PROGRAMS, get_first, in_turn, put_first, two_buffers, waits

__all__ = ["CHECK"]

WAIT = """
    A wait ends at a notice. By then another thread may have changed the data again.
    Ask about the data before the wait, and again each time that it ends.
    while the question says no: wait. Or wait_for, which does the same."""
NOTIFY = """
    Whoever waits goes on only if somebody notifies after the data has changed.
    Ask, wait and change within the same with block, and notify in it: after a put and a get.
    with the condition: wait_for(…), then change the deque, then notify."""
WRONG_ONE = """
    notify wakes one thread, the one that has waited longest, whatever it waits for.
    Putters and getters wait at the same condition: a notice may reach the wrong kind.
    Wake all of them, or give each kind a condition of its own on one lock."""
FIRST_IN = """
    First in, first out: what has been in the buffer longest comes out next.
    Append at one end, take from the other, and return the item.
    append in put, popleft in get; the room is size minus len(items)."""
SLEEP = """
    A loop that asks without waiting keeps a processor busy; one that waits a little is late.
    Condition.wait releases the lock and sleeps until a notify.
    In the loop that asks: the condition's wait(), without a time limit."""
HELD = """
    A condition has a lock. Who waits or notifies must hold it, so that no notice gets lost.
    Look at what stands inside of the with block, and what behind it.
    Indent the line, so that it belongs to `with` and the condition; wait and notify alike."""
ORDER = "items come out in the order in which they went in"
ASLEEP = "nobody looks at intervals"
NOBODY = "nobody is left waiting who could go on"
OUT = f"""
    promise {ORDER}
    seen    one thread put in and got out, twice; there came out {{in_turn.value}}
    wanted  {{in_turn.wanted}}
    next    see at which end of the deque put appends, and what get takes and returns."""

# fmt: off
CHECK = check(
    *(in_turn, two_buffers, get_first, put_first, waits, *PROGRAMS),
    rules=(
        usual.polls("waits", ASLEEP, most=15, hints=SLEEP),
        rule("POLLS", lambda f: f.bad.polls, f"""
            promise {ASLEEP}
            seen    {{bad.program}}:
                    whoever could not go on asked again and again
            next    let it sleep until there is news: wait for a notice.""", SLEEP),
        rule("NOT_UNDER_ITS_LOCK", lambda f: "un-acquired" in f.in_turn.said, f"""
            promise {ORDER}
            seen    one thread put in and got out: it {{in_turn.said}}
                    in your line: {{in_turn.line}}
            wanted  the items come out
            next    wait and notify while you hold the condition.""", HELD),
        rule("ZERO_LOST",
            lambda f: f.in_turn.round > 0 and (f.in_turn.error or not f.in_turn.right), """
            promise anything may be an item
            seen    one thread put in 0, None, "" and the like, and got them out: it {in_turn.said}
                    {in_turn.waits}
            wanted  they come out again, as other items did
            next    ask whether there is an item, not what it is.
            hint    0, "", None and [] count as false in an `if`, and are items all the same.
            hint    Whether the buffer is empty is a question about its length.
            hint    Ask len(…) of the deque; never the item itself."""),
        rule("WAITS_WITHOUT_NEED", lambda f: f.in_turn.deadlock, """
            promise `put` waits while the buffer holds `size` items, but no longer
            seen    one thread puts {in_turn.size} items into a buffer of size {in_turn.size}
                    and gets them out; it waits for ever:
                    {in_turn.waits}
            next    compare the number of items with size at the moment of the wait.""", FIRST_IN),
        rule("WRONG_ORDER", lambda f: f.in_turn.reordered, OUT, FIRST_IN),
        rule("WRONG_RESULT", lambda f: not f.in_turn.right, OUT, FIRST_IN),
        usual.shared_by_all("two_buffers", "each buffer has items of its own", own="deque",
            what='one.put("first"); other.put("second"); then other.get() and one.get()'),
        rule("NOT_BOUNDED", lambda f: f.waits.went_in > f.waits.size, """
            promise `put` waits while the buffer holds `size` items
            seen    {waits.puts} puts into a buffer of size {waits.size}, nobody gets:
                    none of them waited; the last one {waits.last}
            wanted  the last one waits until there is room
            next    wait in put while the buffer holds size items.""", NOTIFY),
        rule("NOT_UNDER_ITS_LOCK", lambda f: "un-acquired" in str(f.waits.too_early), """
            promise `get` waits while the buffer is empty
            seen    on an empty buffer, get {waits.too_early[0]}
            next    wait and notify while you hold the condition.""", HELD),
        rule("GET_DOES_NOT_WAIT", lambda f: f.waits.too_early, """
            promise `get` waits while the buffer is empty
            seen    on an empty buffer, get did not wait: it {waits.too_early[0]}
            wanted  it waits for an item
            next    wait in get while the buffer is empty.""", WAIT),
        rule("ACTS_ON_OLD_NEWS",
            lambda f: f.bad.tried and (f.bad.raised or "in a buffer of size" in f.bad.came), """
            promise whatever the order in which they take turns
            seen    {bad.program}:
                    in {bad.failed} of {bad.tried} orders of the steps it goes wrong
                    {bad.came}
            wanted  no get from an empty buffer, and no put into a full one
            next    after a wait, ask again: somebody else may have been there first.""", WAIT),
        usual.deadlock_in_some_order("two_each crowded", NOBODY, code="WAKES_THE_WRONG_ONE",
            what=usual.PROGRAM, hints=WRONG_ONE,
            next="the notice went to a thread that could not use it; ex.x.trace() shows an order."),
        usual.deadlock_in_some_order("bad", NOBODY, code="LOST_WAKE_UP",
            what=usual.PROGRAM, hints=NOTIFY,
            next="find the change that nobody is told of; ex.x.trace() shows an order."),
        usual.race("bad", "each item comes out once", what=usual.PROGRAM, hints=WAIT,
            next="hold the condition from the question to the change, and to what you return."),
    ),
    praise="each item once in every order that was tried, and nobody is left waiting",
    version=3,
    allows=("sys.settrace",),  # how the explorer follows the answer, also when it ends a run
)
