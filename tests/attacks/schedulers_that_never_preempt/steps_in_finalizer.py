# as it is: failed: wrong-result
# approved: failed: wrong-result
class Step:
    def __init__(self, counter):
        self.counter = counter

    def __del__(self):
        v = self.counter.v
        self.counter.v = v + 1


class Counter:
    def __init__(self):
        self.v = 0

    def add(self):
        Step(self)

    value = property(lambda self: self.v)
