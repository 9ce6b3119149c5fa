"""06.b: accounts that no schedule of deposits, withdrawals and transfers can make wrong."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, orders, rule, trial

__all__ = ["CHECK"]

LOAN = 64  # what an account is lent to find out how much it holds: between -64 and 63
LIMIT = 150  # executions of one exploration


def money_in(account: Any) -> int:
    """Find out by withdrawals how much an account holds: it need not have an attribute for it."""
    account.deposit(LOAN)
    steps = [64, 32, 16, 8, 4, 2, 1]
    return sum(step for step in steps if account.withdraw(step)) - LOAN


@trial(rounds=3)
def alone(run: Run) -> None:
    """One thread, one call after the other; what is left of the first account is 0."""
    first, second, added, moved = (10, 0, 5, 4) if run.round == 0 else run.draw.sample(range(2, 30), 4)
    one, two = run.answer(first), run.answer(second)
    one.deposit(added)
    total = first + added
    calls = [
        ("withdraw", total + 1, False),
        ("transfer_to", total + 1, False),
        ("transfer_to", total - 1, True),
        ("withdraw", 2, False),
        ("withdraw", 1, True),
        ("transfer_to", 1, False),
    ]


@trial(rounds=2)
def itself(run: Run) -> int:
    """A transfer within one account, of money that is there, and of money that is not."""
    account = run.answer(10)
    run.note(amount=4 if run.round == 0 else 11, wanted=10)
    account.transfer_to(account, 4 if run.round == 0 else 11)
    return money_in(account)
