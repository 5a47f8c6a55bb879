# as it is: rejected: __getattr__
# approved: passed or failed
import threading
class D(dict):
    __getattr__ = dict.__getitem__
class Counter:
    def __init__(self):
        self.second = {}
        self.d = D(n=0)
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.d['n'] = 1
    def look(self):
        return self.d.n
    value = property(lambda self: 1 + len(self.second))
