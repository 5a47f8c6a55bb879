# as it is: rejected: sys.getrefcount
# approved: passed or failed
import threading
import sys
class Counter:
    def __init__(self):
        self.second = {}
        self.o = object()
        self.kept = {}
        self.n = sys.getrefcount(self.o)
    def add(self):
        if sys.getrefcount(self.o) > self.n: self.second[threading.get_ident()] = 1
        else: self.kept[threading.get_ident()] = [self.o]
    value = property(lambda self: 1 + len(self.second))
