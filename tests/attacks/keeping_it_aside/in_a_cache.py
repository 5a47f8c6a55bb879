# as it is: failed: wrong-result
# approved: failed: wrong-result
import functools
class Counter:
    def __init__(self):
        self.f = functools.lru_cache(lambda n: n)
    def add(self):
        v = self.f.cache_info().currsize
        self.f(v)
    value = property(lambda self: self.f.cache_info().currsize)
