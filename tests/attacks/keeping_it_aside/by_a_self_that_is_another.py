# as it is: rejected: __init__
# approved: failed or passed
class Box(list):
    def __init__(self, one, v):
        if one is not None: self = one
        super().__init__([v])
class Counter:
    def __init__(self):
        self.o = Box(None, 0)
    def add(self):
        v = self.o[0]
        Box(self.o, v + 1)
    @property
    def value(self):
        return self.o[0]
