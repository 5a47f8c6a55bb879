# rejected by: test_a_deposit_and_a_withdrawal_are_both_kept wrong-result
# why: one lock for paying in and another for taking out, on the same balance
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.deposit_lock = threading.Lock()
        self.withdraw_lock = threading.Lock()

    def deposit(self, notes):
        amount = sum(notes)
        with self.deposit_lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.withdraw_lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
