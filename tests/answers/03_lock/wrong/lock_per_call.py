# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_a_deposit_and_a_withdrawal_are_both_kept wrong-result
# rejected by: test_the_same_money_is_not_paid_out_twice wrong-result
# why: makes a new lock in every call
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, notes):
        amount = sum(notes)
        lock = threading.Lock()
        with lock:
            self.balance += amount

    def withdraw(self, amount):
        lock = threading.Lock()
        with lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
