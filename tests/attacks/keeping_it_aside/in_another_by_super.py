# as it is: rejected: __init__
# approved: passed or failed
class Kept(Exception):
    pass
class Set(Kept):
    def __init__(self, other, v):
        super(Kept, other).__init__(v)
class Counter:
    def __init__(self): self.e = Kept(0)
    def add(self):
        v = self.e.args[0]
        Set(self.e, v + 1)
    value = property(lambda self: self.e.args[0])
