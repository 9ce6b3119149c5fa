"""00.a: two waits that overlap."""

import asyncio
from typing import Any

from helpers.grading.checks import Check
from helpers.grading.judge import Answer
from helpers.grading.verdict import Rule
from helpers.virtual_time import VirtualClock

__all__ = ["CHECK"]


def gather_breakfast(answer: Answer) -> dict[str, Any]:
    """Run the answer in virtual time, with doubles that count how many are under way."""
    open_now, most, asked = 0, 0, []

    def double(name: str, seconds: float) -> Any:
        async def wait() -> str:
            nonlocal open_now, most
            asked.append(name)
            open_now += 1
            most = max(most, open_now)
            await asyncio.sleep(seconds)
            open_now -= 1
            return name

        return wait

    answer.replace(tea=double("tea", 3), toast=double("toast", 2))
    clock = VirtualClock()
    call = answer.call(lambda: clock.run(answer.value()))
    value = repr(call.value)[:80]
    return {"error": call.error, "value": value, "asked": asked, "most": most, "took": clock.now}


OVERLAP_HINTS = (
    "An awaited coroutine runs to its end before the next line. A task runs beside its creator.",
    "Start both waits before you await either of them.",
    "A TaskGroup starts a task with group.create_task, and awaits all of them when it ends.",
)

RULES = (
    Rule(
        "NOT_ASKED",
        lambda f: not f.error and sorted(f.asked) != ["tea", "toast"],
        seen="these were called: {asked}",
        wanted="tea and toast, once each",
        next="call both, and await what they return.",
        hints=OVERLAP_HINTS,
    ),
    Rule(
        "SEQUENTIAL_AWAIT",
        lambda f: not f.error and f.most < 2,
        seen="2 waits, never more than 1 under way; done at {took} s",
        wanted="both under way at once; done at 3.0 s",
        next="an awaited coroutine runs to its end before the next one starts.",
        hints=OVERLAP_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: not f.error and f.value != "['tea', 'toast']",
        seen="it returned {value}",
        wanted="['tea', 'toast']",
        next="collect what the two waits return, in this order.",
        hints=(
            "A task keeps what its coroutine returned.",
            "After the group's block every task is done: ask each for its result.",
            "[task.result() for task in tasks]",
        ),
    ),
)

CHECK = Check(gather_breakfast, RULES, "{most} waits under way at once; done at {took} s")
