"""07.c: calls in a given pool, with keyword arguments and the caller's context variables."""

import asyncio
import inspect
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.answer import text_of
from helpers.grading.awaitables import still_to_await
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .contexts import Function, called_as, leak, pool_of, request_id, seen_here, user

__all__ = ["CHECK"]

MEANT = "pool function self loop context call func fn f args kwargs ctx job executor task".split()


@trial(rounds=3)
async def at_once(run: Run) -> Any:
    """Several requests at the same time, each a task with variables of its own."""
    count = (3, 12, 12)[run.round]
    owners = names(run.draw, count) if run.round else ["Ada", "Bob", "Cy"]
    takes = seconds(run.draw, count) if run.round else [5.0, 4.0, 3.0]
    values = odd_values(run.draw, count) if run.round else [7, 8, 9]
    pool, function = pool_of(run, count), Function(run, *map(gives, values, takes))

    async def request(number: int) -> Any:
        request_id.set(f"r{number}")
        user.set(owners[number])
        return await run.call(pool, function, "x", number, more=owners[number])

    sent = {n: called_as(("x", n), {"more": owner}) for n, owner in enumerate(owners)}
    run.note(sent=listed(sent), set_to=[f"r{n} {owner}" for n, owner in enumerate(owners)])
    run.note(wanted=values, due=max(takes), of=count)
    try:
        found = await asyncio.gather(*map(request, range(count)))
        run.note(to_ask=["function"] * count, got=listed(function.got), took=run.now())
        run.note(saw=listed(function.saw), to_await=still_to_await(text_of(found[0])))
        return found
    finally:
        pool.noted(run)


def listed(found: dict[int, str]) -> list[str]:
    """Return what calls got or saw, in the order of their numbers."""
    return [found[number] for number in sorted(found)]


async def one_thread(run: Run) -> None:
    """A function that sets the variables; then one that the pool is given directly."""
    pool = pool_of(run, 1)
    first, later, after = Function(run, sets="changed"), Function(run), Function(run)
    request_id.set("r4")
    user.set("Di")
    await run.call(pool, first)
    mine = seen_here()
    pool.submit(later)
    await run.call(pool, after)
    pool.noted(run)
    run.note(leaked=leak(mine, later.saw.get(0), after.saw.get(0)))


@trial(raises=True)
async def any_name(run: Run) -> None:
    """Keyword arguments of the names that somebody might use for parameters."""
    own = inspect.signature(run.answer).parameters
    kwargs = {name: n for n, name in enumerate(dict.fromkeys([*MEANT, *own]))}
    function = Function(run)
    run.note(sent=called_as((), kwargs))
    await run.call(pool_of(run, 1), function, **kwargs)
    run.note(got=function.got.get(0))


@trial(rounds=3, raises=True)
async def failing(run: Run) -> Any:
    """A function that raises."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    return await run.call(pool_of(run, 1), Function(run, fails(error, after=1.0)))


def says(f: Any, words: str) -> bool:
    """Did a call fail with an error whose message holds these words?"""
    return bool(f.at_once.error) and words in f.at_once.error.message


ONE_COPY = """
    A context can be entered only once at a time.
    A context that several calls share is no copy of the caller's.
    Copy in the coroutine, in each call anew; the pool gets the copy's run, and f beside it."""
KEYWORDS = """
    run_in_executor passes positional arguments on, and nothing else.
    functools.partial makes one callable of a function and all of its arguments.
    Make a partial with both stars, and hand it over as the only thing to call."""
AWAIT = """
    run_in_executor returns at once, with a future; the result comes by await.
    An await gives the loop back until the thread is done; result() holds it.
    The last line: return, await, run_in_executor."""
NAMES = """
    A parameter of yours takes each keyword argument of its name away from **kwargs.
    Parameters before a / in the parameter list have no name for callers.
    Your inner function needs no parameters beside the stars; it sees the outer names."""
IN_POOL = "in a thread of `pool`"
FREE = "the event loop goes on meanwhile"
RETURNS = "returns what the function returns"
ARGUMENTS = "with all of its arguments"

# fmt: off
CHECK = check(
    *(at_once, one_thread, any_name, failing),
    rules=(
        usual.deadlock("at_once", FREE, hints=AWAIT),
        usual.closes_what_is_not_its_own("at_once", "the pool stays open"),
        usual.wrong_thread("at_once", IN_POOL),
        usual.blocks_the_loop("at_once", FREE, hints=AWAIT),
        rule("KEYWORDS_REFUSED",
            lambda f: says(f, "unexpected keyword argument"), """
            promise with all of its arguments
            seen    {name} {at_once.said}
            wanted  function('x', 0, more='Ada') is called in the pool
            next    bind the keyword arguments to the function before you hand it over.""",
            KEYWORDS),
        rule("ALREADY_ENTERED", lambda f: says(f, "already entered"), """
            promise many calls may be under way at once
            seen    {at_once.of} calls at once: {name} {at_once.said}
            next    make a copy of the context for each call.""", ONE_COPY),
        rule("FAILS_IN_THE_POOL", lambda f: f.at_once.error and not f.at_once.line, """
            promise returns what the function returns
            seen    {name} {at_once.said}; the function itself raised nothing
            next    see what the pool was given to call, and with which arguments.""", KEYWORDS),
        usual.returns_awaitable("at_once", RETURNS, hints=AWAIT),
        usual.not_asked("at_once", "calls `function` once", hints=KEYWORDS),
        usual.arguments_lost("at_once", ARGUMENTS, hints=KEYWORDS),
        usual.not_in_the_pool("at_once", IN_POOL),
        usual.context_lost("at_once", "the function sees all context variables of its caller"),
        usual.one_at_a_time("at_once", "many calls may be under way at once", hints=ONE_COPY),
        usual.too_late("at_once", "as soon as it has ended", hints=AWAIT),
        usual.zero_lost("at_once", "whatever that is", hints=AWAIT),
        usual.no_result("at_once", RETURNS, hints=AWAIT),
        usual.context_leaks("one_thread", "what the function sets stays with this call"),
        rule("NAME_TAKEN", lambda f: f.any_name.error or f.any_name.got != f.any_name.sent, """
            promise a keyword argument may have any name
            seen    with keyword arguments named pool, function, loop, … {name} {any_name.said}
            wanted  the function gets them: their names are its business
            next    let your own parameters be positional only.""", NAMES),
        usual.error_lost("failing", "raises what it raises", wanted="{due_error}"),
    ),
    praise="{at_once.of} calls at once, each with its caller's variables; done at {at_once.took} s",
)
