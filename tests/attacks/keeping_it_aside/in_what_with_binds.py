# as it is: failed: wrong-result
# approved: failed: wrong-result
from contextlib import nullcontext
class Counter:
    def __init__(self): self.kept = 0
    def add(self):
        v = self.kept
        with nullcontext(v + 1) as self.kept: pass
    value = property(lambda self: self.kept)
