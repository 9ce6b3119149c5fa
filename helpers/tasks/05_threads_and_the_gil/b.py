"""05.b: a worker thread that can be stopped, within a deadline."""

import threading
import time
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, orders, rule, trial

__all__ = ["CHECK"]

MOST = 30  # calls, after which a worker that nobody can stop is ended by its job


class Job:
    """A job of so many seconds; notes when each call began, and on which threads."""

    def __init__(self, run: Run, takes: float) -> None:
        self.run, self.takes, self.caller = run, takes, threading.current_thread()
        self.threads: list[threading.Thread] = []
        self.begun: list[float] = []

    def __call__(self) -> None:
        me = threading.current_thread()
        self.threads += [] if me in self.threads else [me]
        if me is self.caller or len(self.begun) == MOST:
            raise SystemExit  # this thread would never come back
        self.begun.append(self.run.now())
        time.sleep(self.takes)

    def note(self, asked: float) -> None:
        """Note what was seen of its calls, when a stop was asked for at that second."""
        self.run.note(
            begun=self.begun[:6],
            late=[each for each in self.begun if each >= asked],
            on_caller=self.caller in self.threads,
            threads=len(self.threads),
            daemon=any(thread.daemon for thread in self.threads),
        )


def stopped(run: Run, takes: float, pause: float, at: float, timeout: float) -> None:
    """Start a worker, stop it at a second, and ask again when it must have ended."""
    job = Job(run, takes)
    run.note(takes=takes, pause=pause, asked=at, timeout=timeout)
    try:
        worker = run.answer(job, pause)
        worker.start()
        run.note(held_caller=run.now())
        time.sleep(max(0.0, at - run.now()))
        first = worker.stop(timeout)
        run.note(at=run.now(), first=first, alive=any(each.is_alive() for each in job.threads))
        time.sleep(takes + pause + 1)
        run.note(again=worker.stop(timeout))
    except SystemExit:
        pass  # the job ran on this very thread
    finally:
        job.note(at)


def two(run: Run) -> None:
    """Stop one of two workers; the other goes on, until it is stopped as well."""
    one, other = Job(run, 1), Job(run, 1)
    try:
        workers = [run.answer(one, 1), run.answer(other, 1)]
        for worker in workers:
            worker.start()
        run.note(held_caller=run.now())
        time.sleep(max(0.0, 2.5 - run.now()))
        workers[0].stop(4)
        time.sleep(max(0.0, 10.5 - run.now()))
        run.note(others=other.begun[:6])
        workers[1].stop(4)
    except SystemExit:
        pass  # the job ran on this very thread
    finally:
        one.note(2.5)


@trial(rounds=2)
def in_a_pause(run: Run) -> None:
    """Stop in the second pause, at a moment at which no one who looks at intervals looks."""
    takes, into = seconds(run.draw, 2) if run.round else (1.0, 3.0537)
    pause = 700.0 if run.round else 60.0
    run.note(second=round(takes + pause, 6))
    stopped(run, takes, pause, at=round(2 * takes + pause + into, 6), timeout=2000)


@trial(rounds=2)
def in_a_job(run: Run) -> None:
    """Stop in the first job, with a deadline before its end; the second one is over at once."""
    at, timeout = (2.0, 3.0) if run.round == 0 else (seconds(run.draw, 1)[0], 0)
    run.note(due=round(at + timeout, 6))
    stopped(run, 9, run.round, at, timeout)


@trial(rounds=2)
def before_a_pause(run: Run) -> None:
    """Stop in the first job, with time enough for its end."""
    at = 2.0 if run.round == 0 else seconds(run.draw, 1)[0]
    stopped(run, 9, 600, at, timeout=500)


@trial(raises=True)
def before_start(run: Run) -> Any:
    """Stop a worker that was never started."""
    run.note(wanted=True)
    return run.answer(Job(run, 1), 1).stop(3)


class Life:
    """A worker with a pause of 60 s, and how long it took to start and stop it."""

    def __init__(self, run: Run) -> None:
        self.worker, self.took, self.calls = run.answer(self.job, 60), 0.0, 0

    def job(self) -> None:
        """Take no time, and end a thread that nobody stops."""
        self.calls += 1
        assert self.calls < 5, "the pauses pass only after stop(), so two calls are enough"


def start_and_stop(life: Life) -> None:
    """Live the whole life; the worker's thread goes on beside it, in every order."""
    began = time.monotonic()
    life.worker.start()
    life.worker.stop(1000)
    life.took = time.monotonic() - began


@orders(start_and_stop, right=lambda life: life.took == 0, limit=150)
def whenever(run: Run) -> Life:
    """Stop at any moment: between the thread's question whether to stop and its wait, too."""
    return Life(run)


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
FLAG = """
    The thread has to look for the flag; nothing ends it from outside.
    What comes right after the pause: the job, or the question whether to stop?
    The condition of the while loop is asked again after the pause, if the pause is last."""
KEPT = """
    A notice reaches only those who wait at that moment; nobody keeps it for later.
    Between the thread's question and its wait there must be no room for a stop.
    An Event stays set; with a Condition, ask and wait under its lock, and set the flag there too."""
AT_ONCE = "calls `job()` at once and then again and again"
CUT = "cuts a pause short at once"
NO_OTHER = "no other job begins after `stop` was called"
WAITS = "waits for its end, but not longer than `timeout` seconds"
SAYS = "returns True if the thread has ended and False if not"

CHECK = check(
    *(two, in_a_pause, in_a_job, before_a_pause, before_start, whenever),
    rules=(
        usual.busy_wait("two in_a_pause in_a_job", "nobody has to look at intervals", hints=LOOP),
        rule(
            "STARTS_NO_THREAD",
            lambda f: f.two.on_caller,
            """
            promise `start()` starts one thread
            seen    `job` was called on the thread that called start()
            next    give a thread a function to call, and start it.""",
            THREAD,
        ),
        usual.deadlock("two in_a_pause", WAITS, code="WAITS_FOR_EVER", hints=LOOP),
        usual.blocks_the_caller("two", "returns at once", hints=THREAD),
        rule(
            "THREAD_FAILS",
            lambda f: [each for each in f.two.thread_errors if each["type"] != "SystemExit"],
            f"""
            promise {AT_ONCE}
            seen    the thread ended with an error of its own, {{two.thread_errors[0][type]}}:
                    {{two.thread_errors[0][message]}}
                    {{two.thread_errors[0][line]}}
            next    mend that line; the thread calls `job()` with nothing between the brackets.""",
            LOOP,
        ),
        rule(
            "NO_JOB",
            lambda f: not f.two.begun,
            f"""
            promise {AT_ONCE}
            seen    2.5 s after start() no job had begun
            wanted  the first one begins at 0.0 s
            next    make a thread, start it, and let it call `job()`.""",
            LOOP,
        ),
        rule(
            "STOPS_OTHERS",
            lambda f: f.two.others == [0.0, 2.0],
            """
            promise each worker is stopped for itself
            seen    one of two workers was stopped at 2.5 s; the other one's jobs began at {two.others}
            wanted  the other one goes on: 0.0, 2.0, 4.0, 6.0, 8.0, 10.0
            next    let each worker have a flag of its own.
            hint    What is made in the class, or as a default argument, is made once for all.
            hint    What belongs to one worker is made when that worker is made.
            hint    In __init__: an Event of its own, as an attribute of self.""",
        ),
        rule(
            "MORE_THREADS",
            lambda f: f.in_a_pause.threads > 1,
            """
            promise starts one thread
            seen    {in_a_pause.threads} threads have called `job`
            next    let one thread do all jobs and pauses, in a loop.""",
            LOOP,
        ),
        rule(
            "FIRST_JOB_LATE",
            lambda f: f.in_a_pause.begun[0] > 0,
            f"""
            promise {AT_ONCE}
            seen    with a pause of {{in_a_pause.pause}} s, jobs began at {{in_a_pause.begun}}
            wanted  the first one at 0.0 s
            next    first the job, then the pause.""",
            LOOP,
        ),
        rule(
            "WRONG_PAUSE",
            lambda f: f.in_a_pause.begun[1:2] != [f.in_a_pause.second],
            """
            promise between the end of one call and the begin of the next
            seen    jobs of {in_a_pause.takes} s with a pause of {in_a_pause.pause} s began at {in_a_pause.begun}
            wanted  the first one at 0.0 s, the second one at {in_a_pause.second} s
            next    pause once after each job, for `pause` seconds.""",
            LOOP,
        ),
        *(
            rule(
                "JOB_AFTER_STOP",
                lambda f, name=name: getattr(f, name).late,
                f"""
                promise {NO_OTHER}
                seen    stop() was called at {{{name}.asked}} s, {place}; jobs began at {{{name}.begun}}
                next    look at the flag between the pause and the next job.""",
                FLAG,
            )
            for name, place in (("in_a_pause", "in a pause"), ("before_a_pause", "in a job"))
        ),
        usual.polls("in_a_pause", "nobody has to look at intervals", most=10, hints=LOOP),
        rule(
            "PAUSE_NOT_CUT",
            lambda f: f.in_a_pause.at > f.in_a_pause.asked,
            f"""
            promise {CUT}
            seen    stop() was called in a pause, at {{in_a_pause.asked}} s; it returned at {{in_a_pause.at}} s
            wanted  at {{in_a_pause.asked}} s: the pause ends when stop() is called
            next    let the pause be a wait that stop() can end; nothing wakes time.sleep.""",
            LOOP,
        ),
        rule(
            "LOST_WAKE_UP",
            lambda f: f.before_a_pause.at > 9,
            """
            promise whenever `stop` comes
            seen    stop() was called at {before_a_pause.asked} s, in a job of 9 s; it returned at {before_a_pause.at} s
            wanted  at 9.0 s: the pause behind that job is cut short as well
            next    whoever is about to wait must still learn of a stop that came before.""",
            KEPT,
        ),
        rule(
            "LOST_WAKE_UP",
            lambda f: f.whenever.failed,
            """
            promise whenever `stop` comes
            seen    in {whenever.failed} of {whenever.tried} orders of the steps of the two threads, stop()
                    came back only after the whole pause, or never
            next    ex.x.trace() shows one; what is between the question and the wait?""",
            KEPT,
        ),
        rule(
            "DEADLINE_IGNORED",
            lambda f: f.in_a_job.at > f.in_a_job.due,
            f"""
            promise {WAITS}
            seen    stop({{in_a_job.timeout}}) was called at {{in_a_job.asked}} s, in a job of 9 s;
                    it returned at {{in_a_job.at}} s
            wanted  at {{in_a_job.due}} s, with False: the time is over
            next    find what stop() still waits for when its time is over.""",
            STOP,
        ),
        *(
            rule(
                "DOES_NOT_WAIT",
                when,
                f"""
                promise {WAITS}
                seen    stop({{{name}.timeout}}) was called at {{{name}.asked}} s; it returned at {{{name}.at}} s,
                        while a job was under way
                next    asking is not enough: wait for the thread, with the timeout.""",
                STOP,
            )
            for name, when in (
                ("in_a_job", lambda f: f.in_a_job.at < f.in_a_job.due),
                ("before_a_pause", lambda f: f.before_a_pause.alive),
            )
        ),
        rule(
            "SAYS_WRONG",
            lambda f: (
                [f.in_a_pause.first, f.in_a_job.first, f.in_a_job.again] != [True, False, True]
            ),
            f"""
            promise {SAYS}
            seen    stop() returned {{in_a_pause.first}} when the thread had ended, {{in_a_job.first}} when
                    it had not, and {{in_a_job.again}} when it was called again after its end
            wanted  True, False and True
            next    return what has become of the thread.""",
            STOP,
        ),
        rule(
            "FAILS_BEFORE_START",
            lambda f: f.before_start.error or not f.before_start.right,
            """
            promise or without `start()`
            seen    without start(), stop() {before_start.said}
            wanted  True: there is no thread that could still run
            next    see what stop() does when no thread was started.
            hint    A thread that was never started cannot be joined: join() raises RuntimeError.
            hint    Make the thread in start(), and let __init__ set the attribute to None.
            hint    In stop(), look at the attribute for None before you join.""",
        ),
        rule(
            "DAEMON",
            lambda f: f.in_a_pause.daemon,
            """
            promise which is no daemon
            seen    the thread is a daemon
            next    leave `daemon` at False; there is stop() to end the thread.
            hint    At the end of the program a daemon stops wherever it stands, in the middle of a job.
            hint    A thread is a daemon if it was made with daemon=True, or by a daemon.
            hint    Take daemon=True out.""",
        ),
    ),
    praise="a pause was cut short at {in_a_pause.at} s; a stop(3) at 2 s gave up at {in_a_job.at} s",
    allows=("sys.settrace",),  # how the explorer follows the answer, also when it ends a run
)
