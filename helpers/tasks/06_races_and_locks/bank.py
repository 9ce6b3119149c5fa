"""Two accounts, what threads do with them side by side, and how much money there is in the end."""

from typing import Any

from helpers.grading.kit import Run, orders

__all__ = [
    "crossed",
    "deposits",
    "money_in",
    "moved",
    "opposite",
    "refused",
    "spent",
    "withdrawals",
]

LOAN = 128  # what an account is lent to find out how much it holds: between -128 and 127


def money_in(account: Any) -> int:
    """Find out by withdrawals how much an account holds: it need not have an attribute for it."""
    account.deposit(LOAN)
    steps = [128, 64, 32, 16, 8, 4, 2, 1]
    return sum(step for step in steps if account.withdraw(step)) - LOAN


class Bank:
    """Two accounts, and what calls returned, by the name of the thread."""

    def __init__(self, run: Run, one: int = 10, two: int = 10) -> None:
        self.one, self.two = run.answer(one), run.answer(two)
        self.said: dict[str, Any] = {}
        self.end: tuple[Any, ...] = ()

    def ends(self) -> tuple[Any, ...]:
        """Return how much there is in the accounts; asked again, the same."""
        if not self.end:
            try:
                self.end = (money_in(self.one), money_in(self.two))
            except RuntimeError as error:
                self.end = (str(error),)
        return self.end

    def in_words(self) -> str:
        """Say what the threads were told, and how much there is."""
        told = [f"{call}: {answer}" for call, answer in sorted(self.said.items())]
        return ", ".join([*told, "in the end " + " and ".join(map(str, self.ends()))])


HOW: dict[str, Any] = dict(steps="access", reduce=True, limit=150, outcome=Bank.in_words)


def pay_in(bank: Bank) -> None:
    """Deposit 3."""
    bank.one.deposit(3)


def pay_in_both(bank: Bank) -> None:
    """Deposit 1 into each account."""
    bank.one.deposit(1)
    bank.two.deposit(1)


def pay_in_and_out(bank: Bank) -> None:
    """Deposit 4, and withdraw 2, which there is in any case."""
    bank.one.deposit(4)
    bank.one.withdraw(2)


def draw(bank: Bank) -> None:
    """Withdraw 7."""
    bank.said["withdraw(7)"] = bank.one.withdraw(7)


def draw_again(bank: Bank) -> None:
    """Withdraw 7 too."""
    bank.said["withdraw(7) again"] = bank.one.withdraw(7)


def draw_both(bank: Bank) -> None:
    """Withdraw from the second account what is not there, from the first what is."""
    bank.said["withdraw(9) there"] = bank.two.withdraw(9)
    bank.said["withdraw(4) of 5"] = bank.one.withdraw(4)


def move(bank: Bank) -> None:
    """Move 7 from one to two."""
    bank.said["transfer of 7"] = bank.one.transfer_to(bank.two, 7)


def move_too_much(bank: Bank) -> None:
    """Move 8 from one to two, where there are only 5."""
    bank.said["transfer of 8"] = bank.one.transfer_to(bank.two, 8)


def back(bank: Bank) -> None:
    """Move 7 from two to one."""
    bank.two.transfer_to(bank.one, 7)


def back_less(bank: Bank) -> None:
    """Move 4 from two to one."""
    bank.two.transfer_to(bank.one, 4)


@orders(pay_in, pay_in_and_out, right=lambda bank: bank.ends() == (15, 10), **HOW)
def deposits(run: Run) -> Bank:
    """Two deposits, and a withdrawal."""
    return Bank(run)


def once(bank: Bank) -> bool:
    """Was one of two told True, the other one False, and is the rest there?"""
    return sorted(map(str, bank.said.values())) == ["False", "True"] and bank.ends()[0] == 3


@orders(draw, draw_again, right=once, **HOW)
def withdrawals(run: Run) -> Bank:
    """Two withdrawals of money that is there once."""
    return Bank(run)


@orders(move, pay_in_both, right=lambda bank: bank.ends() == (4, 18), **HOW)
def moved(run: Run) -> Bank:
    """A transfer beside deposits into either account."""
    return Bank(run)


@orders(move, draw, right=lambda bank: once(bank) and sum(bank.ends()) in (20, 13), **HOW)
def spent(run: Run) -> Bank:
    """A transfer beside a withdrawal of the same money."""
    return Bank(run)


def refused_rightly(bank: Bank) -> bool:
    """Did only the withdrawal that there is money for get it?"""
    wanted = {"transfer of 8": False, "withdraw(9) there": False, "withdraw(4) of 5": True}
    return bank.said == wanted and bank.ends() == (1, 2)


@orders(move_too_much, draw_both, right=refused_rightly, **HOW)
def refused(run: Run) -> Bank:
    """A transfer of money that is not there, beside withdrawals from both its ends."""
    return Bank(run, 5, 2)


@orders(move, back, right=lambda bank: bank.ends() == (10, 10), **HOW)
def crossed(run: Run) -> Bank:
    """Transfers both ways, of the same amount, between accounts that hold the same."""
    return Bank(run)


@orders(move, back_less, right=lambda bank: bank.ends() == (7, 23), **HOW)
def opposite(run: Run) -> Bank:
    """Transfers both ways, of different amounts, between accounts that hold different ones."""
    return Bank(run, 10, 20)
