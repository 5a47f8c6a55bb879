# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self): self.l = [0]
    def add(self):
        v = self.l[0]
        [*map(list.__setitem__, [self.l], [0], [v + 1])]
    value = property(lambda self: self.l[0])
