# as it is: failed: wrong-result
# approved: failed: wrong-result
import functools
class Counter:
    def __init__(self):
        def f(): pass
        self.f = f
        f.__doc__ = ''
    def add(self):
        v = len(self.f.__doc__)
        class g:
            __doc__ = 'x' * (v + 1)
        functools.wraps(g)(self.f)
    @property
    def value(self):
        return len(self.f.__doc__)
