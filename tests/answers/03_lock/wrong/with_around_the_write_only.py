# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_a_deposit_and_a_withdrawal_are_both_kept wrong-result
# why: turns acquire and release into with, and leaves the read outside
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        balance = self.balance
        for note in notes:
            balance += note
        with self.lock:
            self.balance = balance

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
