"""14.b: a lifespan that makes a pool and ends it, while the loop goes on."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import errors
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

THREADS, JOB = 4, 2.0


def application() -> Any:
    """Return what an answer needs of an application: a place to put things."""
    return SimpleNamespace(state=SimpleNamespace())


@trial(rounds=2)
async def busy(run: Run) -> None:
    """Five jobs are under way when it ends, one more than threads; the second time all again."""
    app, ended = application(), []

    def job() -> None:
        time.sleep(JOB)
        ended.append(run.now())

    run.note(jobs=THREADS + 1, ended=0, pool="", threads=0, due=2 * JOB)
    for _ in range(run.round):  # entered and left before, as a test of an application does
        async with run.answer(application()):
            pass
    async with run.answer(app):
        pool = getattr(app.state, "pool", None)
        run.note(pool=type(pool).__name__)
        if isinstance(pool, ThreadPoolExecutor):
            for _ in range(THREADS + 1):
                pool.submit(job)
            run.note(threads=len(pool._threads))
    run.note(ended=len(ended))


@trial(raises=True)
async def failing(run: Run) -> None:
    """What is inside the lifespan raises."""
    [error] = errors(run.draw, 1)
    run.note(due_error=type(error).__name__)
    async with run.answer(application()):
        await asyncio.sleep(1)
        raise error


END = """
    shutdown waits for the jobs; on the loop's thread, everybody waits with it.
    A pool's `with` block calls shutdown, too; wait=False comes back before the jobs are done.
    Hand pool.shutdown, without brackets, to asyncio.to_thread, and await that."""
ALWAYS = """
    An error inside the block is raised by the `yield`: what stands behind it is not run.
    What must be done on every way out belongs into a `finally`.
    try, the yield, finally, the end of the pool; and no except."""
MAKE = """
    What an application needs is put on app.state, where its endpoints find it.
    A pool that was shut down takes no more jobs, so each entering needs a pool of its own.
    Inside the lifespan, before the yield: a ThreadPoolExecutor(4), assigned to app.state.pool."""

# fmt: off
CHECK = check(
    *(busy, failing),
    rules=(
        rule("MADE_ONCE", lambda f: f.busy.round and "after shutdown" in f.busy.said, """
            promise a new pool each time that it is entered
            seen    entered a second time, its pool takes no jobs: it is the one that was shut down
            next    make the pool inside the lifespan.""", MAKE),
        rule("NO_POOL", lambda f: f.busy.pool not in ("", "ThreadPoolExecutor"), """
            promise puts it on `app.state.pool`
            seen    on entering, app.state.pool was of type {busy.pool}
            next    put the pool itself there, before the yield.""", MAKE),
        rule("WRONG_SIZE", lambda f: f.busy.pool and f.busy.threads != THREADS, """
            promise a `ThreadPoolExecutor` of four threads
            seen    five jobs at once had {busy.threads} threads
            next    give the pool its number of threads.""", MAKE),
        usual.blocks_the_loop("busy", "the event loop goes on while it waits", hints=END),
        usual.pool_left("busy", "it shuts the pool down", hints=END),
        rule("JOBS_LEFT", lambda f: f.busy.ended < f.busy.jobs, """
            promise is left only when all jobs have ended, also those that had not begun
            seen    when it was left at {busy.took} s, {busy.ended} of {busy.jobs} jobs were done
            next    wait for the end of the pool.""", END),
        usual.too_late("busy", "and no later", hints=END),
        usual.error_lost("failing", "that error comes out", wanted="{due_error}"),
        usual.pool_left("failing", "if what is inside raises an error", hints=ALWAYS),
    ),
    praise="{busy.jobs} jobs done at {busy.took} s, and the loop was free",
)
