"""Each account has its lock, but the sum is taken in the middle of a transfer."""

import threading


class Program:
    threads = ("transfer", "audit")

    def __init__(self):
        self.accounts = [50, 50]
        self.locks = [threading.Lock(), threading.Lock()]
        self.total = 100

    def transfer(self):
        with self.locks[0]:
            self.accounts[0] -= 20
        with self.locks[1]:
            self.accounts[1] += 20

    def audit(self):
        total = 0
        for account in (0, 1):
            with self.locks[account]:
                total += self.accounts[account]
        self.total = total

    def holds(self):
        return self.total == 100


class Mended(Program):
    def transfer(self):
        with self.locks[0], self.locks[1]:
            self.accounts[0] -= 20
            self.accounts[1] += 20

    def audit(self):
        with self.locks[0], self.locks[1]:
            self.total = self.accounts[0] + self.accounts[1]
