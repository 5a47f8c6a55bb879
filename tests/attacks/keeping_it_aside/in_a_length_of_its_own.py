# as it is: failed: wrong-result
# approved: failed: wrong-result
class Box(list):
    def __len__(self): return sum(self)
class Counter:
    def __init__(self): self.b = Box([0])
    def add(self):
        v = len(self.b)
        self.b[0] = v + 1
    value = property(lambda self: len(self.b))
