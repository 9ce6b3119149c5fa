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
