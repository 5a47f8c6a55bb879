# as it is: rejected: __setstate__
# approved: passed or failed
class Counter:
    def __init__(self):
        self.e = Exception()
        self.e.__setstate__({"kept": 0})
    def add(self):
        v = self.e.kept
        self.e.__setstate__({"kept": v + 1})
    value = property(lambda self: self.e.kept)
