"""06.c: a bounded buffer in which nobody waits who could go on."""

from collections.abc import Callable
from typing import Any, NamedTuple

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.schedules import explored
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

STEPS = 600  # of one run: far more than an answer needs that does not look at intervals
LIMIT = 1500  # executions of one exploration


class State:
    """A buffer, and what came out of it."""

    def __init__(self, buffer: Any) -> None:
        self.buffer = buffer
        self.got: list[Any] = []


def put_one(state: State) -> None:
    """One item, false in an `if`."""
    state.buffer.put(0)


def put_two(state: State) -> None:
    """Two items."""
    state.buffer.put(0)
    state.buffer.put(1)


def get_one(state: State) -> None:
    """One item."""
    state.got.append(state.buffer.get())


def get_two(state: State) -> None:
    """Two items."""
    state.got.append(state.buffer.get())
    state.got.append(state.buffer.get())


def in_turn(state: State) -> None:
    """Three items in, three out, by one thread."""
    for item in (2, 0, 1):
        state.buffer.put(item)
    for _ in range(3):
        state.got.append(state.buffer.get())


def gather_buffer(answer: Answer) -> dict[str, Any]:
    """One thread alone, full and empty; then one putter and one getter; then two of each."""
    facts: dict[str, Any] = {"error": None, "tried": 0}
    for name, program in PROGRAMS.items():
        found = facts[name] = _explored(answer, program)
        if found["polls"]:
            return {**facts, "polls": True}
        if found["error"] or (found["raised"] and name == "in_turn"):
            return {**facts, "error": found["error"] or found["raised"]}
        facts["tried"] += found["tried"]
        if name in ("full", "empty", *CROWDED):  # a thread must be left waiting
            if found["deadlocked"] < found["tried"]:
                return facts
        elif found["failed"] or found["raised"]:
            return {**facts, "trace": found["trace"]}
    return facts


class Program(NamedTuple):
    """Threads that use one buffer: its size, the items in it before, and what is right."""

    size: int
    filled: int
    preemptions: int
    functions: tuple[Callable[[State], None], ...]
    right: Callable[[State], bool]


def _explored(answer: Answer, program: Program) -> dict[str, Any]:
    """Try the orders of the program's threads."""

    def setup() -> State:
        state = State(answer.value(program.size))
        for item in range(program.filled):
            state.buffer.put(item)
        return state

    found = explored(
        answer,
        setup,
        *program.functions,
        check=program.right,
        outcome=lambda state: str(state.got),
        preemptions=program.preemptions,
        max_steps=STEPS,
        limit=LIMIT,
    )
    ends = " or ".join(end for end in found["outcomes"] or {} if end != "deadlock")
    return {**found, "ends": ends[:60], "came": ends[:60] or "it waits for ever"}


PROGRAMS = {
    "in_turn": Program(3, 0, 0, (in_turn,), lambda state: state.got == [2, 0, 1]),
    "full": Program(1, 0, 0, (put_two,), lambda state: True),
    "empty": Program(1, 0, 0, (get_one,), lambda state: True),
    "one_each": Program(1, 0, 1, (put_two, get_two), lambda state: state.got == [0, 1]),
    "too_many": Program(1, 0, 1, (put_one, put_one), lambda state: True),
    "too_many_woken": Program(1, 1, 0, (put_one, put_one, get_one), lambda state: True),
    "two_readers": Program(2, 2, 1, (get_one, get_one), lambda state: sorted(state.got) == [0, 1]),
    "two_getters": Program(2, 0, 0, (get_one, get_one, put_two), lambda s: sorted(s.got) == [0, 1]),
    "two_putters": Program(1, 0, 0, (put_one, put_one, get_two), lambda state: state.got == [0, 0]),
    "two_each": Program(1, 0, 0, (get_one, get_one, put_one, put_one), lambda s: s.got == [0, 0]),
}
CROWDED = ("too_many", "too_many_woken")  # more puts than room: one thread must be left waiting
TOGETHER = ("one_each", "two_readers", "two_getters", "two_putters", "two_each")


def wrong(facts: Any, fact: str) -> Any:
    """Return the `fact` of the first program of several threads that has it."""
    found = (facts[name].get(fact) for name in TOGETHER if facts.get(name))
    return next((value for value in found if value), None)


def overfilled(facts: Any) -> bool:
    """Return whether two threads ever put an item each into a buffer of size 1."""
    found = [facts[name] for name in CROWDED if facts.get(name)]
    return any(each["deadlocked"] < each["tried"] for each in found)


WAIT_HINTS = (
    "A wait ends at a notice. By then another thread may have changed the data again.",
    "Ask about the data before the wait, and again each time that it ends.",
    "while the question says no: wait. Or wait_for, which does the same.",
)
NOTIFY_HINTS = (
    "Whoever waits goes on only if somebody notifies after the data has changed.",
    "Ask, wait and change within the same with block, and notify in it: after a put and a get.",
    "with the condition: wait_for(…), then change the deque, then notify.",
)

RULES = (
    Rule(
        "POLLS",
        lambda f: f.polls,
        seen="a thread that cannot go on looks again and again",
        wanted="it sleeps until it is notified",
        next="wait with the condition.",
        hints=(
            "A loop that asks without waiting keeps a processor busy.",
            "Condition.wait releases the lock and sleeps until a notify.",
            "In the loop that asks: the condition's wait(), without a time limit.",
        ),
    ),
    Rule(
        "WRONG_IN_TURN",
        lambda f: f.in_turn and f.in_turn.get("failed"),
        seen="one thread puts 2, 0, 1 into a buffer of size 3 and gets three:\n{in_turn[came]}",
        wanted="[2, 0, 1], without waiting",
        next="items come out in the order in which they went in; 0 is an item.",
        hints=(
            "First in, first out; and no waiting while there is room, or an item.",
            "Append at one end, take from the other, and return the item.",
            "append in put, popleft in get; the room is size minus len(items).",
        ),
    ),
    Rule(
        "NOT_BOUNDED",
        lambda f: f.full and not f.full.get("deadlocked"),
        seen="two puts into a buffer of size 1, and both returned",
        wanted="the second waits until there is room",
        next="wait in put while the buffer holds size items.",
        hints=NOTIFY_HINTS,
    ),
    Rule(
        "GET_DOES_NOT_WAIT",
        lambda f: f.empty and not f.empty.get("deadlocked"),
        seen="get on an empty buffer did not wait",
        wanted="it waits for an item",
        next="wait in get while the buffer is empty.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "ACTS_ON_OLD_NEWS",
        lambda f: wrong(f, "raised") or overfilled(f),
        seen="with several threads, some schedules get from an empty buffer or overfill one",
        wanted="no schedule that does",
        next="after a wait, ask again: somebody else may have been there first.",
        hints=WAIT_HINTS,
    ),
    Rule(
        "LOST_WAKE_UP",
        lambda f: f.one_each and f.one_each.get("deadlocked"),
        seen="one thread puts two items, one gets two, size 1:\n{one_each[deadlocked]} of "
        "{one_each[tried]} schedules leave a thread waiting for ever",
        wanted="none",
        next="find the change that nobody is told of; ex.c.trace() shows a schedule.",
        hints=NOTIFY_HINTS,
    ),
    Rule(
        "WAKES_THE_WRONG_ONE",
        lambda f: wrong(f, "deadlocked"),
        seen="several putters and getters: some schedules leave a thread waiting for ever",
        wanted="none; ex.c.trace() shows one",
        next="the notice went to a thread that could not use it.",
        hints=(
            "notify wakes one thread, the one that has waited longest, whatever it waits for.",
            "Putters and getters wait at the same condition: a notice may reach the wrong kind.",
            "Wake all of them, or give each kind a condition of its own on one lock.",
        ),
    ),
    Rule(
        "WRONG_ITEMS",
        lambda f: wrong(f, "failed"),
        seen="with several threads, some schedules lose, repeat or mix up items",
        wanted="each item once, in order; ex.c.trace() shows a schedule that fails",
        next="hold the condition from the question to the change.",
        hints=WAIT_HINTS,
    ),
)

CHECK = Check(
    gather_buffer,
    RULES,
    "{tried:,} schedules tried: each item once, nobody left waiting",
    allows=("sys.settrace",),  # how the explorer follows the answer, also when it ends a run
)
