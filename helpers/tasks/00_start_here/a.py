"""00.a: two waits that overlap."""

from helpers.grading import mistakes as usual
from helpers.grading.doubles import gives
from helpers.grading.draws import seconds
from helpers.grading.kit import Run, check, trial

__all__ = ["CHECK"]


@trial(rounds=3)
async def breakfast(run: Run) -> object:
    """Tea takes 3 s and toast 2 s, as in the notebook; then other times, either one the longer."""
    tea, toast = (3, 2) if run.round == 0 else seconds(run.draw, 2)
    run.replace(
        tea=run.awaitable("tea", gives("tea", after=tea)),
        toast=run.awaitable("toast", gives("toast", after=toast)),
    )
    run.note(to_ask=["tea", "toast"], wanted=["tea", "toast"], due=float(max(tea, toast)))
    return await run.call()


START_BOTH = """
    An awaited coroutine runs to its end before the next line. A task runs beside its creator.
    Start both waits before you await either of them.
    A TaskGroup starts a task with group.create_task, and awaits all of them when it ends."""
RESULTS = """
    A task keeps what its coroutine returned.
    After the group's block every task is done: ask each for its result.
    [task.result() for task in tasks]"""

# fmt: off
CHECK = check(
    breakfast,
    rules=(
        usual.returns_awaitable("breakfast", "what `tea()` and `toast()` return"),
        usual.not_asked("breakfast", "each called once", hints=START_BOTH),
        usual.sequential_await("breakfast", "as soon as both are done", of=2, hints=START_BOTH),
        usual.wrong_order("breakfast", "in this order", hints=RESULTS),
        usual.no_result("breakfast", "what `tea()` and `toast()` return", hints=RESULTS),
        usual.too_late("breakfast", "as soon as both are done", hints=START_BOTH),
    ),
    praise="{breakfast.most_at_once} waits under way at once; done at {breakfast.took} s",
)
