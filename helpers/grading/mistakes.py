"""The mistakes that many tasks share: one function each, with one code, words and three hints.

`t` names the trial in which it is looked for; several names, with spaces between them, give a rule
for each. `promise` holds the words of the statement that it enforces. What a trial notes under
`wanted` and `due` (see `kit.Run.note`) is what its answer was to return, and when. The code is the
mistake's name wherever it is spoken of: in the index of errors, and in an overview of a class.
"""

from collections.abc import Callable
from typing import Any

from helpers.grading.kit import each
from helpers.grading.verdict import Rule

__all__ = [
    "arguments_lost",
    "blocks_the_caller",
    "blocks_the_loop",
    "busy_wait",
    "called_too_early",
    "cancel_leaves_running",
    "cancel_swallowed",
    "cleanup_too_late",
    "closes_what_is_not_its_own",
    "context_leaks",
    "context_lost",
    "deadlock",
    "deadlock_in_some_order",
    "done_twice",
    "error_lost",
    "fails_on_nothing",
    "gives_up",
    "is_async",
    "left_behind",
    "left_running",
    "limit_ignored",
    "never_awaited",
    "no_list",
    "no_result",
    "not_asked",
    "not_in_the_pool",
    "of_sort",
    "one_at_a_time",
    "place_left_empty",
    "polls",
    "pool_left",
    "race",
    "returns_awaitable",
    "sequential_await",
    "shared_by_all",
    "stranger",
    "too_early",
    "too_late",
    "waits_for_all",
    "wrong_order",
    "wrong_thread",
    "zero_lost",
]

Rules = tuple[Rule, ...]

AT_ONCE = """
    An awaited coroutine runs to its end before the next line; a task runs beside it.
    Make all the tasks before you await the first of them.
    asyncio.create_task(…) for each, in a list; or group.create_task in a TaskGroup."""
AT_ONCE_IN_THREADS = """
    A call runs to its end before the next line; a thread that was started runs beside it.
    Start all of them before you wait for the first.
    Two loops: one that starts or submits, and after it one that joins or asks for results."""
IN_ORDER = """
    Things end in another order than that in which they were asked for.
    Keep each task, future or result with its place, and collect by place.
    A list of tasks, read in its order; gather() gives results in the order of its arguments."""
RETURN_IT = """
    A function without `return` gives None; a task or future keeps what its function returned.
    Follow the value from where it comes into being to the caller: where does it stop?
    Awaiting a task, or result() of a future, gives the value; hand it on with `return`."""
AWAIT_IT = """
    Calling an async function gives a coroutine; only awaiting it gives its result.
    create_task, gather and run_in_executor return at once, with something to await.
    Put `await` before what you return, or before each item of the list."""
FREE_THE_LOOP = """
    A loop runs one thing at a time: while a call waits or computes, every task stands still.
    Hand it to another thread, and await that; result(), join(), a pool's `with` hold the loop, too.
    await asyncio.to_thread(function, argument), without brackets behind the function."""
WAKE_IT = """
    Who looks at intervals is late by up to one interval, and works for nothing in between.
    Whoever brings what you wait for can wake you.
    A future, an Event or a Condition: one side waits for it, the other sets or notifies it."""
CLEAN = """
    cancel() only asks: the task goes on to its `finally` at the loop's next turn.
    After the cancels, wait until every task has ended, whatever it ended with.
    asyncio.gather with return_exceptions=True, or asyncio.wait, awaited in a finally."""
LET_IT_PASS = """
    A cancellation arrives as CancelledError, raised by the await where the task stands.
    A bare `except`, or `except BaseException`, catches it together with other errors.
    `except Exception` and nothing wider; clean up in a `finally`, which lets the error pass on."""
END_IT = """
    Whoever makes a task, a thread, a pool or a loop has to end it, on every way out.
    A `with` block, a TaskGroup or a `finally` does it after an error, too.
    Cancel and await tasks, join threads, shut pools down, close loops and generators."""
KEEP_THE_ERROR = """
    An error is kept by the task or future in which it was raised, until somebody asks for it.
    Find the place where it is caught or dropped, and what the caller gets instead.
    Await the task, or ask the future for its result() or exception(), and raise what it holds."""
ON_ITS_LOOP = """
    A loop, and what belongs to it, may be touched on its own thread only: elsewhere it sleeps on.
    Another thread may only ask the loop to do something, and wake it with that.
    loop.call_soon_threadsafe(function, argument), or asyncio.run_coroutine_threadsafe."""
LOCK_IT = """
    Between two lines of yours another thread may do all of its own lines.
    What must not come apart (a question and what is done on its answer) belongs under one lock.
    `with self.lock:` around both, and around every other place that touches the same data."""
SUBMIT_IT = """
    A pool runs what is submitted to it; what you call yourself runs on your own thread.
    Hand the function and its arguments over, without brackets behind the function.
    pool.submit(function, argument), or loop.run_in_executor(pool, function, argument)."""
ORDINARY = """
    What is written with `async def` gives a coroutine when it is called: nothing has run yet.
    Its caller is ordinary code here, and has no loop that could run a coroutine.
    Write it with `def`, and use no `await`: threads and pools need no loop."""
PROGRAM = "{T.program}"  # as `what` of a race: the text of `kit.side_by_side`
PASS_ON_ALL = """
    `*args` in a definition collects, `*args` in a call spreads; `**kwargs` does so by name.
    run_in_executor and call_soon pass on positional arguments only.
    functools.partial(function, *args, **kwargs) makes one call of all of it."""
SHARE_THE_PLACES = """
    A limit holds only if everybody counts with the same counter.
    Make the semaphore or the pool once, from the limit, and share it.
    Hold the semaphore's place for as long as the call is under way: `async with places:`."""
ANY_VALUE = """
    0, "", None and [] count as false in an `if`; an exception can be a value, too.
    Any value may come: no `if` and no `==` on it can say whether there is one.
    Ask the task or future whether it is done or raised; or put each value into a tuple."""
NOT_LONGER = """
    What needs several things at once takes as long as the longest of them, and no longer.
    Look for a sleep, a pause, or a second round of waiting of your own.
    Find the last thing that is needed, and return in the moment in which it comes."""
ONE_FOR_EACH = """
    What is made in the class, or as a default argument, is made once, for all of its objects.
    What belongs to one object is made when that object is made.
    In __init__: a new list, lock or event, as an attribute of self."""
LOOK_AT_IT = "ex.x.trace() shows one of them; find the two steps that must not be parted."
COPY_THE_CONTEXT = """
    A thread of a pool has a context of its own: that of its first use, not that of the caller.
    Copy the caller's context at the moment of the call; each call needs a copy of its own.
    contextvars.copy_context() gives the copy; its run(function, …) calls a function in it."""


def _mistake(
    code: str, t: str, when: Callable[[Any], Any], promise: str, words: str, hints: str
) -> Rules:
    """Return a rule for each trial; in `words`, {T.said} is a fact of that trial."""
    return each(t, code, when, f"promise {promise}\n{words}", hints)


# Below, the words of a mistake stand in its call as in a check: in few lines, set by hand.
# fmt: off


def of_sort(code: str, t: str, promise: str, next: str, hints: str) -> Rules:
    """A mistake that the trial itself has told from others: it notes its code as `sort`.

    It also notes, in words, `mine`, what was seen, and `real`, what was due.
    """
    words = f"seen {{T.mine}}\nwanted {{T.real}}\nnext {next}"
    return _mistake(code, t, lambda r: r.sort == code, promise, words, hints)


def not_asked(t: str, promise: str, *, hints: str = AT_ONCE) -> Rules:
    """What the task hands in was not called as promised: the trial notes `to_ask`, a list.

    It is compared, without regard to order, with the first arguments of the calls of all doubles.
    """
    return _mistake("NOT_ASKED", t,
        lambda r: r.amiss and not (r.error and len(r.asked) < len(r.to_ask)), promise, """
        seen    {name} {T.said}; {T.amiss}
        next    call each of them as often as promised, and run what an async one gives.""", hints)


def sequential_await(t: str, promise: str, of: int, *, hints: str = AT_ONCE) -> Rules:
    """Coroutines are awaited one after the other: fewer than `of` are ever under way at once."""
    return _mistake("SEQUENTIAL_AWAIT", t, lambda r: r.most_at_once == 1 < of, promise, f"""
        seen    {of} waits, never more than 1 under way; done at {{T.took}} s
        wanted  {of} under way at once{{T.done_at}}
        next    an awaited coroutine runs to its end before the next one starts.""", hints)


def one_at_a_time(
    t: str, promise: str, of: int | None = None, *, hints: str = AT_ONCE_IN_THREADS
) -> Rules:
    """Calls run one after the other, or fewer at once than promised: `of`, or what is noted so."""
    return _mistake("NOT_AT_ONCE", t, lambda r: 0 < r.most_at_once < (r.of if of is None else of),
        promise, f"""
        seen    {of or "{T.of}"} could be under way at once; never more than {{T.most_at_once}} were
        next    find out what a call waits for before it begins.""", hints)


def place_left_empty(t: str, promise: str, *, code: str, next: str, hints: str) -> Rules:
    """A call begins later than it could: the trial notes `idle`, as `derived.idle` returns it."""
    words = f"seen {{T.idle}}; done at {{T.took}} s\nnext {next}"
    return _mistake(code, t, lambda r: r.idle, promise, words, hints)


def limit_ignored(t: str, promise: str, *, hints: str = SHARE_THE_PLACES) -> Rules:
    """More are under way at once than the limit, which the trial notes as `limit`."""
    return _mistake("TOO_MANY", t, lambda r: r.most_at_once > r.limit, promise, """
        seen    {T.limit} were allowed at once; up to {T.most_at_once} were under way
        next    count what is under way when the next one begins.""", hints)


def returns_awaitable(t: str, promise: str, *, hints: str = AWAIT_IT) -> Rules:
    """A coroutine, task or future comes back in place of what it gives."""
    return _mistake("RETURNS_AWAITABLE", t, lambda r: r.to_await, promise, """
        seen    {name} returned {T.to_await}: nobody has awaited it
        next    await it, and return what the await gives.""", hints)


def is_async(t: str, promise: str, *, hints: str = ORDINARY) -> Rules:
    """It is a coroutine function, where an ordinary one is promised."""
    return _mistake("IS_ASYNC", t, lambda r: r.kind == "coroutine", promise, """
        seen    {name}() returned a coroutine, which its caller, ordinary code, cannot await
        next    write it with `def`; it needs no loop.""", hints)


def never_awaited(t: str, promise: str, *, hints: str = AWAIT_IT) -> Rules:
    """A coroutine was made, and nobody ran it."""
    return _mistake("NEVER_AWAITED", t, lambda r: r.unawaited and not r.slip, promise, """
        seen    a coroutine was made and never run: {T.unawaited[0][name]}
        next    await it, or make a task of it.""", hints)


def no_list(t: str, promise: str, kind: str = "list", *, hints: str = RETURN_IT) -> Rules:
    """It returns another type than the promised one."""
    return _mistake("WRONG_TYPE", t, lambda r: r.kind != kind, promise, f"""
        seen    {{name}} {{T.said}}, of type {{T.kind}}
        wanted  a {kind}
        next    see what the last line of {{name}} returns, on each way out.""", hints)


def wrong_order(t: str, promise: str, *, hints: str = IN_ORDER) -> Rules:
    """All that is `wanted` comes back, in another order."""
    return _mistake("WRONG_ORDER", t, lambda r: r.reordered, promise, """
        seen    {name} {T.said}
        wanted  {T.wanted}
        next    collect by the place of the question, not by the arrival of the answer.""", hints)


def no_result(t: str, promise: str, *, hints: str = RETURN_IT) -> Rules:
    """Something else comes back than what is `wanted`: the broadest rule, so one of the last."""
    return _mistake("WRONG_RESULT", t, lambda r: not r.right, promise, """
        seen    {name} {T.said}
        wanted  {T.wanted}
        next    compare the two, and follow the value that differs back to where it comes from.""",
        hints)


def zero_lost(t: str, promise: str, *, hints: str = ANY_VALUE) -> Rules:
    """A value that an `if` or `==` mistakes is lost: plain values in round 0, odd ones later."""
    return _mistake("ZERO_LOST", t, lambda r: r.round > 0 and (r.error or not r.right), promise, """
        seen    {name} {T.said}
        wanted  {T.wanted}: with other values it was right
        next    tell what came from what did not come by something else than the value itself.""",
        hints)


def shared_by_all(t: str, promise: str, *, what: str, own: str) -> Rules:
    """Two objects of a class have something in common: each was to have its `own`, "dict"."""
    return _mistake("SHARED_BY_ALL", t, lambda r: r.deadlock or not r.right, promise, f"""
        seen    {what}:
                this {{T.said}}
        wanted  {{T.wanted}}
        next    let each of them make its own {own}.""", f"""
        What is made in the class body, or as a default argument, is made once for all.
        What belongs to one object is made when that object is made.
        In __init__: a {own} of its own, as an attribute of self.""")


def waits_for_all(t: str, promise: str, last: float | None = None, *, hints: str) -> Rules:
    """It returns when the slowest has ended, `last` (or what the trial notes so), not at `due`."""
    return _mistake("WAITS_FOR_ALL", t,
        lambda r: r.took > r.due and r.took >= (r.last if last is None else last), promise, """
        seen    {name} {T.said} at {T.took} s, when the slowest had ended
        wanted  at {T.due} s
        next    do not wait for those whose answer is of no use any more.""", hints)


def too_late(
    t: str, promise: str, *, code: str = "TOO_LATE", next: str = "", hints: str = NOT_LONGER
) -> Rules:
    """It ends later than at `due`."""
    return _mistake(code, t, lambda r: r.took > r.due, promise, f"""
        seen    {{name}} {{T.said}} at {{T.took}} s
        wanted  at {{T.due}} s
        next    {next or "find out what it still waits for after that moment."}""", hints)


def too_early(
    t: str, promise: str, *, code: str = "TOO_EARLY", next: str = "", hints: str
) -> Rules:
    """It ends before `due`."""
    return _mistake(code, t, lambda r: r.took < r.due, promise, f"""
        seen    {{name}} {{T.said}} at {{T.took}} s
        wanted  at {{T.due}} s
        next    {next or "find out what it should still have waited for."}""", hints)


def blocks_the_loop(t: str, promise: str, *, thread: str = "", hints: str = FREE_THE_LOOP) -> Rules:
    """A call of the answer holds the loop; `thread`: only lines of it count that hold that one."""

    def held(r: Any) -> bool:
        mine = (each for each in r.blocked if each["line"] and each["thread"] == thread)
        if thread:
            return not (r.error and r.ended) and any(each["seconds"] > 0 for each in mine)
        return r.held_for > 0

    return _mistake("BLOCKS_THE_LOOP", t, held, promise, """
        seen    the loop stood still for {T.held_for} s, at: {T.held}
        next    let the loop go on while this call waits.""", hints)


def called_too_early(t: str, promise: str, *, hints: str = "") -> Rules:
    """A function is called here, and what it returned is handed over to be called elsewhere."""
    return _mistake("CALLED_TOO_EARLY", t, lambda r: r.error and "callable" in r.said, promise, """
        seen    {name} {T.said}
                in your line: {T.line}
        wanted  the function is called over there, and not before
        next    give function and arguments apart: the brackets call it here, on the loop.""", hints
        or """
        Arguments are worked out before a call: f(g(x)) calls g first.
        to_thread and run_in_executor want the function itself, then its arguments.
        A comma in place of the inner brackets.""")


def blocks_the_caller(t: str, promise: str, *, hints: str) -> Rules:
    """A call that is to return at once takes time: the trial notes its seconds as `held_caller`."""
    return _mistake("BLOCKS_THE_CALLER", t, lambda r: r.held_caller > 0, promise, """
        seen    the call came back after {T.held_caller} s
        next    only hand the work over; let somebody else wait for it.""", hints)


def polls(t: str, promise: str, most: int = 20, *, hints: str = WAKE_IT) -> Rules:
    """It looks again and again: more than `most` waits with a time, from lines of its own."""
    return _mistake("POLLS", t, lambda r: r.looks > most, promise, """
        seen    while it waited, {name} woke up {T.looks} times to look
        next    do not look at intervals; wait for something that whoever is ready sets.""", hints)


def busy_wait(t: str, promise: str, *, hints: str = WAKE_IT) -> Rules:
    """It asks again and again without a wait, until virtual time ends the run."""
    return _mistake("BUSY_WAIT", t, lambda r: r.raised == "VirtualTimeError" and "busy" in r.said,
        promise, """
        seen    from {T.took} s on it asked again and again, thousands of times, and no time went by
        next    such a loop keeps a processor busy; wait for something instead.""", hints)


def stranger(t: str, promise: str, *, hints: str = ON_ITS_LOOP) -> Rules:
    """A loop is touched from another thread, in a way that does not wake it."""
    return _mistake("TOUCHES_THE_LOOP", t, lambda r: r.strangers, promise, """
        seen    another thread than the loop's touched the loop, in your line:
                {T.strangers[0]}
        next    a sleeping loop does not notice that: ask it from outside.""", hints)


def deadlock(t: str, promise: str, *, code: str = "DEADLOCK", hints: str) -> Rules:
    """Nothing can ever happen again."""
    return _mistake(code, t, lambda r: r.deadlock, promise, """
        seen    from {T.took} s on nothing can ever happen again:
                {T.waits}
        next    find out what that line waits for, and who could bring it.""", hints)


def race(t: str, promise: str, *, what: str = "", next: str = "", hints: str = LOCK_IT) -> Rules:
    """In some order of the steps of threads or tasks the outcome is wrong: for `kit.orders`.

    `what` says what is done side by side, and has the words end with what came of it.
    """
    told = f"{what}:\nin" if what else "in"
    came = "\n{T.came}" if what else ""
    return _mistake("RACE", t, lambda r: r.failed and not r.deadlocked, promise, f"""
        seen    {told} {{T.failed}} of {{T.tried}} orders of the steps it goes wrong{came}
        next    {next or LOOK_AT_IT}""", hints)


def deadlock_in_some_order(
    t: str, promise: str, *, code: str = "DEADLOCK", what: str, next: str = "", hints: str
) -> Rules:
    """In some order of the steps nobody can go on: for `kit.orders`; `what` as in `race`."""
    return _mistake(code, t, lambda r: r.deadlocked, promise, f"""
        seen    {what}:
                in {{T.deadlocked}} of {{T.tried}} orders of the steps nobody can go on
                {{T.came}}
        next    {next or LOOK_AT_IT}""", hints)


def left_running(t: str, promise: str, *, hints: str = END_IT) -> Rules:
    """What it started goes on, and nobody has told it to stop."""
    return _mistake("LEFT_RUNNING", t, lambda r: r.running and not r.told, promise, """
        seen    {name} {T.said} at {T.took} s; still under way then: {T.running}
        next    cancel every task that is not done, on every way out.""", hints)


def cleanup_too_late(t: str, promise: str, *, hints: str = CLEAN) -> Rules:
    """What it started was told to stop, and has not ended."""
    return _mistake("CLEANUP_TOO_LATE", t, lambda r: r.running, promise, """
        seen    {name} {T.said} at {T.took} s; cancelled, but not through their finally: {T.running}
        next    after the cancels, wait for those tasks to end.""", hints)


def left_behind(t: str, promise: str, *, done: str = "", hints: str = END_IT) -> Rules:
    """Tasks, threads, pools, loops or sockets are still there.

    With `done`, words for a moment, it applies only if the trial notes `done` when that has come.
    """
    return _mistake("LEFT_BEHIND", t,
        (lambda r: r.done and r.behind) if done else (lambda r: r.behind), promise, f"""
        seen    {f"when {done}, there" if done else "{name} {T.said}; then there"} was still:
                {{T.behind}}
        next    end what you began, on every way out.""", hints)


def pool_left(t: str, promise: str, *, hints: str = END_IT) -> Rules:
    """Nobody has shut a pool down; its threads may still end a call that is under way."""
    return _mistake("POOL_LEFT", t, lambda r: r.left.executors, promise, """
        seen    {name} {T.said}; then there was still a pool that nobody had shut down
        next    shut the pool down on every way out: after an error, too.""", hints)


def cancel_swallowed(t: str, promise: str, *, hints: str = LET_IT_PASS) -> Rules:
    """Whoever cancels it is not heard."""
    return _mistake("CANCEL_SWALLOWED", t, lambda r: "CancelledError" not in r.raised, promise, """
        seen    cancelled from outside at {T.cancelled_at} s, {name} {T.said}
        wanted  CancelledError comes out: whoever cancels must be heard
        next    let CancelledError pass, or raise it again.""", hints)


def cancel_leaves_running(t: str, promise: str, *, hints: str = CLEAN) -> Rules:
    """It is cancelled, and what it started goes on."""
    return _mistake("CANCEL_LEAVES_RUNNING", t, lambda r: r.running, promise, """
        seen    {name} was cancelled at {T.cancelled_at} s; still under way afterwards: {T.running}
        next    put the cancels, and the wait for what was cancelled, into a `finally`.""", hints)


def error_lost(t: str, promise: str, wanted: str, *, hints: str = KEEP_THE_ERROR) -> Rules:
    """Another error comes out than the one that is promised, or none.

    `wanted` is a type's name; "{due_error}" speaks of what the trial notes under that name.
    """
    field = wanted.strip("{}") if wanted.startswith("{") else ""

    def lost(r: Any) -> bool:
        return (getattr(r, field) if field else wanted) not in r.raised.split(", ")

    return _mistake("ERROR_LOST", t, lost, promise, f"""
        seen    {{name}} {{T.said}}
        wanted  {f"{{T.{field}}}" if field else wanted} comes out
        next    find where that error is caught, or kept and not asked for.""", hints)


def gives_up(t: str, promise: str, kinds: str = "TimeoutError", *, hints: str = "") -> Rules:
    """It raises one of these errors, of its own accord, though what it waits for comes."""
    return _mistake("GIVES_UP", t, lambda r: r.raised in kinds.split(), promise, """
        seen    {name} {T.said} at {T.took} s: it gave up
        wanted  {T.wanted}, which came at {T.due} s
        next    wait as long as it takes.""", hints
        or """
        How long something takes is not known beforehand; a limit of your own is a guess.
        Look for a timeout, a number of tries, or an error raised after the first failures.
        Wait without a timeout, and raise only when nothing more can come.""")


def fails_on_nothing(t: str, promise: str, *, hints: str = "") -> Rules:
    """An empty list, or another smallest case, makes it fail; the trial notes `wanted`."""
    return _mistake("FAILS_ON_NOTHING", t,
        lambda r: r.raised != "NotAsync" and (r.error or not r.right), promise, """
        seen    with nothing to do, {name} {T.said}
        wanted  {T.wanted}
        next    follow the empty case through your lines.""", hints
        or """
        Nothing to do is an ordinary case: the result is then empty, and there at once.
        Some functions want at least one: asyncio.wait, max, and a pool's max_workers.
        Ask whether there is anything before you call them, or take one that does not mind.""")


def done_twice(t: str, promise: str, *, hints: str = "") -> Rules:
    """A double is called more than once with the same first argument."""
    return _mistake("DONE_TWICE", t, lambda r: len(r.asked) > len(set(map(repr, r.asked))), promise,
        """
        seen    these were asked for: {T.asked}
        next    find the second way on which the same thing is begun.""", hints
        or """
        What is begun twice costs twice, and may do harm twice.
        Forget or mark what is begun before the next await, or under the lock.
        Look at what is asked for when one has ended: the pending ones only.""")


def arguments_lost(t: str, promise: str, *, hints: str = PASS_ON_ALL) -> Rules:
    """A function gets other arguments than were handed in: the trial notes `sent` and `got`."""
    return _mistake("ARGUMENTS_LOST", t, lambda r: repr(r.got) != repr(r.sent), promise, """
        seen    handed in: {T.sent}
                the function got: {T.got}
        next    pass on all of them, as they came.""", hints)


def wrong_thread(t: str, promise: str, *, what: str = "", hints: str = SUBMIT_IT) -> Rules:
    """A blocking double, its name beginning with `what`, ran on a thread with a running loop."""
    return _mistake("ON_THE_LOOP", t,
        lambda r: any(call["on_loop"] and call["what"].startswith(what) for call in r.calls),
        promise, """
        seen    a call that blocks ran on the loop's own thread
        next    hand the function over, and do not call it yourself.""", hints)


def not_in_the_pool(t: str, promise: str, *, hints: str = SUBMIT_IT) -> Rules:
    """A call ran elsewhere than in the pool that was given: the trial notes threads as `strays`."""
    return _mistake("NOT_IN_THE_POOL", t, lambda r: r.strays, promise, """
        seen    calls ran on these threads, which are not the pool's: {T.strays}
        next    submit each call to that pool.""", hints)


def context_lost(t: str, promise: str, *, hints: str = COPY_THE_CONTEXT) -> Rules:
    """A function does not see the caller's context variables: the trial notes `saw`, `set_to`."""
    return _mistake("CONTEXT_LOST", t, lambda r: r.saw != r.set_to, promise, """
        seen    the caller's variables: {T.set_to}; the function saw: {T.saw}
        next    take the caller's context along.""", hints)


def context_leaks(t: str, promise: str, *, hints: str = COPY_THE_CONTEXT) -> Rules:
    """What a function sets is seen by others: the trial notes `leaked`, in words, "" if nothing."""
    return _mistake("CONTEXT_LEAKS", t, lambda r: r.leaked, promise, """
        seen    {T.leaked}
        next    run each call in a copy of the context of its own.""", hints)


def closes_what_is_not_its_own(t: str, promise: str, *, hints: str = "") -> Rules:
    """A pool, loop or client of the caller's is closed: the trial notes what as `closed`."""
    return _mistake("CLOSES_WHAT_IS_NOT_ITS_OWN", t, lambda r: r.closed, promise, """
        seen    {name} closed what belongs to its caller: {T.closed}
        next    only use it; whoever made it ends it.""", hints
        or """
        Who makes a pool, a loop or a client also ends it.
        A `with` block around something that was handed in ends it with the block.
        Use it without `with`, and without shutdown() or close().""")
