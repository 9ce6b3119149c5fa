"""17.a: clerks who handle all orders, and go home."""

import threading
import time

from helpers.grading import mistakes as usual
from helpers.grading.derived import idle
from helpers.grading.doubles import Script, gives
from helpers.grading.draws import names, odd_values
from helpers.grading.kit import Run, check, rule, trial
from helpers.grading.lines import tracing

__all__ = ["CHECK"]

ORDER = gives(None, after=10)  # handled so fast
MOMENT = 0.01  # seconds for a line, where every line takes time


def handled(run: Run, orders: list, clerks: int, takes: Script = ORDER) -> None:
    """Have the orders handled, and note what is due."""
    run.note(limit=clerks, of=min(clerks, len(orders)), orders=len(orders), to_ask=orders)
    run.note(returned=False, idle="")
    run.answer(list(orders), run.blocking("handle", takes), clerks)
    calls = run.journal.calls()
    run.note(returned=True, due=max((call.end or 0.0 for call in calls), default=0.0))
    run.note(idle=idle(calls, min(clerks, len(orders))))


@trial(rounds=5)
def day(run: Run) -> None:
    """An ordinary day; odd orders; orders that take long or not; few orders; none at all."""
    odd = [each for each in odd_values(run.draw, 12) if each is not None]
    plain = ["tea", "cake", "pie", "milk", "bread"]
    some = names(run.draw, 7)
    takes = [gives(None, after=after) for after in (90.0, 1.0, 80.0, 2.0, 70.0, 3.0, 4.0)]
    unlike = dict(zip(some, takes, strict=True))
    days = [(plain, 2), (odd, 3), (some, 2, unlike), (some[:2], 5), ([], 2)]
    handled(run, *days[run.round])


@trial()
def in_step(run: Run) -> None:
    """Each line of a clerk takes a moment, so that two of them ask before one of them acts."""
    threading.settrace(tracing(lambda _: time.sleep(MOMENT)))
    try:
        handled(run, ["tea", "cake", "pie"], 2)
    finally:
        threading.settrace(None)


TELL = """
    A thread that waits at a queue without a limit is waiting until something comes.
    After the last order, put something into the queue that says: there is nothing more.
    One None for each clerk; a clerk who gets it leaves the loop; then join all the threads."""
ASK = """
    Between the question whether there is an order and the get, another clerk may take it.
    Ask and take in one step: get waits and takes, get_nowait takes or raises queue.Empty.
    End a clerk by what comes out of the queue, and not by what empty() or qsize() said before."""
MARK = """
    What ends a clerk must be told from every order, and 0, "" and False are orders, too.
    Compare by identity: `is None`, or `is` with an object that you made for it.
    while (order := …) is not None, with the queue's get in place of the dots."""
JOIN = """
    A daemon thread is not ended, but cut off where it stands when Python ends.
    Tell each thread to end, and wait until it has.
    Keep the threads in a list; after the last order and the Nones, join each of them."""
OWN = """
    threading.Thread(target=f(x)) calls f here; the thread then has nothing to do.
    Start all the clerks first; they wait at the queue until orders come.
    for number in range(clerks): make a thread, keep it in a list, start it."""
SHARED = """
    Orders that are dealt out beforehand wait for their own clerk, while another one has none left.
    Put all orders into one queue; each clerk takes the next one when the last one is done.
    One queue.Queue, made before the clerks, from which every clerk gets in a loop."""
ONCE = "it calls `handle` once for each order"
AT_ONCE = "as many orders are under way at once as there are clerks, and never more"
END = "by then all threads that it started have ended"
SOON = "it returns as soon as the last order is handled"

# fmt: off
CHECK = check(
    *(day, in_step),
    rules=(
        rule("ON_THE_CALLERS_THREAD", lambda f: any(c["thread"] == "MainThread"
            for c in f.day.calls), """
            promise in threads that it starts
            seen    an order was handled on the thread that called {name}
            next    start a thread for each clerk, and let those call handle.""", OWN),
        usual.polls("day", "nobody looks at intervals", hints=TELL),
        usual.one_at_a_time("day", AT_ONCE),
        usual.limit_ignored("day", AT_ONCE, hints=OWN),
        rule("ZERO_LOST", lambda f: f.day.round == 1 and (f.day.amiss or f.day.deadlock), """
            promise an order may be any object but None
            seen    among the orders were 0, "" and the like: {name} {day.said}
                    {day.amiss}
            wanted  each of them is handled, as other orders were
            next    see which order a clerk takes for the end.""", MARK),
        rule("TOO_EARLY", lambda f: f.day.running, f"""
            promise {SOON}
            seen    when {{name}} returned, at {{day.took}} s, clerks were still at work
            next    wait for the clerks before you return.""", JOIN),
        usual.not_asked("day", ONCE, hints=TELL),
        usual.place_left_empty("day", AT_ONCE, code="CLERK_IDLE", hints=SHARED,
            next="let a clerk who is done take the next order of all."),
        rule("LEFT_BEHIND", lambda f: f.day.deadlock and f.day.returned, f"""
            promise {END}
            seen    {{name}} returned, and then the program could not end:
                    {{day.waits}}
            next    tell each clerk that there is nothing more, and wait for all of them.""",
            TELL),
        usual.deadlock("day", SOON, code="WAITS_FOR_EVER", hints=TELL),
        usual.left_behind("day", END, hints=JOIN),
        usual.too_late("day", SOON, hints=TELL),
        rule("RACE", lambda f: f.in_step.deadlock or f.in_step.amiss, """
            promise whatever the order in which the clerks take turns
            seen    two clerks took turns line by line, with {in_step.orders} orders: {name}
                    {in_step.said}
                    {in_step.waits}{in_step.amiss}
            next    a clerk asks, another one takes the order, and the first one waits.""", ASK),
        usual.left_behind("in_step", END, hints=JOIN),
    ),
    praise="each order handled once; after the last one nobody was left",
    allows=("sys.settrace",),  # how the clerks are made to take turns line by line
)
