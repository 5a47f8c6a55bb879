# as it is: failed: wrong-result
# approved: failed: wrong-result
import itertools
class Counter:
    def __init__(self): self.c = itertools.count()
    def kept(self): return int(repr(self.c)[6:-1])
    def add(self):
        v = self.kept()
        if self.kept() == v: next(self.c)
    value = property(kept)
