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


# fmt: off
CHECK = check(
    breakfast,
    rules=(
        usual.returns_awaitable("breakfast", "what `tea()` and `toast()` return"),
        usual.not_asked("breakfast", "each called once"),
        usual.sequential_await("breakfast", "as soon as both are done", of=2),
        usual.wrong_order("breakfast", "in this order"),
        usual.no_result("breakfast", "what `tea()` and `toast()` return"),
        usual.too_late("breakfast", "as soon as both are done"),
    ),
    praise="{breakfast.most_at_once} waits under way at once; done at {breakfast.took} s",
)
