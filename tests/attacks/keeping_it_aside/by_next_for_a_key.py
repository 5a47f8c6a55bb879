# as it is: rejected: next as a value
# approved: passed or failed
import threading
import itertools
class Counter:
    def __init__(self):
        self.second = {}
        self.i = itertools.count()
    def add(self):
        if str(self.i) != 'count(0)': self.second[threading.get_ident()] = 1
        else: sorted([self.i], key=next)
    value = property(lambda self: 1 + len(self.second))
