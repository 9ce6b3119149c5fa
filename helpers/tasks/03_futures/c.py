"""03.c: things that were started and forgotten, and the exceptions that they raise."""

import asyncio
import gc
import weakref
from collections import Counter

from helpers.grading import mistakes as usual
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, seconds
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]

CHAIN = 5  # so many errands are started one by the other
SENT = (3, None, "")  # to each function that runs in a thread


@trial(raises=True)
async def nothing(run: Run) -> object:
    """Nothing was started with this object, but with another one."""
    run.note(wanted=[])
    run.answer().start(run.awaitable("another's", fails(OSError("no line")))())
    return await run.awaited(run.answer().finish(), "finish")


@trial(rounds=2)
async def day(run: Run) -> object:
    """Errands of all kinds; the last of them, in the end, starts a chain of others."""
    errands, found = run.answer(), errors(run.draw, CHAIN + 5)
    times = sorted(seconds(run.draw, 7, most=90 if run.round else 5))
    last, stopped = times[-1], asyncio.CancelledError()
    outcomes = {
        "slow": fails(found[-1], last),
        "quick": fails(found[-2]),
        "job 1": fails(found[-3], times[1]),
        "job 2": fails(found[-4], times[0]),
        "fine": gives("a result", times[4]),
        "job 3": gives("a result", times[3]),
        "cancelled": fails(stopped, times[2]),
        "again": fails(found[-2], times[5]),
    }

    held: list[weakref.ref] = []

    async def patient() -> None:
        future = asyncio.get_running_loop().create_future()
        held.append(weakref.ref(future))
        await future

    async def link(left: int) -> None:
        await asyncio.sleep(1 if left < CHAIN else last)
        if left:
            errands.start(link(left - 1))
        raise found[left]

    for name, outcome in outcomes.items():
        if name.startswith("job"):
            errands.start_in_thread(run.blocking(name, outcome), *SENT)
        else:
            errands.start(run.awaitable(name, outcome)())
    errands.start(patient())
    errands.start(link(CHAIN))
    run.note(held_caller=run.now())
    await asyncio.sleep(times[0] / 2)
    begun = {entry.what: entry.args for entry in run.journal.calls()}
    run.note(idle=[name for name in outcomes if name not in begun])
    run.note(sent=[*SENT], got=begun.get("job 1"), due=round(last + CHAIN, 6))
    gc.collect()
    future = held[0]()
    run.note(collected=future is None)
    if future is not None:
        future.set_result(None)
    value = await run.awaited(errands.finish(), "finish")
    items = value if isinstance(value, list) else []
    raised = [each.error for each in outcomes.values() if each.error not in (None, stopped)]
    raised += reversed(found[: CHAIN + 1])
    missing = Counter(map(repr, raised)) - Counter(map(repr, items))
    run.note(wanted=raised, missing=list(missing.elements()))
    run.note(others=[each for each in items if not isinstance(each, BaseException)])
    return value


KEEP = """
    A task and run_in_executor's future each keep their exception until somebody asks for it.
    Keep in a list what create_task and run_in_executor return; look at it in finish.
    For each future of the list: wait until it is done, then ask it for its exception()."""
WAIT = """
    asyncio.wait waits until futures are done, and raises nothing of what they raised.
    Wait for each future that was started before you look at it.
    In a loop over the list: asyncio.wait, awaited, with a list of that one future."""
START = """
    A coroutine does nothing until something runs it; f(x), with brackets, calls f here and now.
    start makes a task; start_in_thread hands f and x to run_in_executor, which does not wait.
    create_task in start, run_in_executor in start_in_thread; keep both results."""
AGAIN = """
    gather and asyncio.wait wait for what they were given, not for what comes later.
    Ask again after each wait: is there anything left that is not done?
    A for loop over a list that grows meanwhile reaches the new items too."""
ONLY_ERRORS = """
    A future holds a result or an exception, or it was cancelled: three ways to end.
    exception() is None where the errand went well, and raises if it was cancelled.
    Look at cancelled() first; append only what is not None."""
LIST = "returns a list of the exceptions"

# fmt: off
CHECK = check(
    *(nothing, day),
    rules=(
        rule("SHARED", lambda f: f.nothing.value, """
            promise minds its own errands only
            seen    another object of the class, with no errands, returned exceptions as well
            next    make the list anew for each object.
            hint    What is assigned in the class's body is one object for all of its objects.
            hint    Look where the list is made.
            hint    In __init__: self.futures, and a new list."""),
        usual.wrong_thread("day", "in another thread", what="job"),
        usual.blocks_the_caller("day", "return at once", hints=START),
        rule("NOT_STARTED", lambda f: f.day.idle, """
            promise begins without `finish`
            seen    some time after their starts, before finish, these had not begun: {day.idle}
            next    with `def`, start and start_in_thread make the task or the thread's job at once.
            """, START),
        rule("TASK_COLLECTED", lambda f: f.day.collected, """
            promise every errand runs to its end
            seen    a task that waited was deleted by the garbage collector before it had ended
            next    keep the task itself: the loop holds tasks only weakly.
            hint    What nobody refers to is deleted; a loop only refers weakly to a waiting task.
            hint    A done callback of the task is no reference to the task.
            hint    self.futures.append of what create_task returned."""),
        usual.arguments_lost("day", "with its arguments"),
        usual.blocks_the_loop("day", "while the loop goes on"),
        rule("CANCELLED_COUNTED",
            lambda f: "CancelledError" in (f.day.raised or repr(f.day.value)), """
            promise no errand that was cancelled
            seen    one errand was cancelled; CancelledError came out of finish
            next    ask a future if it was cancelled before you ask for its exception.""",
            ONLY_ERRORS),
        rule("RAISES_FIRST",
            lambda f: f.day.error and ("no line" in f.day.said or "Group of" in f.day.said), """
            promise raises none of them
            seen    finish {day.said}
            next    awaiting a future raises its exception; wait for it, then ask for that.""",
            WAIT),
        usual.no_list("day", LIST, hints=KEEP),
        rule("NOT_ONLY_ERRORS", lambda f: f.day.others, """
            promise nothing else is in the list
            seen    the list holds, besides exceptions: {day.others}
            next    leave out what was returned.""", ONLY_ERRORS),
        rule("NOT_WAITED", lambda f: f.day.running and f.day.raised in ("", "InvalidStateError"), """
            promise waits until all that was started has ended
            seen    finish {day.said} at {day.took} s; these had not ended: {day.running}
            next    wait for each future before you look at it.""", WAIT),
        rule("LATECOMER_LOST", lambda f: f.day.kind == "list" and f.day.took < f.day.due, """
            promise also what was started meanwhile
            seen    in the end, an errand started another one, and so on; finish returned at
                    {day.took} s, and the last one ended at {day.due} s
            next    after waiting, look if the list has grown.""", AGAIN),
        rule("LOST_EXCEPTION", lambda f: f.day.missing, """
            promise one for each errand that raised
            seen    all errands have ended; not in the list: {day.missing}
            next    keep every future, of tasks and of threads; leave out no kind of error.""",
            KEEP),
        usual.wrong_order("day", "in the order of the starts"),
        usual.fails_on_nothing("nothing", "the list is empty"),
        usual.no_result("day", LIST, hints=KEEP),
        usual.too_late("day", "returns at that moment", hints=WAIT),
    ),
    called="finish",
    praise="all exceptions came home by {day.took} s, in the order of the starts",
)
