import itertools
import threading


class InsufficientFunds(Exception):
    pass


class Account:
    numbers = itertools.count()

    def __init__(self, balance):
        self.number = next(Account.numbers)
        self.balance = balance
        self.lock = threading.RLock()


class Bank:
    """Accounts are objects, locked in the order in which they were opened; RLocks may meet."""

    def __init__(self, balances):
        self.accounts = {name: Account(balance) for name, balance in balances.items()}

    def balance(self, name):
        account = self.accounts[name]
        with account.lock:
            return account.balance

    def total(self):
        accounts = sorted(self.accounts.values(), key=lambda account: account.number)
        for account in accounts:
            account.lock.acquire()
        result = sum(account.balance for account in accounts)
        for account in accounts:
            account.lock.release()
        return result

    def transfer(self, source, target, amount, receipt):
        giver, taker = self.accounts[source], self.accounts[target]
        first, second = (giver, taker) if giver.number < taker.number else (taker, giver)
        with first.lock, second.lock:
            if giver.balance < amount:
                raise InsufficientFunds(source)
            giver.balance -= amount
            taker.balance += amount
            receipt(giver.balance, taker.balance)
