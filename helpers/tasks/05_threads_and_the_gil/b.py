"""05.b: a worker thread that can be stopped, within a deadline."""

import threading
import time
from functools import partial
from types import SimpleNamespace
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, orders, rule, trial

__all__ = ["CHECK"]

MOST, ENDED = 30, "InterruptedError"  # calls, after which a job ends a worker that goes on, by this


def stopped(run: Run, takes: float, pause: float, asked: float, timeout: float) -> list[Any]:
    """Start two workers, stop one; return what stop() says: twice, and when it must have ended."""
    threads: set[threading.Thread] = set()

    def script(name: str) -> Outcome:
        threads.add(threading.current_thread())
        run.note(threads=len(threads), daemon=threading.current_thread().daemon)
        often = len(run.journal.calls(name)) > MOST
        return fails(InterruptedError("too often")) if often else gives(None, takes)

    jobs = (run.blocking(name, partial(script, name)) for name in ("job", "other"))
    worker, other = (run.answer(job, pause) for job in jobs)
    worker.start()
    other.start()
    run.note(held_caller=run.now())
    time.sleep(max(0.0, asked - run.now()))
    values, in_a_job = [worker.stop(timeout)], asked < takes
    where = f"{'a job' if in_a_job else 'a pause'}, with a timeout of {timeout} s"
    run.note(took=run.now(), said=f"was called at {asked} s in {where}, and returned")
    run.note(due=round(asked + timeout * in_a_job, 6), wanted=[not in_a_job, not in_a_job, True])
    values.append(worker.stop(0.25))
    time.sleep(takes + pause + 1)
    begun, others = ([c.start for c in run.journal.calls(name)][:6] for name in ("job", "other"))
    run.note(begun=begun, others=others, late=[start for start in begun if start >= asked])
    other.stop(99)
    return [*values, worker.stop(timeout)]


@trial(rounds=2)
def in_a_pause(run: Run) -> list[Any]:
    """Stop in the second pause, at a moment at which no one who looks at intervals looks."""
    takes, into = seconds(run.draw, 2) if run.round else (1.0, 3.0537)
    pause = 700.0 if run.round else 60.0
    run.note(takes=takes, pause=pause, second=round(takes + pause, 6))
    return stopped(run, takes, pause, round(2 * takes + pause + into, 6), timeout=2000)


@trial(rounds=2)
def in_a_job(run: Run) -> list[Any]:
    """Stop in the first job, with a deadline before its end; the second one is over at once."""
    asked, timeout = (2.0, 3.0) if run.round == 0 else (seconds(run.draw, 1)[0], 0)
    return stopped(run, 9, run.round, asked, timeout)


@trial(raises=True)
def before_start(run: Run) -> Any:
    """Stop a worker that was never started."""
    return run.answer(lambda: None, 1).stop(3)


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
AT_WORK = "calls `job()` at once and then again and again"

# fmt: off
CHECK = check(
    *(in_a_pause, in_a_job, before_start, whenever),
    rules=(
        usual.busy_wait("in_a_pause in_a_job", "nobody has to look at intervals", hints=LOOP),
        rule("STARTS_NO_THREAD", lambda f: f.in_a_pause.raised == ENDED, """
            promise `start()` starts one thread
            seen    `job` was called on the thread that called start()
            next    give a thread a function to call, and start it.""", THREAD),
        usual.deadlock("in_a_pause", WAITS, code="WAITS_FOR_EVER", hints=LOOP),
        usual.blocks_the_caller("in_a_pause", "returns at once", hints=THREAD),
        rule("THREAD_FAILS",
            lambda f: [e for e in f.in_a_pause.thread_errors if e["type"] != ENDED], f"""
            promise {AT_WORK}
            seen    a thread ended with an error of its own, {{in_a_pause.thread_errors[0][type]}}:
                    {{in_a_pause.thread_errors[0][message]}}
                    in your line: {{in_a_pause.thread_errors[0][line]}}
            next    an error ends its thread, and nobody else hears of it: mend that.""", LOOP),
        rule("FIRST_JOB_LATE", lambda f: f.in_a_pause.begun[:1] != [0.0], f"""
            promise {AT_WORK}
            seen    with a pause of {{in_a_pause.pause}} s, jobs began at {{in_a_pause.begun}}
            next    start a thread, and let it call `job()` before its first pause.""", LOOP),
        rule("MORE_THREADS", lambda f: f.in_a_pause.threads > 2, """
            promise starts one thread
            seen    the `job` of two workers was called by {in_a_pause.threads} threads
            next    let one thread do all jobs and pauses, in a loop.""", LOOP),
        rule("WRONG_PAUSE", lambda f: f.in_a_pause.begun[1:2] != [f.in_a_pause.second], """
            promise between the end of one call and the start of the next
            seen    jobs of {in_a_pause.takes} s with a pause of {in_a_pause.pause} s
                    began at {in_a_pause.begun}
            wanted  the first one at 0.0 s, the second one at {in_a_pause.second} s
            next    pause once after each job, for `pause` seconds.""", LOOP),
        rule("JOB_AFTER_STOP", lambda f: f.in_a_pause.late, """
            promise no other job begins once `stop` was called
            seen    stop() came in a pause, at {in_a_pause.due} s; late jobs: {in_a_pause.late}
            next    look at the flag between the pause and the next job.""", LOOP),
        usual.polls("in_a_pause", "nobody has to look at intervals", most=20, hints=LOOP),
        usual.too_late("in_a_pause", "cuts a pause short at once", code="PAUSE_NOT_CUT", hints=LOOP,
            next="let the pause be a wait that stop() can end: no time.sleep."),
        rule("STOPS_OTHERS", lambda f: f.in_a_pause.others == f.in_a_pause.begun, """
            promise each worker is stopped for itself
            seen    one of two was stopped at {in_a_pause.due} s; the jobs of the other one, which
                    was to go on, began at {in_a_pause.others}
            next    let each worker have a flag of its own, made in __init__.""",
            usual.ONE_FOR_EACH),
        rule("LOST_WAKE_UP", lambda f: f.whenever.failed, """
            promise whenever `stop` comes
            seen    in {whenever.failed} of {whenever.tried} orders of the steps of the two threads,
                    stop() came back only after the whole pause, or never
            next    ex.x.trace() shows one; what is between the question and the wait?""",
            usual.LOCK_IT),
        usual.too_late("in_a_job", WAITS, code="DEADLINE_IGNORED", hints=STOP,
            next="find what stop() still waits for when its time is over."),
        usual.too_early("in_a_job", WAITS, code="DOES_NOT_WAIT", hints=STOP,
            next="asking is not enough: wait for the thread, with the timeout."),
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
            next    leave `daemon` at False; there is stop() to end the thread.""", usual.END_IT),
    ),
    called="stop",
    praise="a pause was cut short at {in_a_pause.took} s; a stop(3) gave up at {in_a_job.took} s",
    allows=("sys.settrace",),  # how the explorer follows the answer, also when it ends a run
)
