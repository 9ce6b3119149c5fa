"""06.d: a cache for tasks that loads each key once, and different keys at the same time."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .asking import at_once, caches, cancelled, failed_once, failing, in_turn, three_ask, two_insist

__all__ = ["CHECK"]

ONCE = """
    At an await other tasks run; they ask the cache before the answer is there.
    Remember before the first await that a key is being loaded, and by what.
    A dict of tasks: whoever finds none makes one, at once; everybody awaits what is there."""
KEEP = """
    A cache remembers, whatever the value is.
    A dict from key to value, or to the task that loads it, made in __init__.
    Ask with `in` whether the key is there: dict.get gives None for a value None, too."""
OWN_TASK = """
    Cancelling a task cancels what it awaits: another task, a future, or the load itself.
    Let the load be a task of its own, which nobody who waits can cancel.
    create_task for the load; each of those who wait awaits a shield of it."""
RAISE = """
    Whoever asks must learn that there is no value.
    An exception that nobody catches goes to the caller; a task passes it on to all who await it.
    Remove the except, or raise again at its end."""
FORGET = """
    A task or a future that failed stays failed, and so does all that awaits it.
    Forget a load that failed, and only this one: where it fails, or when somebody asks again.
    In get: make a new task also if the old one is done(), and cancelled() or has an exception()."""
SET_IT = """
    threading.Lock holds the thread, and with it every task of the loop.
    Among tasks of one loop: tasks, futures, or asyncio's own locks and events.
    A future must be set on every way out, after an exception, too."""
LOADED_ONCE = "a key is loaded once, however many tasks ask for it"
VALUE = "`get` returns what `load(key)` gave"

# fmt: off
CHECK = check(
    *(in_turn, caches, at_once, failing, failed_once, cancelled, three_ask, two_insist),
    rules=(
        rule("HOLDS_THE_LOOP",
            lambda f: any(wait["kind"] == "thread" for wait in f.at_once.deadlock or []), """
            promise a value is handed out as soon as it is there
            seen    tasks asked at the same time; from {at_once.took} s on the loop stood still:
                    {at_once.waits}
            next    a task must wait without holding the loop.""", SET_IT),
        usual.deadlock("in_turn at_once failed_once",
            "a value is handed out as soon as it is there", hints=SET_IT),
        rule("LOADED_AGAIN", lambda f: f.in_turn.round == 0 and len(f.in_turn.asked) > 2, f"""
            promise {LOADED_ONCE}
            seen    asked for a, b, a and b, one after the other; loaded: {{in_turn.asked}}
            wanted  each of them once
            next    keep what was loaded, and look there first.""", KEEP),
        rule("ZERO_LOST",
            lambda f: f.in_turn.round > 0 and len(f.in_turn.asked) > len(f.in_turn.to_ask), f"""
            promise {LOADED_ONCE}
            seen    values like None, 0 or "" were asked for twice; loaded:
                    {{in_turn.asked}}
            wanted  each key once
            next    ask whether the key is there, not what its value is.""", KEEP),
        usual.zero_lost("in_turn", "any object a value"),
        usual.no_result("in_turn", VALUE),
        usual.shared_by_all("caches", "each cache has values of its own", own="dict",
            what="two caches, one load gives A, the other B; both were asked for the same key"),
        rule("DONE_TWICE", lambda f: len(f.at_once.asked) > len(f.at_once.to_ask), f"""
            promise {LOADED_ONCE}
            seen    tasks asked for {{at_once.to_ask}} at the same time; loaded:
                    {{at_once.asked}}
            wanted  each of them once
            next    between the question and the value is an await: there, others ask.""", ONCE),
        usual.one_at_a_time("at_once", "different keys are loaded at the same time", hints=ONCE),
        usual.no_result("at_once", VALUE),
        usual.too_late("at_once", "as soon as it is there", hints=ONCE),
        usual.error_lost("failing", "`get` raises the same exception", "{due_error}", hints=RAISE),
        rule("WAITERS_FAIL", lambda f: f.failed_once.strange, """
            promise another task that waits for this load may share the exception, or load anew
            wanted  this exception, too, or the value of a new load
            seen    three tasks asked; load {failed_once.failed}, and get, in one of them,
                    {failed_once.strange[0]}
            next    see what those who wait find when the load has failed.""", RAISE),
        rule("FAILURE_KEPT", lambda f: f.failed_once.error or not f.failed_once.right, """
            promise whoever asks later loads anew
            seen    load failed once; asked again later, {name} {failed_once.said}
            wanted  'A', from a new load
            next    keep values, not failures.""", FORGET),
        rule("CANCEL_SPREADS", lambda f: f.cancelled.lost, """
            promise takes no other task along
            seen    four tasks waited for a load; cancelled after 1 s: {cancelled.who};
                    another one {cancelled.lost[0]}
            wanted  the others get 'A'
            next    what several tasks await must not be cancelled with one of them.""", OWN_TASK),
        rule("LOAD_LOST", lambda f: len(f.cancelled.asked) > 1, """
            promise even if one of the tasks that wait for it is cancelled
            seen    four tasks waited for a load of 3 s; cancelled after 1 s: {cancelled.who};
                    loaded: {cancelled.asked}, the others had it at {cancelled.took} s
            wanted  loaded once, by 3.0 s
            next    the load must not end, or be forgotten, with one that waits.""", OWN_TASK),
        rule("CANCEL_SWALLOWED", lambda f: f.cancelled.deaf, """
            promise a task that is cancelled while it waits stops at once
            seen    cancelled at 1.0 s, a waiting task {cancelled.deaf[0]}
            wanted  CancelledError comes out at 1.0 s: whoever cancels must be heard
            next    let CancelledError pass, or raise it again.""", usual.LET_IT_PASS),
        usual.too_late("cancelled", "the load goes on for the others", hints=OWN_TASK),
        usual.race("three_ask", LOADED_ONCE, what="three tasks ask for one key", hints=ONCE,
            next="after every await, ask again; ex.x.trace() shows an order that fails."),
        usual.race("two_insist", "an exception is not kept", hints=FORGET,
            what="two tasks ask; the first load fails, and each task that fails asks again",
            next="whoever forgets a failed load must not forget a newer one with it."),
    ),
    called="get",
    praise="loaded once in each of {three_ask.tried} orders; {at_once.of} keys at once, there "
    "at {at_once.took} s",
)
