# as it is: failed: ValueError
# approved: failed: ValueError
import threading
def through(items):
    yield from items
class Counter:
    def __init__(self):
        self.i, self.between = (i for i in range(99)), {}
    def draw(self): return next(through(self.i))
    def add(self):
        self.between[threading.get_ident()] = 1 - self.draw() + self.draw()
    value = property(lambda self: sum(n == 2 for n in self.between.values()))
