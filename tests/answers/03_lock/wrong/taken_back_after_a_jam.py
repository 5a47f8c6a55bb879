# rejected by: test_after_a_jam_the_account_still_works wrong-result
# why: every note is booked at once and taken back after a jam, when somebody may have it already
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def change(self, amount):
        with self.lock:
            self.balance += amount

    def deposit(self, notes):
        booked = []
        try:
            for note in notes:
                self.change(note)
                booked.append(note)
        except BaseException:
            self.change(-sum(booked))
            raise

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
