# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import random
class Counter:
    def __init__(self):
        self.second = {}
        random.seed(1)
        self.first = random.getstate()
    def add(self):
        if random.getstate() != self.first: self.second[threading.get_ident()] = 1
        else: random.seed(2)
    value = property(lambda self: 1 + len(self.second))
