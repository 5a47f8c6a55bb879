# as it is: failed: wrong-result
# approved: failed: wrong-result
class Step:
    v = 0
    def __format__(self, spec):
        v = self.v
        self.v = v + 1
        return ''
class Counter:
    def __init__(self): self.s = Step()
    def add(self): f'{self.s}'
    value = property(lambda self: self.s.v)
