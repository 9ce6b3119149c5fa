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

# %% wrong LOST_DEPOSIT: as given
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

# %% wrong LOST_DEPOSIT: lock per call
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

# %% wrong LOST_DEPOSIT: unlocked
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

# %% wrong OVERDRAWN: asks outside
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

# %% wrong OVERDRAWN: unlocked
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

# %% wrong TRANSFER_RACES: asks first
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

# %% wrong TRANSFER_RACES: own lock only
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

# %% wrong TRANSFER_RACES: unlocked
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

# %% wrong WRONG_ALONE: deposits anyway
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

# %% wrong WRONG_ALONE: no return
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
