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

NAMES = ("slow", "job 1", "job 2", "fine", "job 3", "cancelled", "again", "quick")
CHAIN = 5  # so many errands are started one by the other
SENT = (3, None, "")  # to each function that runs in a thread


@trial(raises=True)
async def nothing(run: Run) -> object:
    """Nothing was started; another object has an errand with a future that only itself holds."""
    other, held = run.answer(), []

    async def patient() -> None:
        future = asyncio.get_running_loop().create_future()
        held.append(weakref.ref(future))
        await future
        raise OSError("no line")

    other.start(patient())
    await asyncio.sleep(1)
    gc.collect()
    future = held[0]() if held else None
    run.note(wanted=[], collected=future is None)
    if future is not None:
        future.set_result(None)
    return await run.awaited(run.answer().finish(), "finish")


@trial(rounds=2)
async def day(run: Run) -> object:
    """Errands of all kinds; the last of them, in the end, starts a chain of others."""
    errands, (*found, slow, one, two) = run.answer(), errors(run.draw, CHAIN + 4)
    times, stopped = seconds(run.draw, 7, most=90 if run.round else 5), asyncio.CancelledError()
    outcomes = zip((slow, one, two, None, None, stopped, slow, slow), [*times, 0], strict=True)
    doubles = [fails(e, after) if e else gives("a result", after) for e, after in outcomes]

    async def link(left: int) -> None:
        await asyncio.sleep(1 if left < CHAIN else max(times))
        if left:
            errands.start(link(left - 1))
        raise found[left]

    for name, outcome in zip(NAMES, doubles, strict=True):
        if name.startswith("job"):
            errands.start_in_thread(run.blocking(name, outcome), *SENT)
        else:
            errands.start(run.awaitable(name, outcome)())
    errands.start(link(CHAIN))
    run.note(held_caller=run.now(), due=round(max(times) + CHAIN, 6))
    await asyncio.sleep(min(times) / 2)
    begun = {entry.what: entry.args for entry in run.journal.calls()}
    run.note(idle=[name for name in NAMES if name not in begun])
    run.note(sent=[*SENT], got=begun.get("job 1"))
    value = await run.awaited(errands.finish(), "finish")
    items = value if isinstance(value, list) else []
    wanted = [slow, one, two, slow, slow, *reversed(found)]
    missing = Counter(map(repr, wanted)) - Counter(map(repr, items))
    run.note(wanted=wanted, missing=list(missing.elements()))
    run.note(others=[each for each in items if not isinstance(each, BaseException)])
    return value


KEEP = """
    A future holds a result or an exception, or it was cancelled: three ways to end.
    Keep in a list what create_task and run_in_executor return; look at each of them in finish.
    Of one that is done: cancelled() first, then exception(), which is None where all went well."""
WAIT = """
    asyncio.wait raises nothing of what the futures raised, and waits for nothing that comes later.
    Wait for each future that was started before you look at it, also for those started meanwhile.
    In a for loop, which also reaches what the list gets meanwhile: asyncio.wait for that one."""
START = """
    A coroutine does nothing until something runs it; f(x), with brackets, calls f here and now.
    start makes a task; start_in_thread hands f and x to run_in_executor, which does not wait.
    create_task in start, run_in_executor in start_in_thread; keep both results."""
LIST = "returns a list of the exceptions"

# fmt: off
CHECK = check(
    *(nothing, day),
    rules=(
        rule("SHARED", lambda f: f.nothing.value, """
            promise minds its own errands only
            seen    another object of the class, with no errands, returned exceptions as well
            next    make the list anew for each object.""", usual.ONE_FOR_EACH),
        usual.wrong_thread("day", "in another thread", what="job"),
        usual.blocks_the_caller("day", "return at once", hints=START),
        rule("NOT_STARTED", lambda f: f.day.idle, """
            promise begins without `finish`
            seen    some time after their starts, before finish, these had not begun: {day.idle}
            next    with `def`, start and start_in_thread make the task or the thread's job at once.
            """, START),
        rule("TASK_COLLECTED", lambda f: f.nothing.collected, """
            promise every errand runs to its end
            seen    a task that waited was deleted by the garbage collector before it had ended
            next    keep the task itself: the loop refers to it only weakly.""", KEEP),
        usual.arguments_lost("day", "with its arguments"),
        usual.blocks_the_loop("day", "while the loop goes on"),
        rule("CANCELLED_COUNTED",
            lambda f: "CancelledError" in (f.day.raised or repr(f.day.value)), """
            promise no errand that was cancelled
            seen    one errand was cancelled; CancelledError came out of finish
            next    ask a future if it was cancelled before you ask for its exception.""", KEEP),
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
            next    leave out what was returned.""", KEEP),
        rule("NOT_WAITED",
            lambda f: f.day.running and f.day.raised in ("", "InvalidStateError"), """
            promise waits until all that was started has ended
            seen    finish {day.said} at {day.took} s; these had not ended: {day.running}
            next    wait for each future before you look at it.""", WAIT),
        rule("LATECOMER_LOST", lambda f: f.day.kind == "list" and f.day.took < f.day.due, """
            promise also what was started meanwhile
            seen    in the end, an errand started another one, and so on; finish returned at
                    {day.took} s, and the last one ended at {day.due} s
            next    after waiting, look if the list has grown.""", WAIT),
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
