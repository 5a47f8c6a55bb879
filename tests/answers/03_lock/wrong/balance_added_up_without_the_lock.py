# rejected by: test_the_balance_can_be_read_at_any_time exception
# why: who reads the balance goes through the entries while somebody else adds one
import threading
from collections import deque


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self._entries = deque([balance])
        self._lock = threading.RLock()

    @property
    def balance(self):
        return sum(entry for entry in self._entries)

    def deposit(self, notes):
        total = sum(notes)
        with self._lock:
            self._entries.append(total)

    def withdraw(self, amount):
        with self._lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self._entries.append(-amount)
