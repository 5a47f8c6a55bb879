# as it is: failed: wrong-result
# approved: failed: wrong-result
import collections
class Counter:
    def __init__(self):
        self.v = 0
    def step(self):
        v = self.v
        self.v = v + 1
        return v
    def add(self): collections.defaultdict(self.step)[0]
    value = property(lambda self: self.v)
