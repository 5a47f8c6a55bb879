# as it is: rejected: __set__
# approved: passed or failed
import threading
class D(dict):
    __set__ = dict.__setitem__
class E:
    d = D()
d = E.d
class F: pass
class Counter:
    def __init__(self):
        self.second = {}
        d.clear()
        self.e = E()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.e.d = 1
    def look(self):
        return len(d)
    value = property(lambda self: 1 + len(self.second))
