"""07.a: calls in a given pool, with keyword arguments and the caller's context variables."""

import asyncio
import inspect
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.answer import text_of
from helpers.grading.awaitables import still_to_await
from helpers.grading.contexts import UNSET, here, leaks, request_id, set_to
from helpers.grading.doubles import Outcome, fails, gives
from helpers.grading.draws import errors, names, odd_values, seconds
from helpers.grading.kit import Run, check, rule, trial

from .pools import Pool

__all__ = ["CHECK"]

MEANT = "pool function self loop context call func fn f args kwargs ctx job executor task".split()


def called_as(*args: Any, **kwargs: Any) -> str:
    """Return the text of a call's arguments."""
    return ", ".join([*map(repr, args), *(f"{name}={value!r}" for name, value in kwargs.items())])


class Function:
    """Notes its arguments and its context variables; one outcome for each first argument."""

    __name__ = "function"

    def __init__(self, run: Run, *outcomes: Outcome) -> None:
        self.double = run.blocking("function", outcomes.__getitem__)
        self.numbers = range(len(outcomes))
        self.calls: list[tuple[str, list[Any]]] = []

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        self.calls.append((called_as(*args, **kwargs), here()))
        known = args and args[0] in self.numbers
        return self.double(args[0] if known else len(self.calls) % len(self.numbers))


@trial(rounds=2)
async def at_once(run: Run) -> Any:
    """Several requests at the same time, each a task with variables of its own."""
    owners, values, takes = ["Ada", "Bob", "Cy"], [7, 8, 9], [5.0, 4.0, 3.0]
    if run.round:
        owners, values, takes = (draw(run.draw, 12) for draw in (names, odd_values, seconds))
    pool, function = Pool(len(owners), begun=True), Function(run, *map(gives, values, takes))
    run.replace(request_id=request_id)

    async def request(number: int, owner: str) -> Any:
        set_to(f"r{number}", owner)
        return await run.call(pool, function, number, "x", more=owner)

    due = sorted((called_as(n, "x", more=who), [f"r{n}", who]) for n, who in enumerate(owners))
    run.note(sent=[sent for sent, _ in due], set_to=[context for _, context in due], due=max(takes))
    run.note(wanted=values, to_ask=[*range(len(owners))], of=len(owners))
    try:
        found = await asyncio.gather(*map(request, range(len(owners)), owners))
        calls = sorted(function.calls, key=repr)
        run.note(got=[got for got, _ in calls], saw=[context for _, context in calls])
        run.note(to_await=still_to_await(text_of(found[0])))
        return found
    finally:
        pool.note(run)


async def one_thread(run: Run) -> None:
    """A job that sets the variables; then one that the pool is given directly, and another call."""
    pool, mine = Pool(1, begun=True), set_to("r4", "Di")
    await run.call(pool, set_to, "changed", "changed")
    looks = [("its caller", here(), mine)]
    looks.append(("a later job", await asyncio.wrap_future(pool.submit(here)), UNSET))
    looks.append(("another call", await run.call(pool, here), mine))
    run.note(leaked=leaks(looks))


@trial(raises=True)
async def any_name(run: Run) -> None:
    """Keyword arguments of the names that somebody might use for parameters."""
    names_of = dict.fromkeys([*MEANT, *inspect.signature(run.answer).parameters])
    kwargs = {name: number for number, name in enumerate(names_of)}
    function = Function(run, gives(None))
    await run.call(Pool(1), function, **kwargs)
    run.note(refused=[got for got, _ in function.calls[:1]] != [called_as(**kwargs)])


@trial(rounds=3, raises=True)
async def failing(run: Run) -> Any:
    """A function that raises."""
    error = errors(run.draw, 1)[0]
    run.note(due_error=type(error).__name__)
    return await run.call(Pool(1), Function(run, fails(error, after=1.0)))


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
        usual.deadlock("at_once", FREE, hints=usual.FREE_THE_LOOP),
        usual.closes_what_is_not_its_own("at_once", "the pool stays open"),
        usual.wrong_thread("at_once", IN_POOL),
        usual.blocks_the_loop("at_once", FREE),
        rule("KEYWORDS_REFUSED", lambda f: "unexpected keyword argument" in f.at_once.said, """
            promise with all of its arguments
            seen    {name} {at_once.said}
            wanted  function(0, 'x', more='Ada') is called in the pool
            next    bind the keyword arguments to the function before you hand it over.""",
            usual.PASS_ON_ALL),
        rule("ALREADY_ENTERED", lambda f: "already entered" in f.at_once.said, """
            promise many calls may be under way at once
            seen    {at_once.of} calls at once: {name} {at_once.said}
            next    make a copy of the context for each call.""", usual.COPY_THE_CONTEXT),
        rule("FAILS_IN_THE_POOL", lambda f: f.at_once.error and not f.at_once.line, """
            promise returns what the function returns
            seen    {name} {at_once.said}; the function itself raised nothing
            next    see what the pool was given to call, and with which arguments.""",
            usual.PASS_ON_ALL),
        usual.returns_awaitable("at_once", RETURNS),
        usual.not_asked("at_once", "calls `function` once"),
        usual.arguments_lost("at_once", ARGUMENTS),
        usual.not_in_the_pool("at_once", IN_POOL),
        usual.context_lost("at_once", "the function sees all context variables of its caller"),
        usual.one_at_a_time("at_once", "many calls may be under way at once",
            hints=usual.COPY_THE_CONTEXT),
        usual.too_late("at_once", "as soon as it has ended", hints=usual.FREE_THE_LOOP),
        usual.zero_lost("at_once", "whatever that is"),
        usual.no_result("at_once", RETURNS),
        usual.context_leaks("one_thread", "what the function sets stays with this call"),
        rule("NAME_TAKEN", lambda f: f.any_name.error or f.any_name.refused, """
            promise a keyword argument may have any name
            seen    with keyword arguments named pool, function, loop, … {name} {any_name.said}
            wanted  the function gets them: their names are its business
            next    let your own parameters be positional only.""", NAMES),
        usual.error_lost("failing", "raises what it raises", wanted="{due_error}"),
    ),
    praise="{at_once.of} calls at once, each with its caller's variables; done at {at_once.took} s",
    version=3,  # another task had this letter before
)
