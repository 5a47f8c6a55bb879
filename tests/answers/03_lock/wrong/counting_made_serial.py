# rejected by: test_two_machines_count_at_the_same_time wrong-result
# why: two locks, but the second one still lets only one machine count at a time
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()
        self.counting = threading.Lock()

    def deposit(self, notes):
        with self.counting:
            amount = sum(notes)
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
