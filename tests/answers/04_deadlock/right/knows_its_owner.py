# A re-entrant lock made by hand: a lock, and a note of who holds it.
import threading


class InsufficientFunds(Exception):
    pass


class Turn:
    """Can be entered again by the thread that is inside."""

    def __init__(self):
        self._lock = threading.Lock()
        self._owner = None
        self._depth = 0

    def __enter__(self):
        me = threading.get_ident()
        if self._owner != me:  # only I can make it mine, so this cannot change under me
            self._lock.acquire()
            self._owner = me
        self._depth += 1

    def __exit__(self, *exc):
        self._depth -= 1
        if self._depth == 0:
            self._owner = None
            self._lock.release()


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._turn = Turn()

    def balance(self, name):
        with self._turn:
            return self._balances[name]

    def total(self):
        with self._turn:
            return sum(self.balance(name) for name in self._balances)

    def deposit(self, name, amount):
        with self._turn:
            self._balances[name] += amount

    def withdraw(self, name, amount):
        with self._turn:
            if amount > self.balance(name):
                raise InsufficientFunds
            self._balances[name] -= amount

    def transfer(self, source, target, amount):
        with self._turn:
            self.withdraw(source, amount)
            self.deposit(target, amount)
