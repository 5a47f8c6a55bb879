# rejected by: test_the_same_money_is_not_paid_out_twice wrong-result
# why: moves the check out of the lock to get the raise out of it
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        amount = sum(notes)
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount)
        with self.lock:
            self.balance -= amount
