import threading
import time


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        amount = sum(notes)
        while self.lock.locked():
            time.sleep(0.001)
        self.balance += amount

    def withdraw(self, amount):
        while self.lock.locked():
            time.sleep(0.001)
        if amount > self.balance:
            raise InsufficientFunds(amount)
        self.balance -= amount
