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
