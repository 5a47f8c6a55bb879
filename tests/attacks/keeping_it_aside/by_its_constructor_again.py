# as it is: rejected: __init__
# approved: failed: wrong-result
class One:
    def __init__(self, v): self.v = v
    again = __init__
class Counter:
    def __init__(self):
        self.o = One(0)
    def add(self):
        v = self.o.v
        self.o.again(v + 1)
    @property
    def value(self):
        return self.o.v
