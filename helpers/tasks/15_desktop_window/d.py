"""15.d: a download whose progress is shown, and which the user can cancel."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.draws import errors
from helpers.grading.kit import Run, check, each, rule, trial

from .downloads import CLEANUP, LATEST, Download, play
from .words import (
    ANY_END,
    STOP,
    freezes,
    looks_too_often,
    not_cancelled,
    program,
    raises_in_the_main_loop,
    touched_elsewhere,
    window_left,
)

__all__ = ["CHECK"]


def parts(first: int, last: int) -> list[str]:
    """Return so many texts."""
    return [f"part {number}" for number in range(first, last)]


@trial(rounds=3)
def ended(run: Run) -> Any:
    """Two downloads end with a text, or fail; their last text comes at the same moment as the end.

    They report in bursts, and in the second round from a thread.
    """
    failing = run.round == 2
    end = errors(run.draw, 1)[0] if failing else "4 MB"
    bursts = [(1.0, parts(0, 40)), (0.5, parts(40, 42)), (1.0, parts(42, 60))]
    first = Download(bursts, end, in_a_thread=run.round == 1)
    second = Download([(0.5, ["a part"]), (0.5, ["the last part"])], "done")
    return play(run, [first, second], 12.0, press=(0.5, 6.0))


@trial(rounds=2)
def cancelled(run: Run) -> Any:
    """The user cancels a download, which then cleans up, and starts another one; or fails to."""
    acts: dict[str, tuple[float, ...]] = {"press": (0.5, 5.0), "cancel": (2.2,)}
    if run.round:  # also when nothing is under way, and twice
        acts = {"press": (0.5, 5.0), "cancel": (0.2, 2.2, 2.4, 4.5)}
    long = Download([(0.5, parts(n, n + 3)) for n in range(40)])
    return play(run, [long, Download([(0.5, ["a part"]), (0.5, ["the last part"])])], 9.0, **acts)


@trial(rounds=3)
def closed(run: Run) -> Any:
    """The user closes the window during a download, during its cleanup, or without any."""
    long = Download([(0.5, parts(n, n + 3)) for n in range(40)])
    press, cancel, at = (((0.5,), (), 2.2), ((0.5,), (2.2,), 2.7), ((), (), 1.0))[run.round]
    return play(run, [long] if press else [], at, press=press, cancel=cancel)


QUEUE = """
    report is called in another thread than the window's: it may only put the text somewhere.
    A queue.SimpleQueue takes it; the main loop empties the queue each time it looks.
    Ask future.done() first, then empty the queue, then show the end: so nothing is lost."""
CANCEL = """
    cancel() only asks: the coroutine goes on to its finally, and needs time there.
    A future of LoopThread.submit is done when the coroutine has ended, its cleanup included.
    In on_cancel: say so, and cancel the future; look goes on, and shows the end when it comes."""
STATE = """
    From the moment of cancel on, progress is of no interest any more.
    Whoever sets the label has to know that a cancel is under way, or that all is over.
    A flag, set by on_cancel and cleared by the next press: look shows progress only without it."""
CANCEL_ONCE = """
    A second cancel raises CancelledError once more, at the await where the cleanup waits.
    Whoever has cancelled a task waits for its end, and does not cancel it again.
    In on_cancel do nothing if a cancel is under way; behind mainloop() wait for that future."""
AGAIN = """
    What belongs to one download begins anew with each press: its queue, its future, its flags.
    Cancel may be pressed when nothing is under way: there may be no future yet, or an old one.
    Make them in on_press; in on_cancel do nothing if no future is under way."""
ALL = "ended cancelled closed"

# fmt: off
CHECK = check(
    *(ended, cancelled, closed),
    rules=(
        usual.is_async(ALL, "an ordinary function"),
        program("ended cancelled", "sets `window.on_press`"),
        freezes(ALL, "keeps the main loop"),
        touched_elsewhere(ALL, "touched only in the thread of its main loop"),
        looks_too_often(ALL, "at most 100 times a second"),
        raises_in_the_main_loop(ALL, "raises nothing"),
        rule("REPORT_WAITS", lambda f: f.ended.report_took > 0, """
            promise returns at once
            seen    a burst of reports took {ended.report_took} s
            next    put the text into a queue, and wait for nobody.""", QUEUE),
        each(ALL, "MANY_TIMERS", lambda r: r.armed > 1, """
            promise at most one timer
            seen    {T.armed} timers of yours were set at the same time
            next    let one function look at everything, and set itself again.""", QUEUE),
        each("cancelled closed", "CLEANUP_INTERRUPTED", lambda r: r.interrupted, """
            promise it goes on with its cleanup
            seen    the download had been cancelled, and was cancelled once more, by a second
                    press of Cancel or by the end of {name}: its cleanup was cut off
            wanted  the cleanup runs to its end
            next    cancel a download once, and then wait for it.""", CANCEL_ONCE),
        each("cancelled", "CANCELLED_TOO_EARLY", lambda r: r.too_early, f"""
            promise says "cancelled"
            seen    "cancelled" was seen {{T.too_early[0]}} the download was still cleaning up
            wanted  it is seen when the download has ended, {CLEANUP} s after the cancel
            next    after the cancel, go on looking until the download has ended.""", CANCEL),
        each("ended cancelled", "BUTTON_STAYS_OFF", lambda r: r.off_after, """
            promise then it is "normal" again
            seen    at {T.off_after[0]} s the download had ended, and the button was still off
            next    turn it on again after every end.""", ANY_END),
        usual.not_asked("ended cancelled", "calls `download(report)` once", hints=AGAIN),
        each("ended cancelled", "BUTTON_STAYS_ON", lambda r: r.on_during, """
            promise is "disabled" until the download has ended
            seen    at {T.on_during[0]} s a download was under way, and the button was on
            next    turn it off with the press, and on with the end.""", ANY_END),
        each("ended cancelled", "NOT_SHOWN", lambda r: r.missing, f"""
            promise at most {LATEST} s later
            seen    {{T.missing[0]}};
                    the last texts seen: {{T.shown}}
            next    follow that text from report, or from the future, to the label.""", QUEUE),
        each("ended cancelled", "SHOWS_WHAT_IS_OVER", lambda r: r.odd, """
            promise no progress
            seen    {T.odd[0]}, after the cancel or the end
            next    show progress only while the download goes on.""", STATE),
        rule("CANCELS_NOTHING", lambda f: f.cancelled.idle, """
            promise *Cancel* does nothing
            seen    no download was under way, and Cancel was pressed: {cancelled.idle[0]}
            next    ask whether a download is under way, before anything else.""", AGAIN),
        window_left("closed"),
        usual.deadlock(ALL, "whenever the user closes it", code="WAITS_FOR_EVER", hints=STOP),
        usual.left_running("closed", "cancelled, and its cleanup", hints=STOP),
        usual.cleanup_too_late("closed", "cancelled, and its cleanup", hints=STOP),
        usual.left_behind("closed", "leaves no thread, no task and no open loop", hints=STOP),
        not_cancelled("closed"),
        rule("LEAVES_LATE", lambda f: f.closed.out > f.closed.due + LATEST, """
            promise cancelled, and its cleanup
            seen    closed at {closed.closed_at} s, {name} {closed.said} at {closed.out} s;
                    the download had ended at {closed.due} s
            next    cancel the download, and wait for its end and nothing else.""", STOP),
    ),
    praise="{ended.armed} timer at a time for 60 reports; cancelled, cleaned up, then shown; "
    "nothing was left",
)
