"""11.a: a worker thread that lets the program end."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import odd_values
from helpers.grading.kit import Run, check, rule, trial
from helpers.grading.observation import MAIN_THREAD

__all__ = ["CHECK"]


@trial(way="script", rounds=3)
def work(run: Run) -> Any:
    """Three plain items, then drawn ones with None among them, then none at all."""
    items = [["one", "two", "three"], [*odd_values(run.draw, 3), None, "last"], []][run.round]
    run.note(wanted=items, due=float(len(items)))
    run.answer(run.blocking("handle", gives(None, after=1)), list(items))
    calls = run.journal.calls()
    ended = [call.args[0] for call in calls if call.end is not None]
    run.note(handled=ended, here=any(call.thread == MAIN_THREAD for call in calls))
    return [call.args[0] for call in calls]


END = """
    The exit joins every thread that is not a daemon; a thread that waits for ever keeps it there.
    The worker cannot know that no item will follow, unless somebody tells it.
    Put one last thing into the queue on which the worker's loop ends, then join the thread."""
ANY = """
    Whatever tells the worker to end must not be mistaken for an item.
    An item may be None, 0 or ""; `is` with an object that nobody else has can tell it apart.
    END = object(), put after the items; in the worker: if item is END, return."""
WAIT = """
    A function that returns before the work is done leaves the work to the exit, or to nobody.
    A daemon thread is not waited for: what it has not handled is lost.
    No daemon; after the last put, thread.join()."""
THREAD = "in one thread that is not the caller's"
ENDED = "its thread has ended by then"

# fmt: off
CHECK = check(
    work,
    rules=(
        usual.deadlock("work", ENDED, code="STUCK_AT_EXIT", hints=END),
        rule("ON_THE_CALLERS_THREAD", lambda f: f.work.here, f"""
            promise {THREAD}
            seen    {{name}} called `handle` on the thread that called {{name}}
            next    let the worker thread call it.""", usual.SUBMIT_IT),
        rule("LOST", lambda f: f.work.round == 0 and len(f.work.handled) < len(f.work.wanted), """
            promise returns when the last item has been handled
            seen    {name} returned at {work.took} s, when these were handled: {work.handled}
            wanted  {work.wanted}, at {work.due} s
            next    wait for the thread before you return.""", WAIT),
        rule("ITEM_LOST", lambda f: f.work.round > 0 and not f.work.right, """
            promise an item may be anything
            seen    of the items {work.wanted} these were handled: {work.value}
            next    tell the worker to end by something that no item can be.""", ANY),
        usual.wrong_order("work", "in their order"),
        rule("NOT_ONCE_EACH", lambda f: not f.work.right, """
            promise it calls `handle` once for each item
            seen    `handle` was called with {work.value}
            wanted  {work.wanted}
            next    follow one item from the list to `handle`.""", END),
        usual.left_behind("work", ENDED, hints=END),
        usual.too_late("work", "returns when the last item has been handled", hints=END),
    ),
    praise="all items handled, in order; the thread has ended, so the program can exit",
)
