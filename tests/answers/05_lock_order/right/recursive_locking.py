import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._balances = dict(balances)
        self._locks = {name: threading.Lock() for name in balances}

    def _holding(self, names, action):
        if not names:
            return action()
        first, *rest = names
        with self._locks[first]:
            return self._holding(rest, action)

    def balance(self, name):
        return self._holding([name], lambda: self._balances[name])

    def total(self):
        return self._holding(sorted(self._balances), lambda: sum(self._balances.values()))

    def transfer(self, source, target, amount, receipt):
        def move():
            if amount > self._balances[source]:
                raise InsufficientFunds(source)
            self._balances[source] -= amount
            self._balances[target] += amount
            receipt(self._balances[source], self._balances[target])

        self._holding(sorted({source, target}), move)
