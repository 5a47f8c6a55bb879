# rejected by: test_the_same_money_is_not_paid_out_twice exception
# rejected by: test_after_a_refusal_the_account_still_works exception
# why: gives the lock back before the raise, and then once more in finally
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
        self.lock.acquire()
        try:
            if amount > self.balance:
                self.lock.release()
                raise InsufficientFunds(amount)
            self.balance -= amount
        finally:
            self.lock.release()
