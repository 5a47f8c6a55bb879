# as it is: failed: wrong-result
# approved: failed: wrong-result
import functools
class B(dict):
    put = functools.partialmethod(dict.__setitem__, 'v')
class Counter:
    def __init__(self):
        self.b = B(v=0)
    def add(self):
        v = self.b['v']
        self.b.put(v + 1)
    @property
    def value(self):
        return self.b['v']
