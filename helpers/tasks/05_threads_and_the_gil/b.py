"""05.b: a worker thread that can be stopped, within a deadline."""

import threading
import time
from types import SimpleNamespace
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, orders, rule, trial

__all__ = ["CHECK"]

MOST, ENDED = 30, "InterruptedError"  # calls, after which a job ends a worker that goes on, by this


def job_of(run: Run, takes: float, name: str = "job") -> tuple[Any, list[threading.Thread]]:
    """Return a job of so many seconds, and the list of the threads on which it is called."""
    threads: list[threading.Thread] = []

    def script() -> Outcome:
        threads.append(threading.current_thread())
        return gives(None, takes) if len(threads) <= MOST else fails(InterruptedError("too often"))

    return run.blocking(name, script), threads


def begun(run: Run, name: str = "job") -> list[float]:
    """Return the seconds at which the calls of this job began, a few of them."""
    return [call.start for call in run.journal.calls(name)][:6]


def two(run: Run) -> None:
    """Stop one of two workers; the other goes on, until it is stopped as well."""
    workers = [run.answer(job_of(run, 1, name)[0], 1) for name in ("one", "other")]
    for worker in workers:
        worker.start()
    run.note(held_caller=run.now())
    time.sleep(max(0.0, 2.5 - run.now()))
    run.note(begun=begun(run, "one"))
    workers[0].stop(4)
    time.sleep(max(0.0, 10.5 - run.now()))
    run.note(others=begun(run, "other"))
    workers[1].stop(4)


def stopped(run: Run, takes: float, pause: float, asked: float, timeout: float) -> list[Any]:
    """Start a worker and stop it; return what stop() says: twice, and when it must have ended."""
    job, threads = job_of(run, takes)
    worker = run.answer(job, pause)
    worker.start()
    time.sleep(max(0.0, asked - run.now()))
    said = [worker.stop(timeout)]
    run.note(takes=takes, pause=pause, asked=asked, timeout=timeout, at=run.now())
    said.append(worker.stop(0.25))
    time.sleep(takes + pause + 1)
    run.note(begun=begun(run), late=[c.start for c in run.journal.calls() if c.start >= asked][:6])
    run.note(threads=len({*threads}), daemon=any(thread.daemon for thread in threads))
    return [*said, worker.stop(timeout)]


@trial(rounds=2)
def in_a_pause(run: Run) -> list[Any]:
    """Stop in the second pause, at a moment at which no one who looks at intervals looks."""
    takes, into = seconds(run.draw, 2) if run.round else (1.0, 3.0537)
    pause = 700.0 if run.round else 60.0
    run.note(second=round(takes + pause, 6), wanted=[True, True, True])
    return stopped(run, takes, pause, asked=round(2 * takes + pause + into, 6), timeout=2000)


@trial(rounds=2)
def in_a_job(run: Run) -> list[Any]:
    """Stop in the first job, with a deadline before its end; the second one is over at once."""
    asked, timeout = (2.0, 3.0) if run.round == 0 else (seconds(run.draw, 1)[0], 0)
    run.note(due=round(asked + timeout, 6), wanted=[False, False, True])
    return stopped(run, 9, run.round, asked, timeout)


@trial(raises=True)
def before_start(run: Run) -> Any:
    """Stop a worker that was never started."""
    return run.answer(job_of(run, 1)[0], 1).stop(3)


def start_and_stop(life: SimpleNamespace) -> None:
    """Live the whole life; the worker's thread goes on beside it, in every order."""
    began = time.monotonic()
    life.worker.start()
    life.worker.stop(1000)
    life.took = time.monotonic() - began


@orders(start_and_stop, right=lambda life: life.took == 0, limit=150)
def whenever(run: Run) -> SimpleNamespace:
    """Stop at any moment: between the thread's question whether to stop and its wait, too."""
    return SimpleNamespace(worker=run.answer(lambda: None, 60), took=None)


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
WAITS = "waits for its end, but not longer than `timeout` seconds"
RETURNED = """stop({in_a_job.timeout}) was called at {in_a_job.asked} s, in a job of 9 s;
    it returned at {in_a_job.at} s, and not at {in_a_job.due} s"""

# fmt: off
CHECK = check(
    *(two, in_a_pause, in_a_job, before_start, whenever),
    rules=(
        usual.busy_wait("two in_a_pause in_a_job", "nobody has to look at intervals", hints=LOOP),
        rule("STARTS_NO_THREAD", lambda f: f.two.raised == ENDED, """
            promise `start()` starts one thread
            seen    `job` was called on the thread that called start()
            next    give a thread a function to call, and start it.""", THREAD),
        usual.deadlock("two in_a_pause", WAITS, code="WAITS_FOR_EVER", hints=LOOP),
        usual.blocks_the_caller("two", "returns at once", hints=THREAD),
        rule("THREAD_FAILS", lambda f: [e for e in f.two.thread_errors if e["type"] != ENDED], """
            promise calls `job()` at once and then again and again
            seen    the thread ended with an error of its own, {two.thread_errors[0][type]}:
                    {two.thread_errors[0][message]}, in {two.thread_errors[0][line]}
            next    an error ends its thread, and nobody else hears of it: mend that.""", LOOP),
        rule("FIRST_JOB_LATE", lambda f: f.two.begun[:1] != [0.0], """
            promise calls `job()` at once and then again and again
            seen    2.5 s after start(), with a pause of 1 s, jobs had begun at {two.begun}
            next    start a thread, and let it call `job()` before its first pause.""", LOOP),
        rule("STOPS_OTHERS", lambda f: f.two.others == [0.0, 2.0], """
            promise each worker is stopped for itself
            seen    one of two was stopped at 2.5 s; the other one's jobs began at {two.others}
            next    let each worker have a flag of its own, made in __init__.
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
            promise no other job begins once `stop` was called
            seen    stop() came in a pause, at {in_a_pause.asked} s; late jobs: {in_a_pause.late}
            next    look at the flag between the pause and the next job.""", LOOP),
        usual.polls("in_a_pause", "nobody has to look at intervals", most=10, hints=LOOP),
        rule("PAUSE_NOT_CUT", lambda f: f.in_a_pause.at > f.in_a_pause.asked, """
            promise cuts a pause short at once
            seen    stop() came in a pause at {in_a_pause.asked} s; it returned at {in_a_pause.at} s
            next    let the pause be a wait that stop() can end: no time.sleep.""", LOOP),
        rule("LOST_WAKE_UP", lambda f: f.whenever.failed, """
            promise whenever `stop` comes
            seen    in {whenever.failed} of {whenever.tried} orders of the steps of the two threads,
                    stop() came back only after the whole pause, or never
            next    ex.x.trace() shows one; what is between the question and the wait?
            hint    A notice reaches only those who wait at that moment; nobody keeps it for later.
            hint    Between the thread's question and its wait must be no room for a stop.
            hint    An Event stays set; with a Condition, set, ask and wait under its lock."""),
        rule("DEADLINE_IGNORED", lambda f: f.in_a_job.at > f.in_a_job.due, f"""
            promise {WAITS}
            seen    {RETURNED}
            next    find what stop() still waits for when its time is over.""", STOP),
        rule("DOES_NOT_WAIT", lambda f: f.in_a_job.at < f.in_a_job.due, f"""
            promise {WAITS}
            seen    {RETURNED}
            next    asking is not enough: wait for the thread, with the timeout.""", STOP),
        rule("SAYS_WRONG", lambda f: not (f.in_a_pause.right and f.in_a_job.right), """
            promise returns True if the thread has ended and False if not
            seen    stop(), stop() again, and again later, in a pause: {in_a_pause.value};
                    in a job that goes on until after the deadline: {in_a_job.value}
            wanted  {in_a_pause.wanted} and {in_a_job.wanted}
            next    return what has become of the thread.""", STOP),
        rule("FAILS_BEFORE_START", lambda f: f.before_start.said != "returned True", """
            promise or without `start()`
            seen    without start(), stop() {before_start.said}; True was due
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
