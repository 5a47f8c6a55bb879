# as it is: failed: wrong-result
# approved: failed: wrong-result
import functools
class Counter:
    def __init__(self): self.value = 0
    def step(self, a, b):
        v = self.value
        self.value = v + 1
        return 0
    def add(self): functools.reduce(self.step, [1, 2])
