import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self.place = {name: i for i, name in enumerate(balances)}
        self.money = list(balances.values())
        self.locks = [threading.Lock() for _ in self.money]

    def balance(self, name):
        i = self.place[name]
        with self.locks[i]:
            return self.money[i]

    def total(self):
        for lock in self.locks:
            lock.acquire()
        try:
            return sum(self.money)
        finally:
            for lock in self.locks:
                lock.release()

    def transfer(self, source, target, amount, receipt):
        s, t = self.place[source], self.place[target]
        if s == t:
            with self.locks[s]:
                if amount > self.money[s]:
                    raise InsufficientFunds(source)
                receipt(self.money[s], self.money[s])
            return
        self.locks[min(s, t)].acquire()
        self.locks[max(s, t)].acquire()
        try:
            if amount > self.money[s]:
                raise InsufficientFunds(source)
            self.money[s] -= amount
            self.money[t] += amount
            receipt(self.money[s], self.money[t])
        finally:
            self.locks[max(s, t)].release()
            self.locks[min(s, t)].release()
