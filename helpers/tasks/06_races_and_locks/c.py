"""06.c: accounts that no schedule of deposits, withdrawals, transfers and totals can make wrong."""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule, trial

from .bank import PROGRAMS, money_in

__all__ = ["CHECK"]


@trial(rounds=3)
def alone(run: Run) -> list[Any]:
    """One thread, one call after the other, of money that is just there, and just not."""
    first, second, added = (10, 0, 5) if run.round == 0 else run.draw.sample(range(2, 30), 3)
    names, total = {"a": run.answer(first), "b": run.answer(second)}, first + added
    names["a"].deposit(added)
    calls = [f"a.withdraw({total + 1})", f"a.transfer_to(b, {total + 1})"]
    calls += [f"a.transfer_to(b, {total - 1})", "a.withdraw(2)"]
    calls += ["a.withdraw(1)", "a.transfer_to(b, 1)", "a.total_with(b)", "b.total_with(a)"]
    answers = [eval(call, names) for call in calls]
    run.note(before=f"a = Account({first}); b = Account({second}); a.deposit({added})")
    run.note(told=", ".join(map("{}: {}".format, calls, answers)))
    left = second + total - 1
    run.note(holds=[money_in(names["a"]), money_in(names["b"])], to_hold=[0, left])
    run.note(wanted=[False, False, True, False, True, False, left, left])
    return answers


@trial(rounds=2)
def itself(run: Run) -> int:
    """A transfer within one account, of money that is there, and of money that is not."""
    account, amount = run.answer(10), 4 if run.round == 0 else 11
    run.note(amount=amount, wanted=10)
    account.transfer_to(account, amount)
    return money_in(account)


SAME = """
    A lock changes when things happen, not what happens.
    Look at what is returned, and at what a refused call changes.
    return False before anything is changed; return True at the end."""
LOCK = """
    Reading a balance and writing it are two steps; another thread may come in between.
    One lock for each account, made in __init__; every method that reads or writes takes it.
    In each method: with the account's lock held, ask, change, and return."""
TRANSFER = """
    A transfer touches two balances. The lock of one account does not protect the other.
    Hold the locks of both accounts from the question to the last change.
    with the one lock, with the other lock: ask, take here, add there, return."""
TOTAL = """
    A transfer takes from one account and adds to the other; between the two steps money is missing.
    Hold both locks during the whole transfer, and both while the two balances are added up.
    Put both accounts into one order; lock the first, then the second; do all the rest inside."""
ITSELF = """
    If both names stand for one account, both locks are one lock, and both balances one balance.
    Taking that lock twice waits for ever; what is read twice and written twice is lost once.
    Ask whether self is other; or use an RLock, and change both balances in place."""
ORDER = """
    A circle of waiting needs threads that take the same locks in different orders.
    One order for all threads and all methods, whichever way the money goes.
    Sort the accounts by something that never changes, such as id; lock in that order."""
ENDS = "a call comes to its end"
NO_LOSS = "no order of the threads loses money or makes money"
NOT_THERE = "nobody ever gets money that is not there"
ONCE = "ask for the balance and change it under one lock, which both threads take."

# fmt: off
CHECK = check(
    *(alone, itself, *PROGRAMS),
    rules=(
        usual.deadlock("alone", ENDS, code="LOCKS_ITSELF_OUT", hints="""
            A Lock is not free for the thread that holds it, either.
            A method that holds the lock calls another that takes it; or a lock is not released.
            An RLock; or call the other method after the with block."""),
        rule("WRONG_RESULT", lambda f: not f.alone.right or f.alone.holds != f.alone.to_hold, """
            promise return True if there is enough money; otherwise they return False
            seen    {alone.before}; then, one after the other,
                    {alone.told}
                    in the end a and b hold {alone.holds}
            wanted  {alone.wanted}; in the end {alone.to_hold}
            next    compare with what the methods of HopefulAccount return and change.""", SAME),
        rule("TRANSFER_TO_ITSELF", lambda f: f.itself.deadlock, """
            promise a call comes to its end
            seen    a = Account(10); a.transfer_to(a, {itself.amount}) waits for ever:
                    {itself.waits}
            next    self and other may be the same account.""", ITSELF),
        rule("TRANSFER_TO_ITSELF", lambda f: not f.itself.right, """
            promise a transfer from an account to itself changes nothing
            seen    a = Account(10); a.transfer_to(a, {itself.amount}); then a holds {itself.value}
            wanted  a holds 10, as before
            next    self and other may be the same account.""", ITSELF),
        usual.deadlock_in_some_order("bad", ENDS, what=usual.PROGRAM, hints=ORDER,
            next="each holds a lock that the other one waits for; ex.x.trace() shows it."),
        usual.race("deposits", NO_LOSS, what=usual.PROGRAM, hints=LOCK,
            next="hold a lock, the same for both threads, from the read to the write."),
        usual.race("withdrawals", NOT_THERE, what=usual.PROGRAM, next=ONCE, hints=LOCK),
        usual.race("spent", NOT_THERE, what=usual.PROGRAM, next=ONCE, hints=TRANSFER),
        rule("CHANGES_AND_UNDOES", lambda f: f.refused.failed, """
            promise otherwise they return False and change nothing
            seen    {refused.program}:
                    in {refused.failed} of {refused.tried} orders of the steps it goes wrong
                    {refused.came}
            wanted  x = False, y = False, z = True, in the end 1 and 2
            next    between a change and its undoing, others act on it; change nothing too early.
            hint    Money that is handed on before it was taken can be spent by somebody else.
            hint    First ask and take, in one step under the sender's lock; then hand on.
            hint    If the withdrawal says False, return False: nothing else has happened."""),
        rule("TORN_TOTAL", lambda f: f.summed.failed, """
            promise never a sum from the middle of a transfer
            seen    {summed.program}:
                    in {summed.failed} of {summed.tried} orders of the steps it goes wrong
                    {summed.came}
            wanted  x = 20, in the end 3 and 17
            next    a transfer and a total must each be one step for the other.""", TOTAL),
        usual.race("bad", NO_LOSS, what=usual.PROGRAM, hints=TRANSFER,
            next="hold an account's lock for each read and write of its balance."),
    ),
    version=3,
    praise="in no order is money lost, made or lent; each total is a whole one; all calls end",
)
