# rejected by: test_after_a_jam_the_account_still_works wrong-result
# why: pays in each note as it comes, so that half a deposit stays when the machine jams
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        for note in notes:
            with self.lock:
                self.balance += note

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
