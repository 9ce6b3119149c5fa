"""13.d: four programs that nest a run, three of which can do without, and the one that cannot."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, each, rule
from helpers.grading.verdict import Rule

from .office import bill, failing, follow, forms, many, page, table

__all__ = ["CHECK"]

OWN_CODE = """
    Code of your own may become a coroutine; then its callers await it, up to the running loop.
    price only calls get: write it with `async def`, or do without it, and await in bill.
    total += await connection.get(city), in a plain `for`; sum() itself cannot await."""
IN_A_THREAD = """
    render blocks while it waits. It may run on any thread, so the loop need not wait with it.
    lookup is called in that thread, and hands the coroutine of get to the loop of the page.
    run_coroutine_threadsafe takes the coroutine and that loop; result() waits for the value."""
OWN_POOL = """
    A thread that waits for an answer is a thread that cannot bring one.
    Do not let render and get use the same pool, and give every render a thread.
    A pool of one thread for each call of page, used with loop.run_in_executor."""
AS_TASKS = """
    The feed drops what on_name returns, so on_name need not wait: it can start the work and return.
    Keep what it starts, in a list, and wait for all of it when the feed has ended.
    asyncio.create_task for each name; after `await feed.read(…)`, a gather of the tasks."""
THE_ONE = """
    A nested run is needed where a call cannot return before the loop has made further turns.
    Ask of each library: may it be called elsewhere? Does it go on before it has the value?
    Who must stay on the loop's own thread, and needs the value of this loop at once, has no way."""
THIS_LOOP = """
    A connection belongs to the loop on which it was made, and here there is no other connection.
    Remember that loop in the program itself, before any thread starts.
    asyncio.get_running_loop() in the coroutine; not in a function that a thread calls."""
FREE_IT = """
    A loop's thread that waits for that loop waits for ever: no turn comes before it is free.
    The line that is named runs on the loop's thread, in a coroutine or in a callback.
    In a coroutine, await. In a callback whose result nobody uses, start a task and return."""
RETURNS = "the same arguments as in `WithPatch`, and the same results"
NONE = "The one that needs the patch is `None` there"
ON_LOOP = "Each `get` runs on the loop on which its program is awaited"
GOES_ON = "That loop goes on with its other tasks meanwhile"
ITSELF = "nobody makes its turns but the loop itself"
RAISED = "What `get` or `render` raises, the program raises"
PAGES = "Any number of pages may be under way at the same time"
BOUND = "The table is filled once, on its own thread; it is not copied"
LEFT = "nothing is left, neither a task nor a thread nor a pool"
ALL = "bill page follow many"


def told(mistake: Callable[..., Any], trials: str, *promise: str, **more: Any) -> tuple:
    """Return a usual mistake's rules, which name the program of the trial, not the class."""
    rules = mistake(trials, *promise, **more)
    names = [f"{{{trial}.program}}" for trial in trials.split()]
    pairs = zip(rules, names, strict=True)
    return tuple(replace(rule, seen=rule.seen.replace("{name}", name)) for rule, name in pairs)


# fmt: off
def can_do_without(program: str, why: str, next: str, hints: str) -> Rule:
    """Return the rule for a program that was given up, although it needs no patch."""
    return rule(f"{program.upper()}_CAN_DO_WITHOUT", lambda f: program in f.forms.missing, f"""
        promise {NONE}
        seen    WithoutPatch has no form of {program}
        wanted  a coroutine function, for it needs no patch: {why}
        next    {next}""", hints)


WITHOUT = (
    can_do_without("bill", "all of its code is its own, and can be changed",
        "make a coroutine of what waits, and await it.", OWN_CODE),
    can_do_without("page", "render may be called on any thread",
        "let it wait in a thread of its own, and come back to the loop for each value.",
        IN_A_THREAD),
    can_do_without("follow", "the feed does not use what on_name returns",
        "let on_name start a task, and await the tasks when the feed has ended.", AS_TASKS),
)
NO_FORM = (
    rule("TABLE_IN_A_THREAD", lambda f: f.table.refused, f"""
        promise {BOUND}
        seen    fill was called on the thread {{table.refused}}, and the table refused
        wanted  the thread on which the table was made: that of the running loop
        next    ask what the loop can do while fill waits on its thread.""", THE_ONE),
    rule("TABLE_AGAIN", lambda f: f.table.fills > 1, f"""
        promise {BOUND}
        seen    fill was called {{table.fills}} times, and from the second time on it raised
        next    it keeps what it has begun: one call must get all of its values.""", THE_ONE),
    rule("TABLE_COPIED", lambda f: f.table.copied, f"""
        promise {BOUND}
        seen    the table was to be copied; it {{table.said}}
        next    there is one table, and one call of its fill.""", THE_ONE),
    rule("TABLE_HOLDS_ITS_LOOP", lambda f: f.table.deadlock, f"""
        promise {NONE}
        seen    table waits on the loop's thread for what that loop alone can bring:
                {{table.waits}}
        wanted  table = None
        next    take this wait for the reason: only further turns of the loop could end it.""",
        THE_ONE),
    rule("TABLE_CANNOT_WAIT", lambda f: f.table.not_ready, f"""
        promise {NONE}
        seen    lookup gave the table an object of type {{table.not_ready}}, and it refused
        wanted  the value itself; and for that, table = None
        next    fill goes on at once: who could bring the value while it is on the loop?""",
        THE_ONE),
    rule("TABLE_NEEDS_THE_PATCH", lambda f: "table" not in f.forms.missing, f"""
        promise {NONE}
        seen    there is a form of table, which {{table.said}}
        wanted  table = None: fill stays on the loop's thread, and needs each value at once
        next    without greenlets, which this task leaves out, no form does what WithPatch does.""",
        THE_ONE),
)

CHECK = check(
    *(forms, bill, page, many, follow, failing, table),
    rules=(
        each(f"{ALL} table", "ON_ANOTHER_LOOP", lambda r: r.elsewhere, f"""
            promise {ON_LOOP}
            seen    in {{T.program}}, get ran on another loop, and refused
            next    hand the coroutine to the loop of the program.""", THIS_LOOP),
        each(f"{ALL} table", "NESTED_BY_HAND", lambda r: r.nested, f"""
            promise {ITSELF}
            seen    in {{T.program}}, the loop made a turn within a step of one of its tasks
            next    that is a nested run under another name; do without it.""", THE_ONE),
        rule("ON_THE_LOOP", lambda f: f.page.on_loop, f"""
            promise {GOES_ON}
            seen    render ran on the loop's own thread
            next    hand render and lookup to a thread; the loop is needed for get.""",
            IN_A_THREAD),
        rule("VALUE_NOT_READY", lambda f: f.page.not_ready, f"""
            promise {RETURNS}
            seen    lookup returned an object of type {{page.not_ready}}
            next    render is ordinary code: lookup has to wait for the value.""", IN_A_THREAD),
        rule("RENDERS_AGAIN", lambda f: f.page.calls_of_render != 1 and not f.page.error, """
            promise `render` is called once for each page
            seen    render was called {page.calls_of_render} times
            next    call it once, with lookup.""", IN_A_THREAD),
        usual.deadlock("many", PAGES, code="STARVES", hints=OWN_POOL),
        usual.deadlock("bill page follow", GOES_ON, code="WAITS_FOR_EVER", hints=FREE_IT),
        usual.blocks_the_loop(ALL, GOES_ON, hints=FREE_IT),
        usual.never_awaited("follow", RETURNS, hints=AS_TASKS),
        told(usual.returns_awaitable, ALL, RETURNS),
        rule("ASKED_LATE", lambda f: f.follow.late, """
            promise `follow` asks for each name as soon as it comes
            seen    {follow.late} s
            next    begin each get in on_name, and wait for it later.""", AS_TASKS),
        told(usual.wrong_order, "follow", "in the order in which the names came"),
        told(usual.zero_lost, "page follow", "whatever the values are"),
        told(usual.no_result, "bill page follow", RETURNS),
        told(usual.too_late, "many", "none waits for another one", code="ONE_WAITS_FOR_ANOTHER",
            next="count the threads that may run render at the same time.", hints=OWN_POOL),
        rule("MIXED_UP", lambda f: not f.many.right, f"""
            promise {RETURNS}
            seen    {{many.value}} of {{many.of}} pages got their own values
            next    keep what belongs to one call in local variables.""", IN_A_THREAD),
        each("failing", "ERROR_LOST", lambda r: r.due_error not in r.raised.split(", "), f"""
            promise {RAISED}
            seen    {{T.program}} {{T.said}}
            wanted  {{T.due_error}} comes out
            next    find where that error is caught, or kept and not asked for.""",
            usual.KEEP_THE_ERROR),
        told(usual.pool_left, "page", LEFT, hints=OWN_POOL),
        told(usual.left_behind, "bill page follow", LEFT),
        *NO_FORM,
        *WITHOUT,
    ),
    praise="three without the patch, {many.of} pages at once; table alone needs it",
    version=3,
)
