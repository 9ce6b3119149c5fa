"""13.c: a coroutine completed for ordinary code on any thread; what cannot be is refused."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, each, rule

from .completing import cell, failing, failing_in_cell, not_awaitable, refused, script

__all__ = ["CHECK"]

OTHER_THREAD = """
    asyncio.run refuses on a thread where a loop is running; on a new thread it does not.
    get_running_loop() says whether a loop runs here: without one, it raises RuntimeError.
    Submit asyncio.run, with the coroutine, to a pool of one thread, and ask for the result()."""
ASK_FIRST = """
    A RuntimeError may come from asyncio.run, and from the coroutine itself.
    Find out before the run whether a loop runs here, and keep the run outside of that `try`.
    In the try only get_running_loop(); the thread in its else, and the other way after it."""
REFUSE = """
    A task is run by its loop; who waits for it on that loop's thread waits for ever.
    isinstance(…, asyncio.Future) is true for tasks and for futures; asyncio.iscoroutine for others.
    Ask for the kind before anything else; raise, and touch the task or future in no way."""
CARRY = """
    A new thread, and a pool's thread, begin with a context of their own.
    Copy the caller's context on the caller's thread, and have the new thread run within it.
    contextvars.copy_context() gives a copy; its run takes a function and that one's arguments."""
WORKS = "On a thread without a loop, `complete(coroutine)` returns what the coroutine returns"
IN_A_CELL = "On a thread where a loop is running, as in a cell, it does so too"
RAISES = "It raises what the coroutine raises, a `RuntimeError` too"
LEFT = "nothing is left, neither a thread or pool nor an open loop"

# fmt: off
CHECK = check(
    *(script, failing, cell, failing_in_cell, refused, not_awaitable),
    rules=(
        usual.is_async("script", WORKS),
        usual.returns_awaitable("script cell", WORKS, hints=OTHER_THREAD),
        usual.deadlock("script cell", IN_A_CELL, hints=OTHER_THREAD),
        usual.zero_lost("script cell", WORKS),
        rule("NOT_IN_A_CELL", lambda f: f.cell.raised, f"""
            promise {IN_A_CELL}
            seen    on a thread where a loop is running, {{name}} {{cell.said}}
            next    give the coroutine a thread of its own there.""", OTHER_THREAD),
        usual.no_result("script cell", WORKS, hints=OTHER_THREAD),
        usual.context_lost("script cell", "The coroutine sees the context variables of the caller",
            hints=CARRY),
        usual.pool_left("script cell", LEFT),
        usual.left_behind("script cell failing failing_in_cell", LEFT),
        each("failing failing_in_cell", "ERROR_MISTAKEN",
            lambda r: r.raised == r.due_error == "RuntimeError" and r.said != r.due_said, f"""
            promise {RAISES}
            seen    the coroutine {{T.due_said}};
                    {{name}} {{T.said}}
            next    the coroutine's error was taken for that of asyncio.run: tell them apart.""",
            ASK_FIRST),
        usual.error_lost("failing failing_in_cell", RAISES, "{due_error}", hints=ASK_FIRST),
        rule("WAITS_FOR_ITS_LOOP", lambda f: f.refused.deadlock, """
            promise For a task or a future it raises `RuntimeError` at once
            seen    given {refused.thing} of the loop on this thread, {name} waits for ever
            next    the loop could end it only if this thread were free: refuse it.""", REFUSE),
        rule("NOT_REFUSED", lambda f: f.refused.raised != "RuntimeError" or f.refused.waited, """
            promise For a task or a future it raises `RuntimeError` at once
            seen    given {refused.thing}, {name} {refused.said}
            next    ask for its kind before you do anything with it.""", REFUSE),
        rule("NO_WAY_OUT", lambda f: "await" not in f.refused.message.replace("awaitable", ""), """
            promise with the word `await` in the message
            seen    given {refused.thing}, {name} {refused.said}
            next    a good refusal says what to do instead.""", REFUSE),
        rule("NOT_LEFT_ALONE", lambda f: not f.refused.kept, """
            promise leaves it as it is
            seen    after the refusal, {refused.thing} did not come to its own end
            next    others may wait for it: neither cancel it, nor give it a result.""", REFUSE),
        rule("TAKES_ANYTHING", lambda f: f.not_awaitable.raised != "TypeError", """
            promise it raises `TypeError` at once
            seen    given {not_awaitable.thing}, {name} {not_awaitable.said}
            wanted  TypeError
            next    say what you take, and refuse the rest.""", REFUSE),
    ),
    praise="completed from a script and from a cell; tasks, futures and the rest are refused",
)
