# rejected by: test_after_a_jam_the_account_still_works wrong-result
# why: catches whatever the machine raises, and pays in what it had counted until then
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, notes):
        amount = 0
        try:
            for note in notes:
                amount += note
        except Exception:
            pass
        with self.lock:
            self.balance += amount

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(amount)
            self.balance -= amount
