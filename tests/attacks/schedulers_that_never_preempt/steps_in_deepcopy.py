# as it is: failed: wrong-result
# approved: failed: wrong-result
import copy
class Step:
    v = 0
    def __deepcopy__(self, memo):
        v = self.v
        self.v = v + 1
        return self
class Counter:
    def __init__(self): self.s = Step()
    def add(self): copy.deepcopy([self.s])
    value = property(lambda self: self.s.v)
