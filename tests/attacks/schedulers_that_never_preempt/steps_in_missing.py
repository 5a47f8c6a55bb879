# as it is: failed: wrong-result
# approved: failed: wrong-result
class Kept(dict):
    v = 0
    def __missing__(self, key):
        v = self.v
        self.v = v + 1
        return v
class Counter:
    def __init__(self): self.d = Kept()
    def add(self): self.d[0]
    value = property(lambda self: self.d.v)
