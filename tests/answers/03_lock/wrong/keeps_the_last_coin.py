# rejected by: test_after_a_refusal_the_account_still_works wrong-result
# why: an account cannot be emptied, for what is just enough is taken for too little
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        total = sum(notes)
        with self.lock:
            self.balance += total

    def withdraw(self, amount):
        with self.lock:
            if self.balance <= amount:
                raise InsufficientFunds(amount)
            self.balance -= amount
