# as it is: rejected: __init__
# approved: passed or failed
from concurrent.futures import Future
class Counter:
    def __init__(self):
        self.f = Future(); self.f.set_result(0)
    def add(self):
        v = self.f.result()
        self.f.__init__()
        self.f.set_result(v + 1)
    value = property(lambda self: self.f.result())
