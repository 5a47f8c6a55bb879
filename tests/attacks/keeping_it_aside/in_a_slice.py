# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
def most(text): return max(int(c) for c in text if c.isdigit())
class Counter:
    def __init__(self):
        self.a, self.b = [0], [0]
        self.s = slice(self.a, self.b)
    def add(self):
        v = most(str(self.s))
        own = self.a if threading.get_ident() % 2 else self.b
        own[0] = v + 1
    value = property(lambda self: max(self.a[0], self.b[0]))
