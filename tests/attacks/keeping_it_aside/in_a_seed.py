# as it is: failed: wrong-result
# approved: failed: wrong-result
import random
class Counter:
    def __init__(self):
        self.r = random.Random(0)
        self.t = {random.Random(i).getstate(): i for i in range(5)}
    def add(self):
        v = self.t[self.r.getstate()]
        self.r.seed(v + 1)
    value = property(lambda self: self.t[self.r.getstate()])
