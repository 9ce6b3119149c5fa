"""01.a: ordinary code wants a coroutine's result, or its error, while a loop runs on its thread."""

from helpers.grading import mistakes as usual
from helpers.grading.doubles import fails, gives
from helpers.grading.draws import odd_values
from helpers.grading.kit import Run, check, rule, trial

__all__ = ["CHECK"]


def reported(run: Run, city: str) -> object:
    """Ask for a city; what it gives is not what the notebook's own temperature() gives."""
    value = 11 if run.round == 0 else odd_values(run.draw, 1)[0]
    city = f"{city} {run.round}" if run.round else city
    run.replace(temperature=run.awaitable("temperature", {city: gives(value, after=1)}))
    run.note(to_ask=[city], wanted=value)
    return run.answer(city)


@trial(way="cell", rounds=8)
def cell(run: Run) -> object:
    """Call report() on a thread whose loop runs, as a notebook's cell does."""
    return reported(run, "Oslo")


@trial(rounds=8)
def script(run: Run) -> object:
    """Call it on a thread without a loop."""
    return reported(run, "Lima")


@trial(way="cell", raises=True)
def failing(run: Run) -> object:
    """temperature() raises."""
    run.replace(temperature=run.awaitable("temperature", fails(OSError("no line"), after=1)))
    return run.answer("Rome")


ELSEWHERE = """
    A thread has at most one running loop. A new thread has none, so asyncio.run works there.
    In report(), let a new thread call asyncio.run, and wait for that thread's result.
    ThreadPoolExecutor(1).submit takes a function and its arguments; its future has .result()."""
BOTH_WAYS = """
    An error that is raised in a thread ends that thread; its caller does not see it.
    Something has to carry the result or the error from the thread to the caller.
    A pool's submit() gives a future; its result() returns the one, or raises the other."""
RAISES = "it raises what `temperature` raises"
RETURNS = "it returns what `temperature(city)` returns"
CLOSED = "it leaves nothing behind"

# fmt: off
CHECK = check(
    *(cell, script, failing),
    rules=(
        rule("WAITS_FOR_ITSELF",
            lambda f: f.cell.deadlock or (f.cell.slip and f.cell.left.tasks), """
            promise in a notebook's cell
            seen    {name} will never return; it waits at
                    {cell.line}
            wanted  {name} returns, in a cell too
            next    that line waits for the loop, and the loop waits for that line to end.""",
            ELSEWHERE),
        rule("NESTED_RUN",
            lambda f: f.cell.error and "running" in f.cell.said and "loop" in f.cell.said, """
            promise in a notebook's cell
            seen    {cell.error.type}: {cell.error.message}
            in your line: {cell.error.line}
            wanted  the temperature, although a loop already runs on this thread
            next    a second loop cannot run on the same thread; let it run on another one.""",
            ELSEWHERE),
        usual.returns_awaitable("cell", RETURNS, hints=ELSEWHERE),
        usual.not_asked("cell", "each call asks once", hints=ELSEWHERE),
        usual.zero_lost("cell", RETURNS),
        usual.no_result("cell", RETURNS, hints=ELSEWHERE),
        usual.left_behind("cell failing", CLOSED, hints=ELSEWHERE),
        usual.error_lost("failing", RAISES, "OSError", hints=BOTH_WAYS),
        rule("FAILS_IN_SCRIPT", lambda f: f.script.error or not f.script.right, """
            promise in a script
            seen    with a running loop it works; without one, {name} {script.said}
            wanted  {script.wanted} in both
            next    do not rely on a loop that is already running.""", ELSEWHERE),
        usual.left_behind("script", CLOSED, hints=ELSEWHERE),
    ),
    praise="report() gave {cell.value} with a running loop, and left nothing behind",
    version=3,
)
