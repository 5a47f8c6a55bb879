# as it is: rejected: __qualname__
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
        else: self.g.__qualname__ = 'xyz'
    def look(self):
        return 'xyz' in repr(self.g)
    value = property(lambda self: 1 + len(self.second))
