import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, notes):
        amount = sum(notes)
        lock = threading.Lock()
        with lock:
            self.balance += amount

    def withdraw(self, amount):
        lock = threading.Lock()
        with lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
