# as it is: rejected: __setstate__
# approved: failed: wrong-result
class Counter:
    def __init__(self):
        self.it = iter([0] * 100)

    def add(self):
        v = 100 - self.it.__length_hint__()
        self.it.__setstate__(v + 1)

    value = property(lambda self: 100 - self.it.__length_hint__())
