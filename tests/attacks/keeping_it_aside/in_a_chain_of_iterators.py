# as it is: failed: wrong-result
# approved: failed: wrong-result
import itertools, threading
class Counter:
    def __init__(self):
        self.i, self.between = itertools.count(), {}
    def draw(self): return next(itertools.chain.from_iterable([self.i]))
    def add(self):
        self.between[threading.get_ident()] = 1 - self.draw() + self.draw()
    value = property(lambda self: sum(n == 2 for n in self.between.values()))
