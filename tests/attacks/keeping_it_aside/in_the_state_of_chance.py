# as it is: failed: wrong-result
# approved: failed: wrong-result
import random
class Counter:
    def __init__(self):
        self.r = random.Random(0)
        self.s = [random.Random(i).getstate() for i in range(5)]
    def add(self):
        v = self.s.index(self.r.getstate())
        self.r.setstate(self.s[v + 1])
    value = property(lambda self: self.s.index(self.r.getstate()))
