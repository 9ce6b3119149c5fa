"""Answers to 06.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: by id, with plain locks
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        if self is other:
            return self.balance >= amount
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% right: by id, changes in place under reentrant locks
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% right: one lock for all
class Account:
    lock = threading.RLock()

    def __init__(self, balance):
        self.balance = balance

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with self.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with self.lock:
            return self.balance + other.balance

# %% right: numbers of the class
import itertools

class Account:
    numbers = itertools.count()

    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        self.number = next(self.numbers)

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        if self is other:
            return self.balance >= amount
        first, second = sorted((self, other), key=lambda account: account.number)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=lambda account: account.number)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% right: numbers of the module
import itertools

numbers = itertools.count()

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()
        self.number = next(numbers)

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=lambda account: account.number)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=lambda account: account.number)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% right: by the lock's id
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=lambda account: id(account.lock))
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=lambda account: id(account.lock))
        with first.lock, second.lock:
            return self.balance + other.balance

# %% right: a bank's lock outside, and one of its own
BANK = threading.Lock()

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        if self is other:
            return True
        with BANK:
            with self.lock, other.lock:
                if self.balance < amount:
                    return False
                self.balance -= amount
                other.balance += amount
                return True

    def total_with(self, other):
        with BANK:
            with self.lock:
                with other.lock:
                    return self.balance + other.balance

# %% right: a context manager for both
import contextlib

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    @contextlib.contextmanager
    def together(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            yield

    def transfer_to(self, other, amount):
        with self.together(other):
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with self.together(other):
            return self.balance + other.balance

# %% right: acquire and finally
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        first.lock.acquire()
        second.lock.acquire()
        try:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True
        finally:
            second.lock.release()
            first.lock.release()

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% right: money under another name
class Account:
    def __init__(self, balance):
        self.cents = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.cents += amount

    def withdraw(self, amount):
        with self.lock:
            if self.cents < amount:
                return False
            self.cents -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.cents + other.cents

# %% right: a condition as the lock
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Condition()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% right: the smaller id first, by hand
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        if self is other:
            return True
        first, second = (self, other) if id(self) < id(other) else (other, self)
        with first.lock:
            with second.lock:
                if self.balance < amount:
                    return False
                self.balance -= amount
                other.balance += amount
                return True

    def total_with(self, other):
        first, second = (self, other) if id(self) < id(other) else (other, self)
        with first.lock:
            with second.lock:
                return self.balance + other.balance

# %% wrong DEADLOCK
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        if self is other:
            return self.balance >= amount
        with self.lock, other.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        with self.lock, other.lock:
            return self.balance + other.balance

# %% wrong DEADLOCK: reentrant
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with self.lock, other.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with self.lock, other.lock:
            return self.balance + other.balance

# %% wrong DEADLOCK: deposit inside
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with self.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong DEADLOCK: by balance
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=lambda account: account.balance)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=lambda account: account.balance)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong DEADLOCK: the total in another order
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with self.lock, other.lock:
            return self.balance + other.balance

# %% wrong DEADLOCK: the bank's lock inside
BANK = threading.Lock()

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with self.lock, BANK, other.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with self.lock, BANK, other.lock:
            return self.balance + other.balance

# %% wrong LOCKS_ITSELF_OUT
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong LOCKS_ITSELF_OUT: refusal keeps the lock
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        self.lock.acquire()
        if self.balance < amount:
            return False
        self.balance -= amount
        self.lock.release()
        return True

    def transfer_to(self, other, amount):
        if self is other:
            return self.balance >= amount
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong RACE: as given
class Account:
    def __init__(self, balance):
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        if self.balance < amount:
            return False
        self.balance -= amount
        return True

    def transfer_to(self, other, amount):
        if self.balance < amount:
            return False
        self.balance -= amount
        other.balance += amount
        return True

    def total_with(self, other):
        return self.balance + other.balance

# %% wrong RACE: lock per call
class Account:
    def __init__(self, balance):
        self.balance = balance

    def deposit(self, amount):
        with threading.Lock():
            self.balance += amount

    def withdraw(self, amount):
        with threading.Lock():
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with threading.Lock():
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with threading.Lock():
            return self.balance + other.balance

# %% wrong RACE: deposit unlocked
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong RACE: withdraw asks outside
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        if self.balance < amount:
            return False
        with self.lock:
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong RACE: own lock only
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong RACE: transfer unlocked
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        if self.balance < amount:
            return False
        self.balance -= amount
        other.balance += amount
        return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong RACE: the other's lock only
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with other.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong TORN_TOTAL: one lock after the other
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong TORN_TOTAL: the total without locks
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        return self.balance + other.balance

# %% wrong TORN_TOTAL: two balances, each under its lock
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with self.lock:
            mine = self.balance
        with other.lock:
            return mine + other.balance

# %% right: the total holds one of the locks that a transfer needs
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        with self.lock:
            return self.balance + other.balance

# %% wrong TRANSFER_TO_ITSELF
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong TRANSFER_TO_ITSELF: two copies
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            mine, yours = self.balance, other.balance
            if mine < amount:
                return False
            self.balance = mine - amount
            other.balance = yours + amount
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong CHANGES_AND_UNDOES: deposits first
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        other.deposit(amount)
        if self.withdraw(amount):
            return True
        other.withdraw(amount)
        return False

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong CHANGES_AND_UNDOES: takes first
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with self.lock:
            self.balance -= amount
            enough = self.balance >= 0
        if not enough:
            self.deposit(amount)
            return False
        other.deposit(amount)
        return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong WRONG_RESULT: deposits anyway
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            done = self.withdraw(amount)
            other.deposit(amount)
            return done

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong WRONG_RESULT: no return
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if self.withdraw(amount):
                other.deposit(amount)

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong WRONG_RESULT: not the last one
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance <= amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance + other.balance

# %% wrong WRONG_RESULT: its own balance only
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

    def total_with(self, other):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            return self.balance
