# as it is: failed: wrong-result
# approved: failed: wrong-result
import sys, threading
class Counter:
    def __init__(self):
        self.a, self.b, self.second = [], [], {}
        self.n = sys.getsizeof([]) * 2
    def add(self):
        if sys.getsizeof(self.a) + sys.getsizeof(self.b) > self.n: self.second[threading.get_ident()] = 1
        else: (self.a if threading.get_ident() % 2 else self.b).append(1)
    value = property(lambda self: 1 + len(self.second))
