"""11.c: the first Ctrl-C drains, the second one leaves at once."""

from signal import SIGINT
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Script, fails, gives, never
from helpers.grading.draws import errors
from helpers.grading.kit import Run, check, rule, trial

from .signals import signals_at

__all__ = ["CHECK"]


async def pressed(run: Run, work: Script, drain: Script, *seconds: float) -> Any:
    """Play with a Ctrl-C at each of these seconds."""
    with signals_at(run, SIGINT, *seconds):
        try:
            return await run.call(run.awaitable("work", work), run.awaitable("drain", drain))
        finally:
            works, drains = run.journal.calls("work"), run.journal.calls("drain")
            end = min((call.end or 0.0 for call in works if call.end), default=9999.0)
            run.note(drained=len(drains), early=any(call.start < end for call in drains))
            run.note(open=[call.what for call in (*works, *drains) if call.how == "open"])


@trial(rounds=2)
async def by_itself(run: Run) -> Any:
    """Nobody presses anything."""
    run.note(wanted="finished", due=3.0)
    return await pressed(run, gives([7, 0][run.round], after=3), gives(None, after=4))


@trial(rounds=2, raises=True, horizon=1000.0)
async def once(run: Run) -> Any:
    """One Ctrl-C; work needs a second for its cleanup, then none."""
    cleanup = [1.0, 0.0][run.round]
    run.note(wanted="drained", due=2 + cleanup + 4, at=2.0)
    return await pressed(run, never(cleanup=cleanup), gives(None, after=4), 2.0)


@trial(rounds=2, raises=True, horizon=1000.0)
async def twice(run: Run) -> Any:
    """The second Ctrl-C comes while drain is under way, then in the cleanup of work."""
    cleanup, second = [(1.0, 5.0), (10.0, 4.0)][run.round]
    run.note(wanted="left", due=second, at=second)
    return await pressed(run, never(cleanup=cleanup), gives(None, after=60), 2.0, second)


@trial(rounds=2, raises=True, horizon=1000.0)
async def failing(run: Run) -> Any:
    """Work fails by itself; then drain fails."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    if run.round == 0:
        return await pressed(run, fails(error, after=1), gives(None))
    return await pressed(run, never(), fails(error, after=1), 2.0)


HANDLER = """
    A handler of the loop for SIGINT takes the place of that of asyncio.run.
    A handler of the loop may set an event, and somebody waits for the event.
    One function for both: its first call sets one event or future, its second call another one."""
TURN = """
    cancel() only asks: the task goes on to its `finally`, which may take time.
    Wait until the task of work has ended before you begin to drain.
    After work_task.cancel(): asyncio.wait on it together with the second event's task."""
SECOND = """
    Whoever waits for drain alone hears of no second Ctrl-C.
    Wait for two things at once: the task, and the event of the second Ctrl-C.
    asyncio.wait({task, waiter}, return_when=asyncio.FIRST_COMPLETED), both tasks made before."""
REMOVE = """
    A handler on the loop stays until somebody removes it; Ctrl-C then does nothing for others.
    Remove it on every way out: after an error, too.
    remove_signal_handler in the finally of a try that begins after the handler was added."""
ERROR = "comes out"

# fmt: off
CHECK = check(
    *(by_itself, once, twice, failing),
    rules=(
        usual.returns_awaitable("by_itself once", 'it returns `"finished"`'),
        rule("DRAINS_UNASKED", lambda f: f.by_itself.drained, """
            promise without a Ctrl-C
            seen    nobody pressed Ctrl-C, and drain was called
            next    drain only if the first Ctrl-C has come.""", HANDLER),
        rule("NO_HANDLER", lambda f: not f.once.installed, """
            promise at the first Ctrl-C
            seen    Ctrl-C came, and no handler of the loop was installed for SIGINT
            next    install one before work begins.""", HANDLER),
        *(rule("HANDLER_FAILS", lambda f, t=t: getattr(f, t).handler_error, f"""
            promise at the first Ctrl-C
            seen    the handler raised {{{t}.handler_error}}
            next    give the loop a function that it can call; let it only set an event.""",
            HANDLER) for t in ("once", "twice")),
        rule("DRAINS_TOO_EARLY", lambda f: f.once.early, """
            promise when that has ended
            seen    drain began before work had ended, its `finally` included
            next    after the cancel, wait for the end of work.""", TURN),
        usual.deadlock("once twice", "at the first Ctrl-C", code="NOT_HEARD", hints=HANDLER),
        usual.too_late("once", "when that has ended", hints=TURN),
        usual.no_result("by_itself once", 'it returns `"finished"`'),
        rule("SECOND_NOT_HEARD", lambda f: not f.twice.installed, """
            promise at the second Ctrl-C
            seen    the second Ctrl-C came at {twice.at} s, and no handler was installed any more
            next    keep a handler installed until you return.""", SECOND),
        rule("SECOND_IGNORED", lambda f: f.twice.took > f.twice.due, """
            promise at the second Ctrl-C
            seen    the second Ctrl-C came at {twice.at} s; {name} {twice.said} at {twice.took} s
            wanted  "left", at {twice.due} s
            next    wait for the second Ctrl-C beside what you wait for.""", SECOND),
        usual.left_running("twice", "cancels what is under way", hints=SECOND),
        usual.no_result("twice", 'it returns `"finished"`'),
        usual.error_lost("failing", ERROR, wanted="{due_error}"),
        usual.left_behind("by_itself once failing", "leaves no task behind"),
        *(rule("HANDLER_LEFT", lambda f, t=t: getattr(f, t).handled_after, f"""
            promise removed
            seen    {{name}} {{{t}.said}}; its handler was still installed
            next    remove it on every way out.""", REMOVE)
            for t in ("by_itself", "once", "twice", "failing")),
    ),
    praise="one Ctrl-C: drained at {once.took} s; two: left at {twice.took} s",
)
