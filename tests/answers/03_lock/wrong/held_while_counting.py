# rejected by: test_two_machines_count_at_the_same_time wrong-result
# why: holds the lock around everything, so that all wait for one machine
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        with self.lock:
            balance = self.balance
            for note in notes:
                balance += note
            self.balance = balance

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
