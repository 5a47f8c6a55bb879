# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self):
        self.v = 0

    def add(self):
        sorted([1], key=self.step)

    def step(self, _):
        self.v = self.v + 1
        return 0

    value = property(lambda self: self.v)
