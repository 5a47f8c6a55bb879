# The accounts belong to one thread; everybody else sends it orders and waits for the answer.
import queue
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._orders = queue.SimpleQueue()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            function, args, answer = self._orders.get()
            try:
                answer.put((function(*args), None))
            except Exception as error:
                answer.put((None, error))

    def _order(self, function, *args):
        answer = queue.SimpleQueue()
        self._orders.put((function, args, answer))
        result, error = answer.get()
        if error is not None:
            raise error
        return result

    def _change(self, name, amount):
        if self._balances[name] + amount < 0:
            raise InsufficientFunds(name)
        self._balances[name] += amount

    def _move(self, source, target, amount):
        self._change(source, -amount)
        self._change(target, amount)

    def balance(self, name):
        return self._order(self._balances.__getitem__, name)

    def total(self):
        return sum(self._order(self._balances.copy).values())

    def deposit(self, name, amount):
        self._order(self._change, name, amount)

    def withdraw(self, name, amount):
        self._order(self._change, name, -amount)

    def transfer(self, source, target, amount):
        self._order(self._move, source, target, amount)
