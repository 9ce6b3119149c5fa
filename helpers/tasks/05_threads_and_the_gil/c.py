"""05.c: jobs in a queue that see the context variables of whoever handed them in."""

import queue
import threading
import time
from concurrent.futures import Future
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.contexts import UNSET, here, leaks, request_id, set_to
from helpers.grading.doubles import fails
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

PATIENCE = 20  # seconds of virtual time, after which a future without a result will never have one


class Desk:
    """A queue with threads that serve it, begun before anybody sets a variable.

    failed: what came out of a job, where it would have ended the thread. put: how many jobs came.
    """

    def __init__(self, run: Run, workers: int) -> None:
        run.replace(request_id=request_id)
        self.jobs: queue.Queue[Any] = queue.Queue()
        self.failed: list[str] = []
        self.threads = [
            threading.Thread(target=self.serve, name=f"worker_{number}")
            for number in range(workers)
        ]

    def serve(self) -> None:
        """Call the jobs, as the exercise's `serve` does, but go on after one that raises."""
        while (job := self.jobs.get()) is not None:
            try:
                job()
            except Exception as error:
                self.failed.append(f"{type(error).__name__}: {error}")

    def __enter__(self) -> "Desk":
        for thread in self.threads:
            thread.start()
        time.sleep(1)
        return self

    def __exit__(self, *error: object) -> None:
        for _ in self.threads:
            self.jobs.put(None)
        for thread in self.threads:
            thread.join()


@trial(rounds=2)
def at_once(run: Run) -> Any:
    """Three jobs of two callers at the same time, with arguments; then the caller changes all."""
    calls: list[tuple[Any, Any, str]] = []

    def job(*args: Any, **named: Any) -> str:
        calls.append(([list(args), named], here(), threading.current_thread().name))
        time.sleep(3)
        return f"result of {args}"

    ids = ["r1", "r2"] if run.round == 0 else odd_values(run.draw, 2)
    odd = run.draw.sample([0, None, "", False], 2)
    sent = [[["home", 2], {"page": "help"}], [odd, {"key": odd[0]}], [[], {}]]
    with Desk(run, 3) as desk:
        begun, one = run.now(), set_to(ids[0], "Ada")
        futures = [run.answer(desk.jobs, job, *args, **named) for args, named in sent[:2]]
        other = set_to(ids[1], "Bob")
        futures.append(run.answer(desk.jobs, job))
        held = round(run.now() - begun, 6)
        if not isinstance(futures[0], Future):
            return futures[0]
        run.note(held_caller=held, kind="Future")
        dues, moments = [one, one, other], [one, other, set_to("r3", "Cy")]
        ends = [run.ending(future.result, PATIENCE) for future in futures]
    got, saw, threads = ([call[part] for call in calls] for part in range(3))
    run.note(sent=sent, got=got, asked=got if len(got) > len(sent) else [])
    moved = any(a != b and a in moments for a, b in zip(saw, dues, strict=False))
    run.note(saw=saw, set_to=dues, moved=moved, failed=desk.failed)
    run.note(endings="".join(end.said for end in ends if end.error))
    run.note(never=any(not future.done() for future in futures))
    run.note(strays=[name for name in threads if not name.startswith("worker")])
    run.note(wanted=[f"result of {tuple(args)}" for args, _ in sent])
    return [end.value for end in ends]


@trial(raises=True)
def later(run: Run) -> None:
    """A job sets the variables; then look at later jobs on the same thread, and at the caller."""
    seen: list[Any] = []
    with Desk(run, 1) as desk:
        mine = set_to("r4", "Di")
        run.answer(desk.jobs, set_to, "changed", "changed").result(PATIENCE)
        desk.jobs.put(lambda: seen.extend(here()))
        own = run.answer(desk.jobs, here).result(PATIENCE)
    looks = [("a job that was put without it", seen, UNSET), ("the next job", own, mine)]
    run.note(leaked=leaks([*looks, ("the caller", here(), mine)]))


@trial(rounds=2, raises=True)
def failing(run: Run) -> None:
    """The job raises."""
    error = ValueError("no page") if run.round == 0 else errors(run.draw, 1)[0]
    with Desk(run, 1) as desk:
        future = run.answer(desk.jobs, run.blocking("load_page", fails(error)))
        end = run.ending(future.result, PATIENCE)
    run.note(due_error=type(error).__name__, raised=end.raised, failed=desk.failed)
    run.note(said=f"returned a future whose result() {end.said}")


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
)
