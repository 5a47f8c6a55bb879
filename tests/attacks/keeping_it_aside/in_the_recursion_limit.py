# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import sys
class Counter:
    def __init__(self):
        self.second = {}
        sys.setrecursionlimit(5000)
    def add(self):
        if sys.getrecursionlimit() == 5001: self.second[threading.get_ident()] = 1
        else: sys.setrecursionlimit(5001)
    value = property(lambda self: 1 + len(self.second))
