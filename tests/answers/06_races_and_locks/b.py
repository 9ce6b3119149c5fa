"""Answers to 06.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: by id
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
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% right: rlock by id
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

# %% right: numbers of the module
import itertools

_ids = itertools.count()

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        self.number = next(_ids)

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

# %% right: class counter
class Account:
    count = 0

    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        Account.count += 1
        self.number = Account.count

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

# %% right: registry dict
KNOWN = {}

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        self.number = KNOWN.setdefault(self, len(KNOWN))

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
        first, second = sorted((self, other), key=lambda account: KNOWN[account])
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: registry list
KNOWN = []

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        KNOWN.append(self)

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
        first, second = sorted((self, other), key=KNOWN.index)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: a lock for numbers
_lock = threading.Lock()
_made = 0

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        global _made
        with _lock:
            _made += 1
            self.number = _made

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

# %% right: uuid
import uuid

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        self.number = uuid.uuid4()

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

# %% right: hash
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
        first, second = sorted((self, other), key=hash)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: random
import random

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        self.number = random.random()

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

# %% right: id of the lock
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
        first, second = sorted((self, other), key=lambda account: id(account.lock))
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: default lock
class Account:
    def __init__(self, balance, lock=threading.RLock()):
        self.balance = balance
        self.lock = lock

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

# %% right: module lock
bank = threading.Lock()

class Account:
    def __init__(self, balance):
        self.balance = balance

    def deposit(self, amount):
        with bank:
            self.balance += amount

    def withdraw(self, amount):
        with bank:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with bank:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: exit stack
import contextlib

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
        with contextlib.ExitStack() as stack:
            for account in sorted({self, other}, key=id):
                stack.enter_context(account.lock)
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: context manager
from contextlib import contextmanager

@contextmanager
def both(a, b):
    if a is b:
        with a.lock:
            yield
    else:
        first, second = sorted((a, b), key=id)
        with first.lock, second.lock:
            yield

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
        with both(self, other):
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: exit stack in a context manager
from contextlib import ExitStack, contextmanager

@contextmanager
def locked(*accounts):
    with ExitStack() as stack:
        for account in sorted(set(accounts), key=id):
            stack.enter_context(account.lock)
        yield

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with locked(self):
            self.balance += amount

    def withdraw(self, amount):
        with locked(self):
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with locked(self, other):
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% right: generator helper
def in_order(*accounts):
    known = []
    for account in sorted(accounts, key=id):
        if account not in known:
            known.append(account)
            yield account.lock

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
        locks = list(in_order(self, other))
        for lock in locks:
            lock.acquire()
        try:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True
        finally:
            for lock in reversed(locks):
                lock.release()

# %% right: lock in a class
class Guard:
    def __init__(self):
        self.lock = threading.RLock()

    def __enter__(self):
        self.lock.acquire()
        return self

    def __exit__(self, *error):
        self.lock.release()

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Guard()

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

# %% right: acquire and finally
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        self.lock.acquire()
        try:
            self.balance += amount
        finally:
            self.lock.release()

    def withdraw(self, amount):
        self.lock.acquire()
        try:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True
        finally:
            self.lock.release()

    def transfer_to(self, other, amount):
        if self is other:
            return True
        first, second = sorted((self, other), key=id)
        first.lock.acquire()
        second.lock.acquire()
        try:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True
        finally:
            second.lock.release()
            first.lock.release()

# %% right: tries again
import random
import time

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
        while True:
            with self.lock:
                if other.lock.acquire(blocking=False):
                    try:
                        if self.balance < amount:
                            return False
                        self.balance -= amount
                        other.balance += amount
                        return True
                    finally:
                        other.lock.release()
            time.sleep(random.uniform(0, 0.001))

# %% right: tries again at once
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
        while True:
            with self.lock:
                if other.lock.acquire(blocking=False):
                    try:
                        if self.balance < amount:
                            return False
                        self.balance -= amount
                        other.balance += amount
                        return True
                    finally:
                        other.lock.release()

# %% right: tries with a time limit
import random
import time

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
        while True:
            with self.lock:
                if other.lock.acquire(timeout=0.01):
                    try:
                        if self.balance < amount:
                            return False
                        self.balance -= amount
                        other.balance += amount
                        return True
                    finally:
                        other.lock.release()
            time.sleep(random.uniform(0, 0.001))

# %% right: time limit at once
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
        while True:
            with self.lock:
                if other.lock.acquire(timeout=0.01):
                    try:
                        if self.balance < amount:
                            return False
                        self.balance -= amount
                        other.balance += amount
                        return True
                    finally:
                        other.lock.release()

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
            return True
        with self.lock:
            with other.lock:
                if self.balance < amount:
                    return False
                self.balance -= amount
                other.balance += amount
                return True

# %% wrong DEADLOCK: by balance
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
        first, second = sorted((self, other), key=lambda account: account.balance)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

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

# %% wrong DEADLOCK: rlock
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
            with other.lock:
                if self.balance < amount:
                    return False
                self.balance -= amount
                other.balance += amount
                return True

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
        with self.lock:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

# %% wrong LOCKS_ITSELF_OUT: not released
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

# %% wrong RACE: lock per call
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

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
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% wrong RACE: deposit unlocked
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
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

# %% wrong RACE: asks outside
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

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
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% wrong RACE: withdraw unlocked
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        if self.balance < amount:
            return False
        self.balance -= amount
        return True

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% wrong RACE: transfer asks first
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
        if self.balance < amount:
            return False
        self.withdraw(amount)
        other.deposit(amount)
        return True

# %% wrong RACE: own lock only
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
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% wrong RACE: transfer unlocked
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
        if self.balance < amount:
            return False
        self.balance -= amount
        other.balance += amount
        return True

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

# %% wrong TRANSFER_TO_ITSELF: makes money
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
        mine, others = self.balance, other.balance
        if mine < amount:
            return False
        self.balance = mine - amount
        other.balance = others + amount
        return True

# %% wrong WRONG_RESULT: deposits anyway
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
        self.withdraw(amount)
        other.deposit(amount)
        return True

# %% wrong WRONG_RESULT: no return
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

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% right: money under another name
class Account:
    def __init__(self, balance):
        self._money = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self._money += amount

    def withdraw(self, amount):
        with self.lock:
            if self._money < amount:
                return False
            self._money -= amount
            return True

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% right: a property
class Account:
    def __init__(self, balance):
        self._money = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self._money += amount

    def withdraw(self, amount):
        with self.lock:
            if self._money < amount:
                return False
            self._money -= amount
            return True

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

    @property
    def balance(self):
        with self.lock:
            return self._money

# %% right: a list of changes
class Account:
    def __init__(self, balance):
        self.changes = [balance]
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.changes.append(amount)

    def withdraw(self, amount):
        with self.lock:
            if sum(self.changes) < amount:
                return False
            self.changes.append(-amount)
            return True

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% right: takes back under the lock
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            self.balance -= amount
            if self.balance >= 0:
                return True
            self.balance += amount
            return False

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% right: a condition
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
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

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
        with other.lock:
            other.balance -= amount
        return False

# %% wrong CHANGES_AND_UNDOES: deposits first, withdraws again
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
        other.deposit(amount)
        if not self.withdraw(amount):
            other.withdraw(amount)
            return False
        return True

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

# %% wrong RACE: takes, then asks
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            self.balance -= amount
        if self.balance < 0:
            self.deposit(amount)
            return False
        return True

    def transfer_to(self, other, amount):
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% wrong DEADLOCK: by parity
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
        first, second = (self, other) if amount % 2 else (other, self)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% wrong DEADLOCK: by amount
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
        first, second = (self, other) if amount > 5 else (other, self)
        with first.lock, second.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% wrong DEADLOCK: the bank's lock inside
class Account:
    bank = threading.RLock()

    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.RLock()

    def deposit(self, amount):
        with self.lock, self.bank:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def transfer_to(self, other, amount):
        with self.bank:
            if not self.withdraw(amount):
                return False
            other.deposit(amount)
            return True

# %% wrong RACE: two locks of one account
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()
        self.into = threading.Lock()

    def deposit(self, amount):
        with self.into:
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

# %% wrong RACE: asks, then takes
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
            if self.balance < amount:
                return False
        with self.lock:
            self.balance -= amount
        other.deposit(amount)
        return True

# %% wrong RACE: pays in unlocked
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
        other.balance += amount
        return True

# %% wrong RACE: the other's lock only
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
        with other.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            other.balance += amount
            return True

# %% wrong LOCKS_ITSELF_OUT: deposit under its lock
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
        with other.lock:
            other.deposit(amount)
        return True

# %% wrong LOCKS_ITSELF_OUT: refusal keeps the lock
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
        self.lock.acquire()
        if self.balance < amount:
            return False
        self.balance -= amount
        self.lock.release()
        other.deposit(amount)
        return True

# %% wrong TRANSFER_TO_ITSELF: two copies
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
        if self.balance < amount:
            return False
        mine, theirs = self.balance, other.balance
        with self.lock:
            self.balance = mine - amount
        with other.lock:
            other.balance = theirs + amount
        return True

# %% wrong TRANSFER_TO_ITSELF: waits its turn
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
            with other.lock:
                if self.balance < amount:
                    return False
                self.balance -= amount
                other.balance += amount
                return True

# %% wrong WRONG_RESULT: not the last one
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

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
        if not self.withdraw(amount):
            return False
        other.deposit(amount)
        return True

# %% wrong WRONG_RESULT: transfer says nothing
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

# %% wrong WRONG_RESULT: the money is nowhere
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
        return True
