"""03.a: a thread hands over what it has fetched, or the exception, to a future of a loop."""

import asyncio
import random
import threading

from helpers.grading import mistakes as usual
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, odd_values
from helpers.grading.kit import Run, check, rule, trial
from helpers.virtual_time import work

__all__ = ["CHECK"]

COMES = 1.5  # seconds after which `fetch` has ended
PATIENCE = 5  # seconds after which the token is given up
TOKENS = ["abc123", *odd_values(random.Random("03.a"), 7)]  # one for each round


async def refreshed(run: Run, outcome: Outcome, token: asyncio.Future) -> None:
    """Call the answer on a thread, and wait for the token until both are through."""
    loop, fetch = asyncio.get_running_loop(), run.blocking("fetch", outcome)

    def refresh() -> None:
        end = run.ending(run.answer, loop, token, fetch)
        run.note(thread_raised=end.raised, thread_said=end.said)

    threading.Thread(target=refresh, name="thread", daemon=True).start()
    await asyncio.wait([token], timeout=PATIENCE)


@trial(rounds=len(TOKENS))
async def one(run: Run) -> object:
    """`fetch` returns a token; then odd values, such as an exception that is a result."""
    token = asyncio.get_running_loop().create_future()
    run.note(to_ask=["fetch"], wanted=TOKENS[run.round], due=COMES)
    await refreshed(run, gives(TOKENS[run.round], COMES), token)
    return await token if token.done() else "nothing: the token is empty"


@trial(rounds=3, raises=True)
async def failing(run: Run) -> object:
    """`fetch` raises, each time another kind of exception."""
    error = errors(run.draw, 1)[0] if run.round else OSError("no line")
    token = asyncio.get_running_loop().create_future()
    run.note(due_error=type(error).__name__, due=COMES, held=f"nothing, until {PATIENCE} s")
    await refreshed(run, fails(error, COMES), token)
    if not token.done():
        return None
    run.note(held=repr(token.exception() or token.result()))
    return await token


@trial(rounds=6)
async def late(run: Run) -> object:
    """The token is cancelled or set while `fetch` runs, or when the loop is held as it ends."""
    outcome = fails(OSError("no line"), COMES) if run.round % 2 else gives("abc123", COMES)
    token = asyncio.get_running_loop().create_future()
    thread = asyncio.create_task(refreshed(run, outcome, token))
    await asyncio.sleep(1)
    if run.round > 3:
        work(1)  # it comes while the loop is held
    done = "cancelled" if run.round in (0, 1, 4, 5) else "set by another thread"
    token.cancel() if done == "cancelled" else token.set_result("xyz789")
    run.note(how=done)
    await thread
    await asyncio.sleep(9)


BOTH = """
    A future holds a result or an exception; both kinds of end have to reach it, by way of the loop.
    Catch what fetch raises; hand it to the loop, to be set where the given function sets results.
    Catch Exception as error; then, on the loop and unless the token is done: set_exception."""
ASK = """
    A future that is done, by a result or by a cancellation, refuses to be set again.
    Question and answer belong into one function, which the loop calls on its own thread.
    A function like set_unless_done, for exceptions too: it asks done() first, then sets."""
WAKES = "whoever awaits it goes on at that moment"

# fmt: off
CHECK = check(
    *(one, failing, late),
    rules=(
        usual.not_asked("one", "it calls `fetch()` once", hints=BOTH),
        usual.wrong_thread("one", "on the thread that calls it", what="fetch", hints="""
            fetch blocks the thread that calls it. A loop that is blocked runs nothing else.
            refresh is called on a thread of its own, so it may call fetch itself.
            Call fetch() in refresh, and hand to the loop only what it returned."""),
        usual.stranger("one", WAKES),
        rule("ERROR_LOST", lambda f: f.failing.raised != f.failing.due_error, """
            promise `token` gets that exception
            seen    fetch raised {failing.due_error} at {failing.due} s; the token then held:
                    {failing.held}
            next    catch the exception on the thread, and have the loop set it.""", BOTH),
        usual.zero_lost("one", "any object"),
        usual.no_result("one", "`token` gets what `fetch()` returns"),
        usual.too_late("one failing", WAKES),
        rule("LATE_TOKEN", lambda f: f.late.complaints or f.late.thread_raised, """
            promise if `token` is done before, it stays as it is
            seen    the token was {late.how} first; what came then led to an exception, in the
                    loop's log or on the thread
            wanted  nothing happens: the token is done
            next    ask whether it is done, on the loop, in the function that sets it.""", ASK),
    ),
    praise="the token set at {one.took} s, or the exception; one that was done stayed as it was",
    version=3,
)
