"""05.c: jobs in a pool that see the context variables of whoever handed them in."""

import contextvars
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import fails
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

request_id = contextvars.ContextVar("request_id", default="none")
user = contextvars.ContextVar("user", default="nobody")


def values() -> list[Any]:
    """Return what the context of this thread holds."""
    return [request_id.get(), user.get()]


def set_to(request: Any, name: str) -> list[Any]:
    """Set the variables, and return what they are set to."""
    request_id.set(request)
    user.set(name)
    return [request, name]


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
    got, saw, strays = [], [], []
    run.note(got=got, saw=saw, strays=strays)

    def job(*args: Any, **named: Any) -> str:
        got.append([list(args), named])
        saw.append(values())
        thread = threading.current_thread().name
        strays.extend([] if thread.startswith("pool") else [thread])
        time.sleep(3)
        return f"result of {args}"

    ids = ["r1", "r2"] if run.round == 0 else odd_values(run.draw, 2)
    odd = run.draw.sample([0, None, "", False], 2)
    sent = [[["home", 2], {"page": "help"}], [odd, {"key": odd[0]}], [[], {}]]
    run.note(sent=sent, wanted=[f"result of {tuple(args)}" for args, _ in sent])
    with Pool(run, 3) as pool:
        begun, one = run.now(), set_to(ids[0], "Ada")
        futures = [run.answer(pool, job, *args, **named) for args, named in sent[:2]]
        other = set_to(ids[1], "Bob")
        futures.append(run.answer(pool, job))
        if not isinstance(futures[0], Future):
            return futures[0]
        run.note(held_caller=round(run.now() - begun, 6), kind="Future")
        run.note(set_to=[one, one, other], moments=[one, other, set_to("r3", "Cy")])
        run.note(strange=any(future not in pool.futures for future in futures))
        ends = [run.ending(future.result) for future in futures]
        time.sleep(10)  # for calls of which no future tells
    run.note(failed="".join(e.said for e in ends if e.error), asked=got if len(got) > 3 else [])
    return [end.value for end in ends]


@trial(raises=True)
def later(run: Run) -> None:
    """A job sets the variables; then look at later jobs on the same thread, and at the caller."""
    with Pool(run, 1) as pool:
        mine = set_to("r4", "Di")
        run.answer(pool, set_to, "changed", "changed").result()
        plain, own = pool.submit(values).result(), run.answer(pool, values).result()
    seen = {
        "a later job, given to the pool by pool.submit,": (plain, ["none", "nobody"]),
        "the next job": (own, mine),
        "the caller": (values(), mine),
    }
    wrong = [f"{who} saw {saw} instead of {due}" for who, (saw, due) in seen.items() if saw != due]
    run.note(leaked="".join(f"a job set its variables to 'changed';\n{each}" for each in wrong[:1]))


@trial(rounds=2, raises=True)
def failing(run: Run) -> None:
    """The job raises."""
    error = ValueError("no page") if run.round == 0 else errors(run.draw, 1)[0]
    with Pool(run, 1) as pool:
        end = run.ending(run.answer(pool, run.blocking("load_page", fails(error))).result)
    said = f"returned a future whose result() {end.said}"
    run.note(due_error=type(error).__name__, raised=end.raised, said=said)


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
            seen    {{name}} returned a future that is none of those which pool.submit had returned
            next    the pool already makes a future, and fills it: return that one.""", FUTURE),
        rule("ALREADY_ENTERED",
            lambda f: "already entered" in f.at_once.failed, """
            promise any number of jobs can run at the same time
            seen    three jobs at once: one of their futures {at_once.failed}
            next    make a copy of the context for each job.
            hint    A context can be entered only once at a time.
            hint    The copy must be made anew in each call of submit, not once for all.
            hint    contextvars.copy_context() gives the copy; its run(function, …) calls in it.""",
            ),
        rule("FAILS_IN_THE_POOL", lambda f: f.at_once.failed, f"""
            promise {GIVES}
            seen    the job raised nothing; its future {{at_once.failed}}
            next    find out what the pool called, and with which arguments.
            hint    What is handed to the pool is called there: an error of that is in the future.
            hint    The pool must get something to call, and the arguments beside it.
            hint    Without brackets behind the function: they call it before the pool gets it."""),
        usual.done_twice("at_once", "is called once"),
        usual.arguments_lost("at_once", "with all of its arguments, also those that go by name"),
        rule(
            "ANOTHER_MOMENT",
            lambda f: any(
                saw != due and saw in f.at_once.moments
                for saw, due in zip(f.at_once.saw, f.at_once.set_to, strict=False)
            ),
            """
            promise with the values that they have when `submit` is called
            seen    the caller's variables at the three calls: {at_once.set_to};
                    the function saw: {at_once.saw}
            next    copy the context in submit itself: not earlier, and not in the job.
            hint    A context goes on changing; a copy keeps the values of the moment of copying.
            hint    Each call of submit needs a copy of its own, made before it returns.
            hint    A local variable of submit, and no global, keeps the copy.""",
        ),
        usual.context_lost("at_once", "sees all context variables of the caller"),
        usual.no_result("at_once", GIVES),
        usual.context_leaks("later", "neither the caller nor a later job in the pool sees it"),
        usual.error_lost("failing", GIVES, wanted="{due_error}", hints=FUTURE),
    ),
    praise="each of 3 jobs found its caller's variables; a later job found none",
)
