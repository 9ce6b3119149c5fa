"""05.c: jobs in a queue that see the context variables of whoever handed them in."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .desk import at_once, failing, later

__all__ = ["CHECK"]

FUTURE = """
    A Future is an empty place for a result: somebody has to fill it.
    The caller gets the future at once; the job fills it later, in the thread that calls the job.
    future = Future(); in the job set_result(…) or set_exception(…); return the future."""
JOB = """
    What serves the queue takes one thing out of it and calls that, without arguments.
    A small function defined inside of submit sees `function`, `args` and `kwargs`.
    def job(): … ; jobs.put(job), without brackets behind job."""
SERVED = "in a thread that serves the queue"
AT_ONCE = "at once, without waiting for the job"
GIVES = "the future gives what `function` returned, or raises what it raised"

# fmt: off
CHECK = check(
    *(at_once, later, failing),
    rules=(
        usual.is_async("at_once", "returns a `concurrent.futures.Future`"),
        usual.no_list("at_once", "returns a `concurrent.futures.Future`", kind="Future",
            hints=FUTURE),
        usual.deadlock("at_once", AT_ONCE, code="WAITS_FOR_EVER", hints=FUTURE),
        rule("NOT_BY_A_WORKER", lambda f: f.at_once.strays, f"""
            promise {SERVED}
            seen    calls ran on these threads, which do not serve the queue: {{at_once.strays}}
            next    put the job into the queue, and call nothing yourself.""", JOB),
        usual.blocks_the_caller("at_once", AT_ONCE, hints=FUTURE),
        rule("ALREADY_ENTERED",
            lambda f: "already entered" in f"{f.at_once.failed} {f.at_once.endings}", """
            promise any number of jobs can run at the same time
            seen    three jobs at once: one of them failed, since its context was already entered
            next    a context can be entered only once at a time: make a copy for each job.""",
            usual.COPY_THE_CONTEXT),
        rule("JOB_FAILS", lambda f: f.at_once.failed, """
            promise puts one job into `jobs`, which can be called without arguments
            seen    the function raised nothing, but the call of what was put raised
                    {at_once.failed}
            next    put something that can be called as job().""", JOB),
        rule("NEVER_DONE", lambda f: f.at_once.never, f"""
            promise {GIVES}
            seen    all jobs had been called, and one of the futures had still no result
            next    fill the future that you return, in the job.""", FUTURE),
        usual.done_twice("at_once", "is called once", hints=JOB),
        usual.arguments_lost("at_once", "with all of its arguments, also those that go by name"),
        rule("ANOTHER_MOMENT", lambda f: f.at_once.moved, """
            promise with the values that they have when `submit` is called
            seen    the caller's variables at the three calls: {at_once.set_to};
                    the function saw: {at_once.saw}
            next    copy the context in submit itself: not earlier, and not in the job; keep the
                    copy in a local variable, and in no global one.""", usual.COPY_THE_CONTEXT),
        usual.context_lost("at_once", "sees all context variables of the caller"),
        usual.no_result("at_once", GIVES, hints=FUTURE),
        usual.context_leaks("later", "neither the caller nor a later job sees it"),
        rule("ERROR_ENDS_THE_WORKER", lambda f: f.failing.failed, """
            promise an exception of `function` does not end the thread
            seen    the function raised {failing.due_error}, and the call of the job raised it too,
                    which would end the thread that serves the queue
            next    catch it in the job, and put it into the future.""", FUTURE),
        usual.error_lost("failing", GIVES, wanted="{due_error}", hints=FUTURE),
    ),
    praise="each of 3 jobs found its caller's variables; a later job found none",
    version=3,  # another task had this letter before
)
