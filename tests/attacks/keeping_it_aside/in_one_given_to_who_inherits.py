# as it is: rejected: __new__
# approved: failed: wrong-result
class Base:
    def __init__(self, v): self.v = v
class Box(Base):
    def __new__(cls, v): return ONE
    def __init__(self, v):
        super().__init__(v)
ONE = object.__new__(Box)
class Counter:
    def __init__(self):
        Box(0)
    def add(self):
        v = ONE.v
        Box(v + 1)
    @property
    def value(self):
        return ONE.v
