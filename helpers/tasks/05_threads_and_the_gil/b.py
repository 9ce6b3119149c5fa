"""05.b: a worker thread that can be stopped, within a deadline."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .workers import before_a_pause, before_start, in_a_job, in_a_pause, two, whenever

__all__ = ["CHECK"]

LOOP = """
    The thread's function is a loop: while nobody has asked it to stop, one job, one pause.
    threading.Event is a flag that can be waited for: is_set(), set(), wait(timeout).
    The pause is a wait for the event, with the pause's length as its timeout."""
STOP = """
    Asking and waiting are two things: the event asks, join waits.
    join(timeout) returns None in any case; only is_alive() tells what became of the thread.
    Set the event, join with the timeout, and return whether is_alive() is False."""
THREAD = """
    Thread(target=f) takes the function itself; f() would run it here and now.
    thread.start() begins a thread. thread.run() and thread.join() hold the caller.
    target=self._work without brackets, then .start(), and nothing behind it."""
KEPT = """
    A notice reaches only those who wait at that moment; nobody keeps it for later.
    Between the thread's question and its wait there must be no room for a stop.
    An Event stays set; with a Condition, ask and wait under its lock, where the flag is set."""
AT_ONCE = "calls `job()` at once and then again and again"
WAITS = "waits for its end, but not longer than `timeout` seconds"

# fmt: off
CHECK = check(
    *(two, in_a_pause, in_a_job, before_a_pause, before_start, whenever),
    rules=(
        usual.busy_wait("two in_a_pause in_a_job", "nobody has to look at intervals", hints=LOOP),
        rule("STARTS_NO_THREAD", lambda f: f.two.on_caller, """
            promise `start()` starts one thread
            seen    `job` was called on the thread that called start()
            next    give a thread a function to call, and start it.""", THREAD),
        usual.deadlock("two in_a_pause", WAITS, code="WAITS_FOR_EVER", hints=LOOP),
        usual.blocks_the_caller("two", "returns at once", hints=THREAD),
        rule("THREAD_FAILS",
            lambda f: [each for each in f.two.thread_errors if each["type"] != "SystemExit"], f"""
            promise {AT_ONCE}
            seen    the thread ended with an error of its own, {{two.thread_errors[0][type]}}:
                    {{two.thread_errors[0][message]}}
                    {{two.thread_errors[0][line]}}
            next    mend that line: an error ends its thread, and nobody else hears of it.""",
            LOOP),
        rule("FIRST_JOB_LATE", lambda f: f.two.begun[:1] != [0.0], f"""
            promise {AT_ONCE}
            seen    2.5 s after start(), with a pause of 1 s, jobs had begun at {{two.begun}}
            wanted  the first one begins at 0.0 s
            next    start a thread, and let it call `job()` before its first pause.""", LOOP),
        rule("STOPS_OTHERS", lambda f: f.two.others == [0.0, 2.0], """
            promise each worker is stopped for itself
            seen    one of two workers was stopped at 2.5 s;
                    the other one's jobs began at {two.others}
            next    let each worker have a flag of its own.
            hint    What is made in the class, or as a default argument, is made once for all.
            hint    What belongs to one worker is made when that worker is made.
            hint    In __init__: an Event of its own, as an attribute of self."""),
        rule("MORE_THREADS", lambda f: f.in_a_pause.threads > 1, """
            promise starts one thread
            seen    {in_a_pause.threads} threads have called `job`
            next    let one thread do all jobs and pauses, in a loop.""", LOOP),
        rule("WRONG_PAUSE", lambda f: f.in_a_pause.begun[1:2] != [f.in_a_pause.second], """
            promise between the end of one call and the begin of the next
            seen    jobs of {in_a_pause.takes} s with a pause of {in_a_pause.pause} s
                    began at {in_a_pause.begun}
            wanted  the first one at 0.0 s, the second one at {in_a_pause.second} s
            next    pause once after each job, for `pause` seconds.""", LOOP),
        rule("JOB_AFTER_STOP", lambda f: f.in_a_pause.late, """
            promise no other job begins after `stop` was called
            seen    stop() was called at {in_a_pause.asked} s, in a pause;
                    jobs began at {in_a_pause.begun}
            next    look at the flag between the pause and the next job.""", LOOP),
        usual.polls("in_a_pause", "nobody has to look at intervals", most=10, hints=LOOP),
        rule("PAUSE_NOT_CUT",
            lambda f: f.in_a_pause.at > f.in_a_pause.asked, """
            promise cuts a pause short at once
            seen    stop() was called in a pause, at {in_a_pause.asked} s;
                    it returned at {in_a_pause.at} s
            wanted  at {in_a_pause.asked} s: the pause ends when stop() is called
            next    let the pause be a wait that stop() can end; nothing wakes time.sleep.""",
            LOOP),
        rule("LOST_WAKE_UP", lambda f: f.before_a_pause.at > 9, """
            promise whenever `stop` comes
            seen    stop() was called at {before_a_pause.asked} s, in a job of 9 s;
                    it returned at {before_a_pause.at} s
            wanted  at 9.0 s: the pause behind that job is cut short as well
            next    whoever is about to wait must still learn of a stop that came before.""", KEPT),
        rule("LOST_WAKE_UP", lambda f: f.whenever.failed, """
            promise whenever `stop` comes
            seen    in {whenever.failed} of {whenever.tried} orders of the steps of the two threads,
                    stop() came back only after the whole pause, or never
            next    ex.x.trace() shows one; what is between the question and the wait?""", KEPT),
        rule("DEADLINE_IGNORED", lambda f: f.in_a_job.at > f.in_a_job.due, f"""
            promise {WAITS}
            seen    stop({{in_a_job.timeout}}) was called at {{in_a_job.asked}} s, in a job of 9 s;
                    it returned at {{in_a_job.at}} s
            wanted  at {{in_a_job.due}} s, with False: the time is over
            next    find what stop() still waits for when its time is over.""", STOP),
        rule("DOES_NOT_WAIT", lambda f: f.in_a_job.at < f.in_a_job.due, f"""
            promise {WAITS}
            seen    stop({{in_a_job.timeout}}) was called at {{in_a_job.asked}} s, in a job of 9 s;
                    it returned at {{in_a_job.at}} s
            next    asking is not enough: wait for the thread, with the timeout.""", STOP),
        rule(
            "SAYS_WRONG",
            lambda f: (
                [f.in_a_pause.first, f.in_a_job.first, f.in_a_job.again] != [True, False, True]
            ),
            """
            promise returns True if the thread has ended and False if not
            seen    stop() returned {in_a_pause.first} when the thread had ended,
                    {in_a_job.first} when it had not, {in_a_job.again} when called again later
            wanted  True, False and True
            next    return what has become of the thread.""",
            STOP,
        ),
        rule("FAILS_BEFORE_START", lambda f: f.before_start.error or not f.before_start.right, """
            promise or without `start()`
            seen    without start(), stop() {before_start.said}
            wanted  True: there is no thread that could still run
            next    see what stop() does when no thread was started.
            hint    A thread that was never started cannot be joined: join() raises RuntimeError.
            hint    Make the thread in start(), and let __init__ set the attribute to None.
            hint    In stop(), look at the attribute for None before you join."""),
        rule("DAEMON", lambda f: f.in_a_pause.daemon, """
            promise which is no daemon
            seen    the thread is a daemon
            next    leave `daemon` at False; there is stop() to end the thread.
            hint    At the program's end a daemon stops wherever it stands, in the middle of a job.
            hint    A thread is a daemon if it was made with daemon=True, or by a daemon.
            hint    Take daemon=True out."""),
    ),
    praise="a pause was cut short at {in_a_pause.at} s; a stop(3) gave up at {in_a_job.at} s",
    allows=("sys.settrace",),  # how the explorer follows the answer, also when it ends a run
)
