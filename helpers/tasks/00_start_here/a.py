"""00.a: two waits that overlap."""

from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.doubles import awaitable, gives
from helpers.grading.journal import Journal
from helpers.grading.observation import observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]


def gather_breakfast(answer: Answer) -> dict[str, Any]:
    """Run the answer in virtual time, with doubles that note when each is under way."""
    journal = Journal()
    answer.replace(
        tea=awaitable(journal, "tea", gives("tea", after=3)),
        toast=awaitable(journal, "toast", gives("toast", after=2)),
    )
    return observe(answer, answer.value, journal)


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
        lambda f: not f.error and f.most_at_once < 2,
        seen="2 waits, never more than 1 under way; done at {took} s",
        wanted="both under way at once; done at 3.0 s",
        next="an awaited coroutine runs to its end before the next one starts.",
        hints=OVERLAP_HINTS,
    ),
    Rule(
        "NO_RESULT",
        lambda f: not f.error and f.value != ["tea", "toast"],
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

CHECK = Check(gather_breakfast, RULES, "{most_at_once} waits under way at once; done at {took} s")
