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
