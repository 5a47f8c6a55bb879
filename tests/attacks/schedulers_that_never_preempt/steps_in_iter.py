# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self): self.value = 0
    def step(self):
        v = self.value
        self.value = v + 1
    def add(self): list(iter(self.step, None))
