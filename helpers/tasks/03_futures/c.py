"""03.c: things that were started and forgotten, and the exceptions that they raise."""

import asyncio
import inspect
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import errors, seconds
from helpers.grading.kit import Run, check, rule, trial

from .errands import Day, finished, is_collected

__all__ = ["CHECK"]

OF_ERRANDS = ("no line", "sub-exception")  # in the messages of what errands raise, and of groups
CHAIN = 5  # so many errands are started one by the other


@trial(rounds=3)
async def day(run: Run) -> object:
    """Errands of all kinds; the last of them, in the end, starts a chain of others."""
    work, found = Day(run), errors(run.draw, 4 + CHAIN)
    times = sorted(seconds(run.draw, 8, most=90 if run.round else 5))
    run.note(due=round(times[7] + CHAIN, 6), wanted=work.due)
    late: Any = ()
    for number in range(CHAIN):
        late = (f"late {number}", 1, found[4 + number], late)
    coroutine = work.start("slow", times[7], found[0])
    run.note(is_async=inspect.iscoroutine(coroutine))
    work.start("quick", 0, found[1])
    work.start_job(0, times[1], found[2])
    work.start_job(1, times[0], found[3])
    work.start("fine", times[4])
    work.start_job(2, times[3])
    work.start("cancelled", times[2])
    work.start("again", times[5], found[1])
    work.start("parent", times[7], None, late)
    run.note(held_caller=run.now())
    await asyncio.sleep(times[0] / 2)
    work.note_begun()
    value = await finished(work.errands)
    work.note(value)
    other = await run.ended(finished(run.answer()))
    run.note(shared=bool(other.value))
    return value


async def nothing(run: Run) -> object:
    """Nothing was started."""
    run.note(wanted=[])
    return await finished(run.answer())


async def unheld(run: Run) -> None:
    """A task is started that nobody else holds."""
    run.note(collected=await is_collected(run.answer()))


KEEP = """
    A task and run_in_executor's future each keep their exception until somebody asks for it.
    Keep in a list what create_task and run_in_executor return; look at it in finish.
    For each future of the list: wait until it is done, then ask it for its exception()."""
WAIT = """
    asyncio.wait waits until futures are done, and raises nothing of what they raised.
    Wait for each future that was started before you look at it.
    In a loop over the list: asyncio.wait, awaited, with a list of that one future."""
THREAD = """
    f(x) calls f here and now; an executor wants f and x, without brackets.
    The helper as given hands the function to run_in_executor, which does not wait; keep that.
    Keep what loop.run_in_executor(None, …) returns."""
START = """
    A coroutine object does nothing until something runs it.
    start makes a task of the coroutine; finish only waits for it.
    create_task in start, run_in_executor in start_in_thread; keep both results."""
AGAIN = """
    gather and asyncio.wait wait for what they were given, not for what comes later.
    Ask again after each wait: is there anything left that is not done?
    A for loop over a list that grows meanwhile reaches the new items too."""
ONLY_ERRORS = """
    A future holds a result or an exception, or it was cancelled: three ways to end.
    exception() is None where the errand went well, and raises if it was cancelled.
    Look at cancelled() first; append only what is not None."""
ALL_ENDED = "waits until all that was started has ended"
LIST = "returns a list of the exceptions"

# fmt: off
CHECK = check(
    *(day, nothing, unheld),
    rules=(
        rule("START_IS_ASYNC", lambda f: f.day.is_async, """
            promise return at once
            seen    start returned a coroutine: it is `async def`, and nobody awaits it
            next    write `start` and `start_in_thread` with `def`; only `finish` waits.""", START),
        usual.wrong_thread("day", "in another thread"),
        usual.blocks_the_caller("day", "return at once", hints=THREAD),
        rule("NOT_STARTED", lambda f: f.day.idle, """
            promise begins without `finish`
            seen    some time after their starts, before finish, these had not begun: {day.idle}
            next    start and start_in_thread make the task or the thread's job at once.""", START),
        usual.arguments_lost("day", "with its arguments"),
        usual.blocks_the_loop("day", "while the loop goes on"),
        rule("CANCELLED_COUNTED",
            lambda f: f.day.raised == "CancelledError" or f.day.cancels, """
            promise no errand that was cancelled
            seen    one errand was cancelled; CancelledError came out of finish
            next    ask a future if it was cancelled before you ask for its exception.""",
            ONLY_ERRORS),
        rule("NOT_WAITED", lambda f: f.day.raised == "InvalidStateError", f"""
            promise {ALL_ENDED}
            seen    asking an errand that had not ended, finish {{day.said}}
            next    wait for each future before you look at it.""", WAIT),
        rule("RAISES_FIRST",
            lambda f: f.day.error and any(words in f.day.error.message for words in OF_ERRANDS), """
            promise raises none of them
            seen    finish {day.said}
            next    awaiting a future raises its exception; wait for it, then ask for that.""",
            WAIT),
        usual.no_list("day", LIST, hints=KEEP),
        rule("NOT_ONLY_ERRORS", lambda f: f.day.others, """
            promise nothing else is in the list
            seen    the list holds, besides exceptions: {day.others}
            next    leave out what was returned.""", ONLY_ERRORS),
        rule("NOT_WAITED", lambda f: f.day.still, f"""
            promise {ALL_ENDED}
            seen    finish returned at {{day.took}} s; these had not ended: {{day.still}}
            next    wait for each future before you look at it.""", WAIT),
        rule("LATECOMER_LOST", lambda f: not f.day.still and f.day.took < f.day.due, """
            promise also what was started meanwhile
            seen    in the end, an errand started another one, and so on; finish returned at
                    {day.took} s, and the last one ended at {day.due} s
            next    after waiting, look if the list has grown.""", AGAIN),
        rule("LOST_EXCEPTION",
            lambda f: f.day.missing, """
            promise one for each errand that raised
            seen    all errands have ended; not in the list: {day.missing}
            next    keep every future, of tasks and of threads; leave out no kind of error.""",
            KEEP),
        usual.wrong_order("day", "in the order of the starts"),
        rule("SHARED", lambda f: f.day.shared, """
            promise minds its own errands only
            seen    another object of the class, with no errands, returned exceptions as well
            next    make the list anew for each object.
            hint    What is assigned in the class's body is one object for all of its objects.
            hint    Look where the list is made.
            hint    In __init__: self.futures, and a new list."""),
        rule("TASK_COLLECTED", lambda f: f.unheld.collected, """
            promise every errand runs to its end
            seen    a task that waited was deleted by the garbage collector before it had ended
            next    keep the task itself: the loop holds tasks only weakly.
            hint    What nobody refers to is deleted; a loop only refers weakly to a waiting task.
            hint    A done callback of the task is no reference to the task.
            hint    self.futures.append of what create_task returned."""),
        usual.fails_on_nothing("nothing", "the list is empty"),
        usual.no_result("day", LIST, hints=KEEP),
        usual.too_late("day", "returns at that moment", hints=WAIT),
    ),
    called="finish",
    praise="all exceptions came home by {day.took} s, in the order of the starts",
)
