# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_a_deposit_and_a_withdrawal_are_both_kept wrong-result
# why: waits for the lock for a while, and then goes on without it
import threading
import time


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        mine = self.lock.acquire(timeout=0.1)
        try:
            balance = self.balance
            time.sleep(0.01)
            self.balance = balance + sum(notes)
        finally:
            if mine:
                self.lock.release()

    def withdraw(self, amount):
        mine = self.lock.acquire(timeout=0.1)
        try:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
        finally:
            if mine:
                self.lock.release()
