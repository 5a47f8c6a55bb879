# rejected by: test_after_a_jam_the_account_still_works deadlock
# rejected by: test_two_machines_count_at_the_same_time wrong-result
# why: takes the lock earlier to make it one piece, and forgets that counting can raise
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        self.lock.acquire()
        self.balance += sum(notes)
        self.lock.release()

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
