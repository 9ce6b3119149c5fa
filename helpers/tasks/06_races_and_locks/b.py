"""06.b: accounts that no schedule of deposits, withdrawals and transfers can make wrong."""

from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer
from helpers.grading.registry import Check
from helpers.grading.schedules import explored
from helpers.grading.verdict import Rule

__all__ = ["CHECK"]

START = 10  # the balance of each account at first
LIMIT = 700  # executions of one exploration; the usual answers need fewer than this


class Pair:
    """Two accounts, and what the threads' calls returned."""

    def __init__(self, make: Callable[[int], Any]) -> None:
        self.one, self.two = make(START), make(START)
        self.said: dict[str, Any] = {}

    @property
    def balances(self) -> tuple[Any, Any]:
        """Of both accounts."""
        return self.one.balance, self.two.balance


def alone(pair: Pair) -> None:
    """One thread, one call after the other."""
    pair.one.deposit(5)
    pair.said["enough"] = [pair.one.withdraw(15), pair.one.deposit(10), pair.one.withdraw(11)]
    pair.said["moved"] = [pair.one.transfer_to(pair.two, 4), pair.one.transfer_to(pair.two, 7)]


def to_itself(pair: Pair) -> None:
    """A transfer within one account."""
    pair.one.transfer_to(pair.one, 4)


def deposit(pair: Pair) -> None:
    """One more."""
    pair.one.deposit(1)


def withdraw_first(pair: Pair) -> None:
    """All there is."""
    pair.said["first"] = pair.one.withdraw(START)


def withdraw_second(pair: Pair) -> None:
    """All there is, too."""
    pair.said["second"] = pair.one.withdraw(START)


def there(pair: Pair) -> None:
    """Move 3 from one to two."""
    pair.one.transfer_to(pair.two, 3)


def back(pair: Pair) -> None:
    """Move 4 from two to one."""
    pair.two.transfer_to(pair.one, 4)


def all_of_it(pair: Pair) -> None:
    """Move all there is."""
    pair.said["moved"] = pair.one.transfer_to(pair.two, START)


def gather_account(answer: Answer) -> dict[str, Any]:
    """One thread alone; then two deposits, two withdrawals, transfers; stop at what goes wrong."""
    facts: dict[str, Any] = {"error": None, "tried": 0}
    for name, functions, right in PROGRAMS:
        found = _explored(answer, functions, right)
        facts[name] = found
        if found["error"] or found["raised"]:
            return {**facts, "error": found["error"] or found["raised"]}
        facts["tried"] += found["tried"]
        if found["failed"]:
            return {**facts, "trace": found["trace"]}
    return facts


def _explored(answer: Answer, functions: tuple, right: Callable[[Pair], bool]) -> dict[str, Any]:
    found = explored(
        answer,
        lambda: Pair(answer.value),
        *functions,
        check=right,
        outcome=lambda pair: str(pair.balances),
        steps="access",
        reduce=True,
        limit=LIMIT,
    )
    where = " ".join((found["why"] or [])[1:])
    wrong = [out for out in found["outcomes"] or {} if out != "deadlock"]
    return {
        **found,
        "ends": " or ".join(wrong[:4]),
        "where": where,
        "came": where or "balances " + " or ".join(wrong),
    }


def _alone_is_right(pair: Pair) -> bool:
    said = {"enough": [True, None, False], "moved": [True, False]}
    return pair.said == said and pair.balances == (6, 14)


def _one_withdrawal(pair: Pair) -> bool:
    answers = [pair.said["first"], pair.said["second"]]
    return pair.one.balance == 0 and sorted(map(bool, answers)) == [False, True]


def _spent_once(pair: Pair) -> bool:
    twice = pair.said["first"] and pair.said["moved"]
    return not twice and pair.one.balance == 0 and pair.two.balance in (START, 2 * START)


PROGRAMS = (
    ("alone", (alone,), _alone_is_right),
    ("itself", (to_itself,), lambda pair: pair.one.balance == START),
    ("deposits", (deposit, deposit), lambda pair: pair.one.balance == START + 2),
    ("withdrawals", (withdraw_first, withdraw_second), _one_withdrawal),
    ("mixed", (deposit, there), lambda pair: pair.balances == (START - 2, START + 3)),
    ("received", (deposit, back), lambda pair: pair.balances == (START + 5, START - 4)),
    ("spent", (withdraw_first, all_of_it), _spent_once),
    ("crossed", (there, back), lambda pair: pair.balances == (START + 1, START - 1)),
)


def failed(name: str) -> Callable[[Any], bool]:
    """Return whether the program `name` went wrong in some schedule."""
    return lambda f: bool(f.get(name) and f[name].get("failed"))


LOCK_HINTS = (
    "Reading a balance and writing it are two steps; another thread may come in between.",
    "One lock for each account, made in __init__; every method that reads or writes takes it.",
    "In each method: with the account's lock held, ask, change, and return.",
)
TRANSFER_HINTS = (
    "A transfer touches two balances. The lock of one account does not protect the other.",
    "Each balance is read and written under its own account's lock only.",
    "withdraw and deposit lock already: a transfer can be made of these two, one after the other.",
)

RULES = (
    Rule(
        "LOCKS_ITSELF_OUT",
        lambda f: f.alone and f.alone.get("deadlocked"),
        seen="a thread that is alone waits for ever:\n{alone[where]}",
        wanted="each call comes to its end",
        next="do not take a Lock again while you hold it.",
        hints=(
            "A Lock is not free for the thread that holds it, either.",
            "A method that holds the lock calls another that takes it; or a lock is not released.",
            "An RLock; or call the other method after the with block.",
        ),
    ),
    Rule(
        "WRONG_ALONE",
        failed("alone"),
        seen="one thread alone: +5, -15, +10, -11 (refused), moves 4, moves 7 (refused);\n"
        "the balances are {alone[ends]}",
        wanted="6 and 14; True or False from withdraw and transfer_to",
        next="compare with the methods of HopefulAccount.",
        hints=(
            "A lock changes when things happen, not what happens.",
            "Look at what is returned, and at what a refused call changes.",
            "return False before anything is changed; return True at the end.",
        ),
    ),
    Rule(
        "TRANSFER_TO_ITSELF",
        failed("itself"),
        seen="a transfer of 4 from an account to itself:\n{itself[came]}",
        wanted="it ends, and the balance is what it was",
        next="self and other may be the same account.",
        hints=(
            "If both names stand for one account, both locks are one lock.",
            "Taking that lock twice waits for ever.",
            "Ask whether self is other, or never hold two locks.",
        ),
    ),
    Rule(
        "LOST_DEPOSIT",
        failed("deposits"),
        seen="two deposits of 1 to 10: {deposits[failed]} of {deposits[tried]} schedules fail; "
        "balances at the end: {deposits[ends]}",
        wanted="12 in every schedule",
        next="hold a lock, the same for both threads, from the read to the write.",
        hints=LOCK_HINTS,
    ),
    Rule(
        "OVERDRAWN",
        failed("withdrawals"),
        seen="two threads withdraw 10 of 10: {withdrawals[failed]} of {withdrawals[tried]} "
        "schedules fail",
        wanted="one of them gets True, the other False",
        next="ask and withdraw under one lock.",
        hints=LOCK_HINTS,
    ),
    Rule(
        "DEADLOCK",
        lambda f: f.crossed and f.crossed.get("deadlocked"),
        seen="transfers both ways: {crossed[deadlocked]} of {crossed[tried]} schedules deadlock",
        wanted="none",
        next="each thread holds one lock and waits for the other's.",
        hints=(
            "A circle of waiting needs threads that take the same locks in different orders.",
            "One order for everybody, whichever way the money goes; or never two locks at once.",
            "Sort the accounts by something that never changes, such as id; lock in that order.",
        ),
    ),
    Rule(
        "TRANSFER_RACES",
        lambda f: any(failed(name)(f) for name in ("mixed", "received", "spent", "crossed")),
        seen="a transfer beside another call: some schedules lose, make or overspend money",
        wanted="the right balances in every schedule; ex.b.trace() shows one that fails",
        next="hold an account's lock for each read and write of its balance.",
        hints=TRANSFER_HINTS,
    ),
)

CHECK = Check(gather_account, RULES, "{tried:,} schedules tried: no money lost, and no deadlock")
