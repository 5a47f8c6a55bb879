# A lock per account, always taken in the same order: more can happen at once.
import threading
from contextlib import ExitStack, contextmanager


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


class Bank:
    def __init__(self, balances):
        self._accounts = {name: Account(balance) for name, balance in sorted(balances.items())}

    @contextmanager
    def _locked(self, *names):
        with ExitStack() as stack:
            for name in sorted(set(names)):
                stack.enter_context(self._accounts[name].lock)
            yield [self._accounts[name] for name in names]

    def balance(self, name):
        with self._locked(name) as (account,):
            return account.balance

    def total(self):
        with self._locked(*self._accounts) as accounts:
            return sum(account.balance for account in accounts)

    def deposit(self, name, amount):
        with self._locked(name) as (account,):
            account.balance += amount

    def withdraw(self, name, amount):
        with self._locked(name) as (account,):
            self._take(account, amount)

    def transfer(self, source, target, amount):
        with self._locked(source, target) as (giver, taker):
            self._take(giver, amount)
            taker.balance += amount

    @staticmethod
    def _take(account, amount):
        if account.balance < amount:
            raise InsufficientFunds
        account.balance -= amount
