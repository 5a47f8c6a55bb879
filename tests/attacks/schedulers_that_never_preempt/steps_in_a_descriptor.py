# as it is: failed: wrong-result
# approved: failed: wrong-result
class D:
    def __set_name__(self, owner, name): self.v = 0
    def __get__(self, o, c): return self.v
    def __set__(self, o, n): self.v = n
class Counter:
    d = D()
    def __init__(self): self.d = 0
    def add(self): self.d = self.d + 1
    value = property(lambda self: self.d)
