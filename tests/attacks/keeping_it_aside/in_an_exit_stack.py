# as it is: failed: wrong-result
# approved: failed: wrong-result
import contextlib
class Counter:
    def __init__(self):
        self.s = contextlib.ExitStack(); self.n = 0
        self.s.callback(self.put, 0)
    def put(self, n): self.n = n
    def add(self):
        self.s.close()
        v = self.n
        self.s.callback(self.put, v + 1)
    @property
    def value(self):
        self.s.close()
        return self.n
