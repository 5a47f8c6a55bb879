# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import enum
def most(text): return max(int(c) for c in text if c.isdigit())
class Counter:
    def __init__(self):
        self.a, self.b = [0], [0]
        self.e = enum.Enum('E', {'A': (self.a, self.b)}).A
    def add(self):
        v = most(repr(self.e))
        own = self.a if threading.get_ident() % 2 else self.b
        own[0] = v + 1
    value = property(lambda self: max(self.a[0], self.b[0]))
