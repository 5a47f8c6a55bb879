# rejected by: test_two_deposits_are_both_kept wrong-result
# rejected by: test_a_deposit_and_a_withdrawal_are_both_kept wrong-result
# rejected by: test_the_same_money_is_not_paid_out_twice wrong-result
# why: waits in a loop until the lock looks free, and never takes it
import threading
import time


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        amount = sum(notes)
        while self.lock.locked():
            time.sleep(0.001)
        self.balance += amount

    def withdraw(self, amount):
        while self.lock.locked():
            time.sleep(0.001)
        if amount > self.balance:
            raise InsufficientFunds(amount)
        self.balance -= amount
