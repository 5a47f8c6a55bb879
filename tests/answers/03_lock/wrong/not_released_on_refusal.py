# rejected by: test_after_a_refusal_the_account_still_works deadlock
# why: release() stands behind the raise and is never reached
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        amount = sum(notes)
        self.lock.acquire()
        self.balance += amount
        self.lock.release()

    def withdraw(self, amount):
        self.lock.acquire()
        if amount > self.balance:
            raise InsufficientFunds(amount)
        self.balance -= amount
        self.lock.release()
