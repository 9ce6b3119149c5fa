"""07.c: calls in a given pool, with keyword arguments and the caller's context variables."""

import asyncio
import contextvars
import inspect
import threading
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.answer import text_of
from helpers.grading.awaitables import still_to_await
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .pools import Pool

__all__ = ["CHECK"]

MEANT = "pool function self loop context call func fn f args kwargs ctx job executor task".split()
request_id = contextvars.ContextVar("request_id", default="none")
user = contextvars.ContextVar("user", default="nobody")


def seen_here() -> str:
    """Say what the context variables hold."""
    return f"{request_id.get()} {user.get()}"


def called_as(*args: Any, **kwargs: Any) -> str:
    """Return the text of a call's arguments."""
    return ", ".join([*map(repr, args), *(f"{name}={value!r}" for name, value in kwargs.items())])


class Function:
    """Notes its arguments and variables, which it may set; one outcome for each first argument."""

    __name__ = "function"

    def __init__(self, run: Run, *outcomes: Outcome, sets: str = "") -> None:
        self.outcomes, self.sets = outcomes or (gives(None),), sets
        self.double = run.blocking("function", self.outcomes.__getitem__)
        self.got: dict[int, str] = {}
        self.saw: dict[int, str] = {}

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        known = range(len(self.outcomes))
        number = args[0] if args and args[0] in known else len(self.got) % len(known)
        self.got[number], self.saw[number] = called_as(*args, **kwargs), seen_here()
        if self.sets:
            request_id.set(self.sets)
            user.set(self.sets)
        return self.double(number)


def listed(found: dict[int, str]) -> list[str]:
    """Return what calls got or saw, in the order of their numbers."""
    return [found[number] for number in sorted(found)]


def pool_of(run: Run, threads: int) -> Pool:
    """Return a pool whose threads were all started before a context variable was set."""
    run.replace(request_id=request_id)
    pool, all_there = Pool(threads), threading.Barrier(threads)
    for _ in range(threads):
        pool.submit(all_there.wait)
    return pool


@trial(rounds=2)
async def at_once(run: Run) -> Any:
    """Several requests at the same time, each a task with variables of its own."""
    owners, values, takes = ["Ada", "Bob", "Cy"], [7, 8, 9], [5.0, 4.0, 3.0]
    if run.round:
        owners, values, takes = (draw(run.draw, 12) for draw in (names, odd_values, seconds))
    pool, function = pool_of(run, len(owners)), Function(run, *map(gives, values, takes))

    async def request(number: int, owner: str) -> Any:
        request_id.set(f"r{number}")
        user.set(owner)
        return await run.call(pool, function, number, "x", more=owner)

    run.note(sent=[called_as(n, "x", more=who) for n, who in enumerate(owners)], of=len(owners))
    run.note(set_to=[f"r{n} {owner}" for n, owner in enumerate(owners)], due=max(takes))
    run.note(wanted=values, to_ask=[*range(len(owners))])
    try:
        found = await asyncio.gather(*map(request, range(len(owners)), owners))
        run.note(got=listed(function.got), saw=listed(function.saw))
        run.note(to_await=still_to_await(text_of(found[0])))
        return found
    finally:
        pool.note(run)


async def one_thread(run: Run) -> None:
    """A function that sets the variables; then one that the pool is given directly."""
    pool = pool_of(run, 1)
    first, later, after = Function(run, sets="changed"), Function(run), Function(run)
    request_id.set("r4")
    user.set("Di")
    await run.call(pool, first)
    seen = [("its caller", seen_here(), "r4 Di")]
    pool.submit(later)
    await run.call(pool, after)
    seen.append(("a later job of the pool", later.saw.get(0), "none nobody"))
    seen.append(("another call", after.saw.get(0), "r4 Di"))
    who, saw, _ = next((each for each in seen if each[1] != each[2]), ("", "", ""))
    run.note(leaked=who and f"a function set its variables to 'changed'; then {who} saw: {saw}")


@trial(raises=True)
async def any_name(run: Run) -> None:
    """Keyword arguments of the names that somebody might use for parameters."""
    own = inspect.signature(run.answer).parameters
    kwargs = {name: n for n, name in enumerate(dict.fromkeys([*MEANT, *own]))}
    function = Function(run)
    run.note(sent=called_as(**kwargs))
    await run.call(pool_of(run, 1), function, **kwargs)
    run.note(got=function.got.get(0))


@trial(rounds=3, raises=True)
async def failing(run: Run) -> Any:
    """A function that raises."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    return await run.call(pool_of(run, 1), Function(run, fails(error, after=1.0)))


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
        rule("KEYWORDS_REFUSED", lambda f: "unexpected keyword argument" in f.at_once.said, """
            promise with all of its arguments
            seen    {name} {at_once.said}
            wanted  function(0, 'x', more='Ada') is called in the pool
            next    bind the keyword arguments to the function before you hand it over.""",
            KEYWORDS),
        rule("ALREADY_ENTERED", lambda f: "already entered" in f.at_once.said, """
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
