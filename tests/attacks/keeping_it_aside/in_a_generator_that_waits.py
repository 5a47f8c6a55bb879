# as it is: rejected: gi_suspended
# approved: passed or failed
import threading
def gen():
    yield 1
    yield 2
class Counter:
    def __init__(self):
        self.second = {}
        self.g = gen()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: next(self.g)
    def look(self):
        return self.g.gi_suspended
    value = property(lambda self: 1 + len(self.second))
