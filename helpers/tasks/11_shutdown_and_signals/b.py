"""11.b: a task that saves at intervals, and once more when SIGTERM comes."""

from signal import SIGTERM
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.kit import Run, check, rule, trial

from .signals import signals_at

__all__ = ["CHECK"]

TAKES = 2.0  # seconds of a save


async def saving(run: Run, at: float, *starts: float) -> Any:
    """Play with a SIGTERM at that second; `starts`: when saves are due."""
    collected: list[str] = []

    def collect() -> str:
        collected.append(f"data at {run.now()} s")
        return collected[-1]

    save = run.awaitable("save", gives(None, after=TAKES))
    run.note(at=at, wanted=[f"data at {start} s" for start in starts], due=starts[-1] + TAKES)
    with signals_at(run, SIGTERM, at):
        try:
            await run.call(collect, save)
        finally:
            calls = run.journal.calls("save")
            run.note(cut=[call.how for call in calls if call.how != "returned"])
            run.note(after=sum(call.start >= at for call in calls), times=len(calls))
    return [call.args[0] for call in calls]


@trial(rounds=3, horizon=1000.0, raises=True)
async def waiting(run: Run) -> Any:
    """The signal comes while the answer waits: after two saves, in the first minute, later."""
    at, *starts = [(150.0, 60.0, 122.0), (0.5,), (200.25, 60.0, 122.0, 184.0)][run.round]
    return await saving(run, at, *starts, at)


@trial(rounds=2, horizon=1000.0, raises=True)
async def busy(run: Run) -> Any:
    """The signal comes in the middle of a save."""
    at, *starts = [(61.0, 60.0, 62.0), (123.5, 60.0, 122.0, 124.0)][run.round]
    return await saving(run, at, *starts)


HANDLER = """
    Without a handler, SIGTERM ends the process at once: no finally, no last save.
    The loop can call a function of yours when a signal comes.
    The loop's add_signal_handler takes the signal, and a function; let that set an Event."""
WAKE = """
    A handler of signal.signal runs while the loop sleeps; the loop then sleeps on.
    The loop has a method of its own that installs a handler, and wakes the loop by a signal.
    loop.add_signal_handler(number, function) in place of signal.signal."""
WAIT = """
    A task that sleeps for a minute looks at nothing until the minute is over.
    Wait for the event, with a limit of 60 s, in place of a sleep.
    asyncio.wait_for(stop.wait(), 60), and TimeoutError says that the minute is over."""
LAST = """
    What comes together between the last save and the signal is still to be saved.
    First find out whether it is the end, then save, then leave the loop.
    Note stop.is_set() before the save, and leave the loop after it."""
UNCUT = """
    cancel() raises CancelledError wherever the task waits, in the middle of a save as well.
    An event that is set interrupts nothing: the task looks at it when it comes to it.
    Let the handler set an asyncio.Event, and wait for it only between two saves."""
AGAIN = "saves once more"
FREE = "it is not cut off"

# fmt: off
CHECK = check(
    *(waiting, busy),
    rules=(
        rule("NO_HANDLER", lambda f: not (f.waiting.installed and getattr(f, "busy", f.waiting)
            .installed), """
            promise when SIGTERM comes
            seen    SIGTERM came, and no handler was installed for it: the program was killed
            next    install a handler before the first wait.""", HANDLER),
        *(rule("HANDLER_FAILS", lambda f, t=t: getattr(f, t).handler_error, f"""
            promise when SIGTERM comes
            seen    the handler raised {{{t}.handler_error}}
            next    give the loop a function that it can call; let it only set an event.""",
            HANDLER) for t in ("waiting", "busy")),
        *(rule("LOOP_NOT_WOKEN", lambda f, t=t: getattr(f, t).plain and (
            not getattr(f, t).ended or getattr(f, t).deadlock
            or getattr(f, t).took > getattr(f, t).due), f"""
            promise when SIGTERM comes
            seen    SIGTERM came at {{{t}.at}} s; the handler was called, and the loop slept on
            wanted  the last save begins at once
            next    have the loop install the handler.""", WAKE) for t in ("waiting", "busy")),
        *(rule("SAVE_CUT_OFF", lambda f, t=t: getattr(f, t).cut, f"""
            promise {FREE}
            seen    SIGTERM came at {{{t}.at}} s; a save that had begun did not end
            next    let the signal end only the wait between two saves.""", UNCUT)
            for t in ("waiting", "busy")),
        usual.polls("waiting", "at once", hints=WAIT),
        *(
            (
                rule("LAST_LOST", lambda f, t=t: getattr(f, t).after == 0, f"""
                    promise {AGAIN}
                    seen    SIGTERM came at {{{t}.at}} s; no save began after that
                    next    save what has come since the last save.""", LAST),
                rule("SAVES_TWICE", lambda f, t=t: getattr(f, t).after > 1, f"""
                    promise {AGAIN}, and returns
                    seen    SIGTERM came at {{{t}.at}} s; after that, {{{t}.after}} saves began
                    next    find the two places that save at the end.""", LAST),
                usual.too_late(t, "at once", hints=WAIT),
            )
            for t in ("waiting", "busy")
        ),
        *(rule("WRONG_TIMES", lambda f, t=t: not getattr(f, t).right, f"""
            promise 60 s after the last save
            seen    SIGTERM came at {{{t}.at}} s; saved was: {{{t}.value}}
            wanted  {{{t}.wanted}}
            next    compare the times of the saves with the promise.""", WAIT)
            for t in ("waiting", "busy")),
        usual.left_behind("waiting busy", "returns, and leaves nothing behind"),
    ),
    praise="{waiting.times} saves, the last one at the signal; a save under way was completed",
)
