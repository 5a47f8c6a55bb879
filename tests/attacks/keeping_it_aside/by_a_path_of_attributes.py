# as it is: failed: wrong-result
# approved: failed: wrong-result
import operator, threading
class Part:
    def __init__(self): self.n = 0
class Counter:
    def __init__(self):
        self.a, self.b = Part(), Part()
    def add(self):
        v = max(operator.attrgetter("a.n", "b.n")(self))
        own = self.a if threading.get_ident() % 2 else self.b
        own.n = v + 1
    value = property(lambda self: max(self.a.n, self.b.n))
