"""11.d: tasks and a pool, drained within a deadline."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives, never
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]


async def drained(run: Run, outcomes: dict[str, Outcome], deadline: float, grace: float) -> Any:
    """Start these tasks, and a pool with a job under way and one in its queue; then drain."""
    answer, job = run.awaitable("task", outcomes), run.blocking("job", gives(None, after=30))
    tasks = [asyncio.create_task(answer(name), name=name) for name in outcomes]
    pool = ThreadPoolExecutor(1, thread_name_prefix="pool")
    jobs = [pool.submit(job, number) for number in (1, 2)]
    await asyncio.sleep(0)
    try:
        return await run.call(tasks, pool, deadline, grace)
    finally:
        run.note(took=run.now(), dropped=jobs[1].cancelled())
        calls = run.journal.calls("task")
        run.note(broken=[c.args[0] for c in calls if c.how == "cancelled" and c.end < deadline])
        run.note(untold=[task.get_name() for task in tasks if not (task.done() or told(task))])
        del tasks, jobs


def told(task: asyncio.Task) -> bool:
    return task.cancelling() > 0


def result(ended: str = "", cancelled: str = "", stuck: str = "") -> dict[str, list[str]]:
    return {"ended": ended.split(), "cancelled": cancelled.split(), "stuck": stuck.split()}


@trial(rounds=2)
async def quick(run: Run) -> Any:
    """All tasks end before the deadline, one of them by an error; then there is none."""
    outcomes = {"B": gives(1, after=2), "A": fails(ValueError("no"), after=1)}
    run.note(wanted=[result("B A"), result()][run.round], due=[2.0, 0.0][run.round])
    return await drained(run, [outcomes, {}][run.round], 5.0, 3.0)


@trial(rounds=2)
async def late(run: Run) -> Any:
    """Some are late: their cleanup takes no time, some time, and too long."""
    outcomes = {
        "D": never(cleanup=1),
        "C": gives(1, after=2),
        "B": never(cleanup=[50, 2][run.round]),
        "A": never(),
    }
    run.note(wanted=[result("C", "D A", "B"), result("C", "D B A")][run.round])
    run.note(due=[8.0, 7.0][run.round])
    return await drained(run, outcomes, 5.0, 3.0)


@trial(cancel_at=(2.0, 6.0))
async def stopped(run: Run) -> Any:
    """It is cancelled itself: before the deadline, and in the time of grace."""
    return await drained(run, {"B": never(cleanup=50), "A": never(cleanup=50)}, 5.0, 60.0)


WAIT = """
    asyncio.wait waits for tasks up to a timeout, and cancels nothing.
    It returns two sets: the tasks that are done, and those that are still under way.
    It refuses an empty set, so ask `if tasks` before."""
GRACE = """
    A task that was cancelled may need long for its cleanup, or never end.
    Wait for the cancelled ones a second time, again with a limit.
    asyncio.wait once more, on the cancelled ones, with `grace` as its timeout."""
POOL = """
    A pool's shutdown has two switches: whether to wait, and whether to drop its queue.
    What must happen on every way out belongs into a finally.
    In a finally: shutdown with wait=False and with cancel_futures=True."""
ALL = """
    Whoever cancels drain wants to leave now: nothing may be waited for any more.
    cancel() takes no time; so a finally can ask every task to end without waiting for it.
    finally: for each task: task.cancel(); it does nothing to tasks that have ended."""
NAMES = """
    Each task belongs to one of three groups, and asyncio.wait tells you of two at a time.
    Sets have no order: go through `tasks`, and ask in which set each task is.
    [task.get_name() for task in tasks if task in stuck], and two more such lists."""
ERROR = """
    A task keeps its error until somebody asks; otherwise asyncio complains when it is dropped.
    asyncio.wait raises nothing, and asks nothing.
    For each task that is done and not cancelled: task.exception()"""
UNDISTURBED = "the tasks go on undisturbed"
AT_ONCE = "lets the cancellation pass at once"

# fmt: off
CHECK = check(
    *(quick, late, stopped),
    rules=(
        usual.blocks_the_loop("quick late stopped", "waits for none of its jobs", hints=POOL),
        rule("FAILS_WITHOUT_TASKS", lambda f: f.quick.round == 1 and f.quick.error, """
            promise without tasks
            seen    without tasks, {name} {quick.said}
            next    ask whether there are tasks before you wait for them.""", WAIT),
        rule("RAISES_A_TASKS_ERROR", lambda f: f.quick.raised == "ValueError", """
            promise its error does not come out
            seen    one of the tasks failed; {name} {quick.said}
            next    wait for the tasks without asking for their results.""", ERROR),
        rule("DISTURBED", lambda f: f.quick.broken or f.late.broken, """
            promise the tasks go on undisturbed
            seen    tasks were cancelled before the deadline
            next    wait first, and cancel when the deadline has passed.""", WAIT),
        usual.too_late("quick", "if all of them end sooner, it returns then", hints=WAIT),
        usual.too_early("late", "waits until they have ended", hints=GRACE),
        usual.too_late("late", "at most `grace` seconds", code="NO_GRACE_LIMIT", hints=GRACE),
        rule("ERROR_NOT_RETRIEVED", lambda f: f.quick.complaints, """
            promise and nobody is told that it was never retrieved
            seen    asyncio complained: Task exception was never retrieved
            next    ask each task that has ended for its exception.""", ERROR),
        usual.no_result("quick late", "in the order of `tasks`", hints=NAMES),
        usual.cancel_swallowed("stopped", AT_ONCE),
        rule("CANCEL_HELD_UP", lambda f: f.stopped.took > f.stopped.cancelled_at, f"""
            promise {AT_ONCE}
            seen    cancelled at {{stopped.cancelled_at}} s, {{name}} ended at {{stopped.took}} s
            next    wait for nothing on the way out.""", ALL),
        rule("LEFT_RUNNING", lambda f: f.stopped.untold, """
            promise it cancels the tasks that are still under way
            seen    {name} was cancelled at {stopped.cancelled_at} s; nobody cancelled the tasks
                    {stopped.untold}
            next    cancel them in a finally.""", ALL),
        *(usual.pool_left(t, "the pool is shut down", hints=POOL)
            for t in ("quick", "late", "stopped")),
        *(rule("QUEUE_KEPT", lambda f, t=t: not getattr(f, t).dropped, f"""
            promise its queue is dropped
            seen    {{name}} {{{t}.said}}; a job of the pool's queue was still to be done
            next    let the shutdown drop the queue.""", POOL) for t in ("quick", "stopped")),
    ),
    praise="drained at {late.took} s, with a deadline of 5 s and 3 s of grace; the loop went on",
)
