# as it is: rejected: __qualname__
# approved: failed: wrong-result
import functools
class Counter:
    def __init__(self):
        def f(): pass
        self.f = f
        f.__qualname__ = ''
    def add(self):
        v = len(self.f.__qualname__)
        class g:
            __qualname__ = 'x' * (v + 1)
            __doc__ = 'x'
        functools.wraps(g)(self.f)
    @property
    def value(self):
        return len(self.f.__qualname__)
