# as it is: failed: wrong-result
# approved: failed: wrong-result
class D:
    def __set_name__(self, owner, name): self.n = 0
    def __get__(self, obj, owner=None): return self.n
    def __set__(self, obj, v): self.n = v
class Counter:
    value = D()
    def __init__(self): self.value = 0
    def add(self):
        v = self.value
        self.value = v + 1
