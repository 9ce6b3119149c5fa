"""09.a: consumers that all stop, whatever the jobs are."""

from types import SimpleNamespace
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import odd_values
from helpers.grading.kit import Run, check, orders, rule, trial

__all__ = ["CHECK"]

SIZES = ((7, 3), (14, 4), (2, 5))  # jobs and threads of each round


@trial(rounds=3)
def working(run: Run) -> Any:
    """Plain jobs of 1 s each, then odd ones and None, then fewer jobs than threads."""
    count, threads = SIZES[run.round]
    jobs = [None, *odd_values(run.draw, count - 1)] if run.round else [*range(1, count + 1)]
    run.note(to_ask=jobs, limit=threads, of=min(count, threads), jobs=count)
    run.note(due=float(-(-count // threads)), got_none="None" in map(repr, jobs))
    return run.answer(run.blocking("work", gives(None, after=1.0)), list(jobs), threads)


@trial(rounds=1)
def none_to_do(run: Run) -> Any:
    """No jobs at all."""
    run.note(to_ask=[], due=0.0)
    return run.answer(run.blocking("work", gives(None, after=1.0)), [], 2)


def work_one(state: SimpleNamespace) -> None:
    """Have two threads do one job; they go on beside this one, in every order."""
    state.work_all(state.done.append, ["job"], 2)


@orders(work_one, right=lambda state: state.done == ["job"], limit=50)
def any_order(run: Run) -> SimpleNamespace:
    """One job and two threads, so that one of them finds nothing, at any moment."""
    return SimpleNamespace(work_all=run.answer, done=[])


ONE_EACH = """
    A sentinel is taken out of the queue by the consumer that reads it; the others do not see it.
    Every consumer has to find a sentinel of its own, after the last job.
    Put the sentinel `count` times, in a loop; or let each consumer put it back."""
OWN_END = """
    A sentinel must be a value that no job can be; None can be a job here.
    An object() that you make yourself is the same as nothing else.
    end = object(), put that, and compare with `is`, not with `==` or an `if`."""
BUSY = """
    A thread that was started runs beside the others; join waits for its end.
    Start all threads before you wait for the first, and let them share one queue.
    Two loops: one that starts `count` threads, and after it one that joins them."""
JOIN = """
    join() of a queue waits for the jobs, join() of a thread waits for its end.
    A consumer ends when it takes a sentinel; a daemon that waits in get() never does.
    Put a sentinel for each thread, then join each thread, before you return."""
FAILS = """
    What a thread raises ends that thread; its traceback goes to stderr, and to no other thread.
    The line that raises is named above; it belongs to the function that your threads run.
    Mend that line; then each thread goes on until it takes its sentinel."""
ASK_AND_TAKE = """
    Whether the queue is empty may change before the next line of the same thread.
    Asking and taking have to be one call of the queue, which holds its lock meanwhile.
    get() and a sentinel each; or get_nowait() in a try, if all jobs were put before the start."""
ONE_JOB = "one job and two threads"
PART = "let one call of the queue ask and take, so that nothing can come between."
ONCE = "It calls `work(job)` once for each job"
ANY = "Any value may be a job"
RETURNS = "It returns as soon as all jobs are done"
ENDED = "then all its threads have ended"

# fmt: off
CHECK = check(
    *(working, none_to_do, any_order),
    rules=(
        usual.is_async("working", RETURNS),
        usual.busy_wait("working", RETURNS),
        rule("THREAD_FAILS", lambda f: f.working.round == 0 and f.working.thread_errors, f"""
            promise {ONCE}
            seen    a thread ended with an error of its own, {{working.thread_errors[0][type]}}:
                    {{working.thread_errors[0][message]}}
                    in your line: {{working.thread_errors[0][line]}}
            next    an error ends its thread, and nobody else hears of it: mend that.""", FAILS),
        rule("WAITS_FOR_EVER",
            lambda f: f.working.deadlock and (f.working.round == 0 or not f.working.amiss), f"""
            promise {ENDED}
            seen    {{working.jobs}} jobs, {{working.limit}} threads; from {{working.took}} s on
                    nothing can ever happen again:
                    {{working.waits}}
            next    see how each of the threads is to learn that no job will come.""", ONE_EACH),
        rule("JOB_IS_NO_END", lambda f: f.working.round > 0 and f.working.got_none
            and (f.working.deadlock or f.working.error or f.working.amiss), f"""
            promise {ANY}
            seen    with None and other odd values as jobs: {{working.amiss}}
            next    choose a sentinel that no job can be, and compare with `is`.""", OWN_END),
        usual.not_asked("working", ONCE, hints=BUSY),
        usual.limit_ignored("working", "and never more", hints=BUSY),
        usual.one_at_a_time("working", "as many calls as that are under way at", hints=BUSY),
        rule("TOO_EARLY", lambda f: not f.working.error and f.working.took < f.working.due, f"""
            promise {RETURNS}
            seen    {{name}} {{working.said}} at {{working.took}} s
            wanted  at {{working.due}} s
            next    find out what it should still have waited for.""", JOIN),
        usual.too_late("working", RETURNS, hints=BUSY),
        usual.left_behind("working none_to_do", ENDED, hints=JOIN),
        usual.deadlock("none_to_do", ENDED, code="WAITS_FOR_EVER", hints=ONE_EACH),
        usual.deadlock_in_some_order("any_order", ENDED, code="RACE", what=ONE_JOB, next=PART,
            hints=ASK_AND_TAKE),
        usual.race("any_order", ONCE, what=ONE_JOB, next=PART, hints=ASK_AND_TAKE),
    ),
    praise="{working.jobs} jobs, {working.limit} threads: all done at {working.took} s, all ended",
    allows=("sys.settrace",),  # how the explorer follows the answer, also when it ends a run
)
