# rejected by: test_after_a_refusal_the_account_still_works wrong-result
# why: takes first and looks then; until it has put the money back, others are refused for nothing
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def add(self, amount):
        with self.lock:
            self.balance += amount
            return self.balance

    def deposit(self, notes):
        self.add(sum(notes))

    def withdraw(self, amount):
        if self.add(-amount) < 0:
            self.add(amount)
            raise InsufficientFunds(amount)
