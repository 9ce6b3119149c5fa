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
