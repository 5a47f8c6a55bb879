# as it is: rejected: __init__
# approved: passed or failed
class Counter:
    def __init__(self): self.p = property(doc="0")
    def add(self):
        v = int(self.p.__doc__)
        self.p.__init__(doc=str(v + 1))
    value = property(lambda self: int(self.p.__doc__))
