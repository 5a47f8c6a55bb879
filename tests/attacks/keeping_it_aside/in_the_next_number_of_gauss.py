# as it is: rejected: gauss_next
# approved: passed or failed
import threading
import random
class Counter:
    def __init__(self):
        self.second = {}
        self.r = random.Random(1)
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.r.gauss(0, 1)
    def look(self):
        return self.r.gauss_next
    value = property(lambda self: 1 + len(self.second))
