# rejected by: test_a_deposit_and_a_withdrawal_are_both_kept wrong-result
# why: makes the balance global, next to its lock, so that all accounts are one
import threading

the_balance = 0
lock = threading.Lock()


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        global the_balance
        the_balance = balance

    @property
    def balance(self):
        return the_balance

    def deposit(self, notes):
        global the_balance
        amount = sum(notes)
        with lock:
            the_balance += amount

    def withdraw(self, amount):
        global the_balance
        with lock:
            if amount > the_balance:
                raise InsufficientFunds(amount)
            the_balance -= amount
