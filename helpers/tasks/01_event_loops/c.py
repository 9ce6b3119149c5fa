"""01.c: a call from another thread wakes a sleeping loop; proven on its selector and its lines.

A closed loop refuses such a call.
"""

import threading

from helpers.grading.kit import Run, check, rule, trial

from .watched_loop import Subject, until

__all__ = ["CHECK"]

BURST = 20_000  # more bytes than a socket pair holds on any system


@trial(way="script", real_time=True)
def waking(run: Run) -> None:
    """Call into a sleeping loop, whatever line either thread is at; then very often."""
    subject = Subject(run.answer())
    run.note(timeout=subject.watched.timeout)
    if subject.watched.timeout is not None:
        return
    run.note(woken=subject.call_line_by_line(), ran=bool(subject.ran))
    run.note(on_loop=subject.ran == [subject.thread.ident], stands_at=subject.stands_at())
    if subject.ran == [subject.thread.ident]:
        run.note(sleeps_again=subject.watched.settled(), missed_at="")
        if subject.watched.asleep():
            missed_at = subject.missed_at()
            run.note(missed_at=missed_at, timeout=subject.watched.timeout)
            if not missed_at:
                burst(run, subject)


def burst(run: Run, subject: Subject) -> None:
    """Hold the loop in a callback, call it very often, let it go."""
    holding, go_on = threading.Event(), threading.Event()
    got, failed, made = [], [], [0]
    subject.loop.call_soon_threadsafe(lambda: (holding.set(), go_on.wait()))
    holding.wait()

    def work() -> None:
        for number in range(BURST):
            made[0] = number
            end = run.ending(subject.loop.call_soon_threadsafe, got.append, number)
            if end.error:
                failed.append(end.raised)
                return

    caller = threading.Thread(target=work, daemon=True)
    caller.start()
    until(lambda: not caller.is_alive(), caller, lambda: made[0])
    run.note(waits=caller.is_alive())
    go_on.set()
    caller.join()
    until(
        lambda: failed or len(got) == BURST or subject.watched.asleep(),
        subject.thread,
        lambda: len(got),
    )
    run.note(refused="".join(failed), got=len(got), in_order=got == sorted(got))


@trial(way="script", real_time=True)
def closing(run: Run) -> object:
    """Close a loop that does not run, call into it, and keep it, so that what is open is seen."""
    loop = run.answer()
    end = run.ending(lambda: loop.close())
    late = run.ending(lambda: loop.call_soon_threadsafe(print))
    run.note(close_failed=end.said if end.error else "", late=late.raised, late_said=late.said)
    run.note(selector_open=loop.selector.get_map() is not None)
    return loop


WAKE = """
    A sleeping selector returns when a socket that it watches can be read, or at its timeout.
    Give the loop a pair of sockets: it watches one, call_soon_threadsafe sends to the other.
    socket.socketpair() in __init__, register one end for EVENT_READ, send to the other end."""
QUEUE_FIRST = """
    Between two lines of yours the loop's thread may run as far as it likes.
    Woken too early, it reads the byte, finds the queue empty, and sleeps again.
    What is to be found must be in the queue before anything can wake the loop."""
ONE_BYTE = """
    A socket holds some hundred unread bytes, then it refuses more, or lets the sender wait.
    One unread byte is enough to wake the loop; the rest may be lost.
    setblocking on the sending end, and try … except for the error of a full socket."""
CLOSE = """
    Sockets and selectors are files of the operating system: they stay open until they are closed.
    After close(), there is no loop that could run what is put into the queue.
    A flag that close() sets, and `if self.closed: raise RuntimeError(...)`."""

# fmt: off
CHECK = check(
    *(waking, closing),
    rules=(
        rule("POLLS", lambda f: f.waking.timeout is not None, """
            promise without a timeout
            seen    with nothing to do, the loop asked its selector to sleep for {waking.timeout} s
            wanted  None: an idle loop sleeps until it is woken
            next    do not look at intervals; let the caller wake the selector.""", WAKE),
        rule("WRONG_THREAD",
            lambda f: f.waking.ran and not f.waking.on_loop, """
            promise on the loop's own thread
            seen    the callback ran on the caller's thread
            next    put it into a queue; the loop's thread takes it out.
            hint    Thread-safe means: the loop's thread runs it, so that no two callbacks overlap.
            hint    call_soon_threadsafe must not call the callback itself.
            hint    It puts the callback where the loop will look, and then only wakes the loop.""",
            ),
        rule("READER_BLOCKS", lambda f: not f.waking.ran and f.waking.stands_at, """
            promise a sleeping loop wakes for it
            seen    the loop woke, and now its thread waits outside of its selector, at
                    {waking.stands_at}
            next    a blocking socket waits if nothing is left to read: read once, or never block.
            hint    recv of a blocking socket waits until there is something.
            hint    The selector has said that something is there; after that is read, stop.
            hint    One recv with room for many bytes; or setblocking on the reading end, too."""),
        rule("WOKEN_TOO_EARLY",
            lambda f: not f.waking.ran and f.waking.woken, """
            promise wherever the loop's thread stands meanwhile
            seen    the loop woke before the callback was there for it, and went to sleep again
            next    see in which order your lines put the callback down and wake the loop.""",
            QUEUE_FIRST),
        rule("STAYS_ASLEEP", lambda f: not f.waking.ran, """
            promise a sleeping loop wakes for it
            seen    the loop sleeps, and none of the sockets that it watches is readable
            next    make a socket readable that the loop's selector watches.""", WAKE),
        rule("NEVER_DRAINED", lambda f: not f.waking.sleeps_again, """
            promise also after it was woken
            seen    after one call the loop went round 200 times with nothing to do
            wanted  it sleeps again
            next    read the byte when the socket becomes readable.
            hint    A selector reports a socket for as long as something can be read from it.
            hint    What you register as the socket's data is called when it can be read.
            hint    That function reads: recv, with room for many bytes."""),
        rule("CALL_OVERLOOKED", lambda f: f.waking.missed_at, """
            promise wherever the loop's thread stands meanwhile
            seen    a call came while the loop's thread stood before
                    {waking.missed_at}
                    and then the loop went to sleep without having run it
            next    between that line and the sleep the loop looks no more: what could wake it?""",
            QUEUE_FIRST),
        rule("FULL_SOCKET_BLOCKS", lambda f: f.waking.waits, """
            promise neither waits nor fails
            seen    while the loop was busy, one of many calls waited for room in the socket
            next    make the sending socket non-blocking, and pass over the error of a full one.""",
            ONE_BYTE),
        rule("FULL_SOCKET_RAISES",
            lambda f: f.waking.refused, """
            promise neither waits nor fails
            seen    while the loop was busy, one of many calls raised {waking.refused}
            next    a full socket will wake the loop anyway: that error can be passed over.""",
            ONE_BYTE),
        rule("CALLS_LOST", lambda f: f.waking.got != BURST or not f.waking.in_order, f"""
            promise in the order of the calls
            seen    {BURST} calls to a busy loop: {{waking.got}} ran, in order: {{waking.in_order}}
            next    put every callback into the queue, whatever becomes of the byte.""", WAKE),
        rule("CLOSE_FAILS", lambda f: f.closing.close_failed, """
            promise `close()` closes
            seen    close() {closing.close_failed}
            next    write close() for the parts that your __init__ has made.""", CLOSE),
        rule("LEFT_OPEN", lambda f: f.closing.left.sockets or f.closing.selector_open, """
            promise the selector and the sockets
            seen    after close(), the selector or a socket of the loop was still open
            next    close each part that __init__ has made: both sockets, and the selector.""",
            CLOSE),
        rule("CLOSED_ACCEPTS", lambda f: f.closing.late != "RuntimeError", """
            promise raises a RuntimeError
            seen    on a closed loop, call_soon_threadsafe {closing.late_said}
            wanted  a RuntimeError: nobody will ever run the callback
            next    look whether the loop is closed before you put the callback into the queue.""",
            CLOSE),
    ),
    praise="the loop woke, slept again, and ran {waking.got} calls in order",
    version=3,
)
