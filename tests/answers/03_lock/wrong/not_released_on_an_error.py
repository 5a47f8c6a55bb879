# rejected by: test_after_an_error_the_account_still_works deadlock
# why: raises only when the lock has been given back, but the comparison itself may raise, too
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        amount = sum(list(notes))
        self.lock.acquire()
        self.balance += amount
        self.lock.release()

    def withdraw(self, amount):
        self.lock.acquire()
        enough = amount <= self.balance
        if enough:
            self.balance -= amount
        self.lock.release()
        if not enough:
            raise InsufficientFunds("not enough money")
