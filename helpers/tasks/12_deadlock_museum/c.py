"""12.c: a meter that threads and tasks share, whose lock is not held across an await."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .meters import add_and_flush, beside, failed, in_turn, meanwhile, stopped, two_add, two_flushes

__all__ = ["CHECK"]

SHORT = """
    A lock for threads is held for a few lines, and never across an await.
    Take under the lock what is to be sent; release; await; and take the lock again.
    with self.lock: note the amount. Then await send(amount). with self.lock: subtract it."""
TWO = """
    Threads need a threading.Lock; tasks that wait for each other need an asyncio.Lock.
    The one protects the number, for a few lines; the other lets one flush at a time send.
    async with the tasks' lock: read the number, send, and only then subtract what was sent."""
KEEP = """
    What was not sent has still to be sent.
    Subtract what was sent, when it was sent: more may have come meanwhile, so 0 is no answer.
    After the await, not before: an error or a cancellation then leaves the number as it was."""
ATOMIC = """
    Adding is a read and a write; another thread may come in between.
    Hold one threading.Lock in add, and where flush reads and subtracts.
    with self.lock: self.total += amount"""
NOTHING = "nothing is lost and nothing is sent twice"
AT_ONCE = "returns at once"

# fmt: off
CHECK = check(
    *(in_turn, meanwhile, two_flushes, failed, stopped, beside, two_add, add_and_flush),
    rules=(
        usual.deadlock("in_turn", "`await meter.flush(send)`", hints=SHORT),
        rule("SENDS_NOTHING", lambda f: 0 in f.in_turn.asked, """
            promise is not called with 0
            seen    sent, in turn: {in_turn.asked}
            wanted  {in_turn.wanted}
            next    return before the send if there is nothing to send.""", KEEP),
        usual.no_result("in_turn", "what was added and not yet sent", hints=KEEP),
        rule("HELD_ACROSS_AWAIT", lambda f: f.meanwhile.deadlock or f.meanwhile.late, f"""
            promise {AT_ONCE}
            seen    while a flush awaited its send, {{meanwhile.who}} called add;
                    it had to wait
            next    hold no lock of threads while you await.""", SHORT),
        rule("LOST_MEANWHILE", lambda f: not f.meanwhile.right, f"""
            promise {NOTHING}
            seen    2 was added and sent; while it was being sent, 5 was added; sent in all:
                    {{meanwhile.asked}}
            wanted  {{meanwhile.wanted}}
            next    after the send, take away what was sent, and no more.""", KEEP),
        rule("HELD_ACROSS_AWAIT", lambda f: f.two_flushes.deadlock, """
            promise One flush at a time sends
            seen    two tasks flush at the same time; nothing can ever happen again:
                    {two_flushes.waits}
            next    a task that waits for another one must not hold the thread.""", TWO),
        rule("SENT_TWICE", lambda f: f.two_flushes.most_at_once > 1, """
            promise One flush at a time sends
            seen    {two_flushes.count} tasks flush at the same time; sent: {two_flushes.asked}
            wanted  {two_flushes.wanted}, the 5 when the 2 has been sent
            next    let a flush wait until the one before it has ended.""", TWO),
        usual.no_result("two_flushes", "One flush at a time sends", hints=TWO),
        usual.too_late("two_flushes", "One flush at a time sends", hints=TWO),
        rule("ERROR_LOST", lambda f: f.failed.came != f.failed.due_error, """
            promise An error of `send` goes on to the caller
            seen    send raised {failed.due_error}; flush {failed.first}
            wanted  {failed.due_error} comes out
            next    let the error pass.""", usual.KEEP_THE_ERROR),
        usual.deadlock("failed stopped", "the amount is kept", code="LOCK_KEPT", hints="""
            A lock that is taken has to be released on every way out, after an error, too.
            Look at what stands between acquire and release.
            `with`, or `async with`, releases it on every way out."""),
        rule("LOST_BY_ERROR", lambda f: not f.failed.right, """
            promise the amount is kept
            seen    the send of 2 failed, and 5 came meanwhile; then send got: {failed.asked}
            wanted  2, and in the next flush 7
            next    take nothing away before it is sent.""", KEEP),
        rule("CANCEL_SWALLOWED", lambda f: f.stopped.came != "CancelledError", """
            promise a cancellation goes on
            seen    cancelled at 1.0 s, flush {stopped.first}
            next    let CancelledError pass, or raise it again.""", usual.LET_IT_PASS),
        rule("LOST_BY_CANCEL", lambda f: not f.stopped.right, """
            promise the amount is kept
            seen    the flush of 2 was cancelled; then send got: {stopped.asked}
            wanted  2, and in the next flush 2 again
            next    CancelledError is no Exception: take nothing away before it is sent.""", KEEP),
        usual.no_result("beside", NOTHING, hints=ATOMIC),
        usual.deadlock_in_some_order("bad", NOTHING, what=usual.PROGRAM, hints=SHORT),
        usual.race("bad", NOTHING, what=usual.PROGRAM, hints=ATOMIC,
            next="hold one lock from the read of the number to its write, in add and in flush."),
    ),
    called="flush",
    praise="{beside.count} threads added beside a task that sends: {beside.value} sent, none lost, "
    "and nobody waits for ever",
)
