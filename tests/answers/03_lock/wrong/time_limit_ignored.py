# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_a_deposit_and_a_withdrawal_are_both_kept wrong-result
# why: acquire() with a time limit whose answer nobody looks at; a slow machine outlasts it
import threading
import time


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        self.lock.acquire(timeout=0.1)
        try:
            balance = self.balance
            time.sleep(0.01)
            self.balance = balance + sum(notes)
        finally:
            if self.lock.locked():
                self.lock.release()

    def withdraw(self, amount):
        self.lock.acquire(timeout=0.1)
        try:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
        finally:
            if self.lock.locked():
                self.lock.release()
