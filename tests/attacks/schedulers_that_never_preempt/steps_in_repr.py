# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self):
        self.v = [0]

    def __repr__(self):
        return str(self.v[0])

    def add(self):
        v = int(f"{self!r}")
        self.v[:] = [v + 1]

    value = property(lambda self: self.v[0])
