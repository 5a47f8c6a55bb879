# rejected by: test_two_machines_count_at_the_same_time wrong-result
# why: who wants more than there is waits for what the machines may still bring
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self._counting = 0
        self._changed = threading.Condition()

    def deposit(self, notes):
        with self._changed:
            self._counting += 1
        total = 0
        try:
            total = sum(notes)
        finally:
            with self._changed:
                self.balance += total
                self._counting -= 1
                self._changed.notify_all()

    def withdraw(self, amount):
        with self._changed:
            self._changed.wait_for(lambda: self.balance >= amount or not self._counting)
            if self.balance < amount:
                raise InsufficientFunds(amount)
            self.balance -= amount
