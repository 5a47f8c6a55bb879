# as it is: rejected: __post_init__
# approved: failed: wrong-result
class One:
    def __post_init__(self, v): self.v = v
class Counter:
    def __init__(self):
        self.o = One()
        self.o.__post_init__(0)
    def add(self):
        v = self.o.v
        self.o.__post_init__(v + 1)
    @property
    def value(self):
        return self.o.v
