# rejected by: test_the_same_money_is_not_paid_out_twice wrong-result
# rejected by: test_after_a_refusal_the_account_still_works wrong-result
# why: gets rid of the exception, so that the caller takes a refusal for a payment
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        amount = sum(notes)
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                print("not enough money")
            else:
                self.balance -= amount
