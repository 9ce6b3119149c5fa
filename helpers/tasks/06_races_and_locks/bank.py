"""Programs with accounts: threads that use them side by side, and what must come of it."""

from collections.abc import Callable
from typing import Any

from helpers.grading.kit import Orders, side_by_side

__all__ = ["PROGRAMS", "deposits", "money_in", "refused", "spent", "summed", "withdrawals"]

LOAN = 128  # what an account is lent to find out how much it holds: between -128 and 127
TEN = "a = Account(10); b = Account(10)"


def money_in(account: Any) -> int:
    """Find out by withdrawals how much an account holds: it need not have an attribute for it."""
    account.deposit(LOAN)
    steps = [128, 64, 32, 16, 8, 4, 2, 1]
    return sum(step for step in steps if account.withdraw(step)) - LOAN


def end(names: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return what x, y and z were told, and how much a and b hold; asked again, the same."""
    if "end" not in names:
        try:
            names["end"] = [money_in(names["a"]), money_in(names["b"])]
        except RuntimeError as error:
            names["end"] = [str(error)]
    return [names[each] for each in "xyz" if each in names], names["end"]


def in_words(names: dict[str, Any]) -> str:
    """Say what the threads were told, and how much there is."""
    told, held = end(names)
    said = [f"{name} = {answer}" for name, answer in zip("xyz", told, strict=False)]
    return ", ".join([*said, "in the end " + " and ".join(map(str, held))])


def bank(name: str, before: str, *threads: str, right: Callable[..., Any]) -> Orders:
    """Try every order of what matters in `threads`; `right` judges what `end` returns."""
    how: dict[str, Any] = dict(steps="access", reduce=True, limit=150, outcome=in_words)
    how.update(given=lambda run: {"Account": run.answer}, right=lambda names: right(*end(names)))
    return side_by_side(name, before, *threads, **how)


def once(told: list[Any], held: list[Any]) -> bool:
    """Was one of two told True, the other one False, and is the rest there?"""
    return sorted(map(str, told)) == ["False", "True"] and held[0] == 3


def holding(*wanted: int) -> Callable[..., bool]:
    """Return what says whether a and b hold this."""
    return lambda told, held: held == [*wanted]


# fmt: off
deposits = bank("deposits", TEN, "a.deposit(3)", "a.deposit(4); a.withdraw(2)",
    right=holding(15, 10))
withdrawals = bank("withdrawals", TEN, "x = a.withdraw(7)", "y = a.withdraw(7)", right=once)
moved = bank("moved", TEN, "a.transfer_to(b, 7)", "a.deposit(1); b.deposit(1)",
    right=holding(4, 18))
spent = bank("spent", TEN, "x = a.transfer_to(b, 7)", "y = a.withdraw(7)",
    right=lambda told, held: once(told, held) and sum(held) in (20, 13))
refused = bank("refused", "a = Account(5); b = Account(2)",
    "x = a.transfer_to(b, 8)", "y = b.withdraw(9); z = a.withdraw(4)",
    right=lambda told, held: told == [False, False, True] and held == [1, 2])
crossed = bank("crossed", TEN, "a.transfer_to(b, 7)", "b.transfer_to(a, 7)",
    right=holding(10, 10))
opposite = bank("opposite", "a = Account(10); b = Account(20)",
    "a.transfer_to(b, 7)", "b.transfer_to(a, 4)", right=holding(7, 23))
# A total of one moment; and, taken the other way round, against a transfer's order of locks.
summed = bank("summed", TEN, "a.transfer_to(b, 7)", "x = a.total_with(b)",
    right=lambda told, held: told == [20] and held == [3, 17])
summed_back = bank("summed_back", TEN, "a.transfer_to(b, 7)", "x = b.total_with(a)",
    right=lambda told, held: told == [20] and held == [3, 17])
PROGRAMS = (deposits, withdrawals, moved, spent, refused, crossed, opposite, summed, summed_back)
