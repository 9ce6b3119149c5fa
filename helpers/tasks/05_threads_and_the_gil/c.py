"""05.c: jobs in a pool that see the context variables of whoever handed them in."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.contexts import UNSET, here, leaks, request_id, set_to
from helpers.grading.doubles import fails
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]


class Pool(ThreadPoolExecutor):
    """A pool that keeps its futures; its threads have begun before anybody sets a variable."""

    def __init__(self, run: Run, workers: int) -> None:
        super().__init__(workers, thread_name_prefix="pool")
        run.replace(request_id=request_id)
        self.run, self.futures = run, []
        list(self.map(time.sleep, [1] * workers))

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future:
        """Keep the future."""
        self.futures.append(super().submit(function, *args, **kwargs))
        return self.futures[-1]

    def __exit__(self, *error: Any) -> Any:
        """See whether the pool is still open, and end it."""
        self.run.note(closed="the pool" if self.run.ending(self.submit, int).error else "")
        return super().__exit__(*error)


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
    with Pool(run, 3) as pool:
        begun, one = run.now(), set_to(ids[0], "Ada")
        futures = [run.answer(pool, job, *args, **named) for args, named in sent[:2]]
        other = set_to(ids[1], "Bob")
        futures.append(run.answer(pool, job))
        if not isinstance(futures[0], Future):
            return futures[0]
        run.note(held_caller=round(run.now() - begun, 6), kind="Future")
        dues, moments = [one, one, other], [one, other, set_to("r3", "Cy")]
        run.note(strange=any(future not in pool.futures for future in futures))
        ends = [run.ending(future.result) for future in futures]
        time.sleep(10)  # for calls of which no future tells
    got, saw, threads = ([call[part] for call in calls] for part in range(3))
    run.note(sent=sent, got=got, asked=got if len(got) > len(sent) else [])
    moved = any(a != b and a in moments for a, b in zip(saw, dues, strict=False))
    run.note(saw=saw, set_to=dues, moved=moved, failed="".join(e.said for e in ends if e.error))
    run.note(strays=[name for name in threads if not name.startswith("pool")])
    run.note(wanted=[f"result of {tuple(args)}" for args, _ in sent])
    return [end.value for end in ends]


@trial(raises=True)
def later(run: Run) -> None:
    """A job sets the variables; then look at later jobs on the same thread, and at the caller."""
    with Pool(run, 1) as pool:
        mine = set_to("r4", "Di")
        run.answer(pool, set_to, "changed", "changed").result()
        plain, own = pool.submit(here).result(), run.answer(pool, here).result()
    looks = [("a job of pool.submit", plain, UNSET), ("the next job", own, mine)]
    run.note(leaked=leaks([*looks, ("the caller", here(), mine)]))


@trial(rounds=2, raises=True)
def failing(run: Run) -> None:
    """The job raises."""
    error = ValueError("no page") if run.round == 0 else errors(run.draw, 1)[0]
    with Pool(run, 1) as pool:
        end = run.ending(run.answer(pool, run.blocking("load_page", fails(error))).result)
    run.note(due_error=type(error).__name__, raised=end.raised)
    run.note(said=f"returned a future whose result() {end.said}")


FUTURE = """
    The caller gets the pool's future, and asks it for the result when it wants to.
    Whoever waits for the job, or catches what it raises, takes that away from the caller.
    Return what pool.submit returns, as it is."""
OF_THE_POOL = "returns the pool's future at once"
GIVES = "whose result or exception the future gives"

# fmt: off
CHECK = check(
    *(at_once, later, failing),
    rules=(
        usual.is_async("at_once", OF_THE_POOL),
        usual.no_list("at_once", OF_THE_POOL, kind="Future", hints=FUTURE),
        usual.deadlock("at_once", "any number of jobs", code="JOB_WAITS_FOR_A_JOB", hints=FUTURE),
        usual.closes_what_is_not_its_own("at_once", "the pool stays open for more"),
        usual.not_in_the_pool("at_once", "is called once, in a thread of the pool"),
        usual.blocks_the_caller("at_once", "at once, and does not wait for the job", hints=FUTURE),
        rule("ANOTHER_FUTURE", lambda f: f.at_once.strange, f"""
            promise {OF_THE_POOL}
            seen    the future that {{name}} returned is none of those that pool.submit returned
            next    the pool already makes a future, and fills it: return that one.""", FUTURE),
        rule("ALREADY_ENTERED", lambda f: "already entered" in f.at_once.failed, """
            promise any number of jobs can run at the same time
            seen    three jobs at once: one of their futures {at_once.failed}
            next    a context can be entered only once at a time: make a copy for each job.""",
            usual.COPY_THE_CONTEXT),
        rule("FAILS_IN_THE_POOL", lambda f: f.at_once.failed, f"""
            promise {GIVES}
            seen    the job raised nothing; its future {{at_once.failed}}
            next    find out what the pool called, and with which arguments.""", usual.SUBMIT_IT),
        usual.done_twice("at_once", "is called once"),
        usual.arguments_lost("at_once", "with all of its arguments, also those that go by name"),
        rule("ANOTHER_MOMENT", lambda f: f.at_once.moved, """
            promise with the values that they have when `submit` is called
            seen    the caller's variables at the three calls: {at_once.set_to};
                    the function saw: {at_once.saw}
            next    copy the context in submit itself: not earlier, and not in the job; keep the
                    copy in a local variable, and in no global one.""", usual.COPY_THE_CONTEXT),
        usual.context_lost("at_once", "sees all context variables of the caller"),
        usual.no_result("at_once", GIVES),
        usual.context_leaks("later", "neither the caller nor a later job in the pool sees it"),
        usual.error_lost("failing", GIVES, wanted="{due_error}", hints=FUTURE),
    ),
    praise="each of 3 jobs found its caller's variables; a later job found none",
)
