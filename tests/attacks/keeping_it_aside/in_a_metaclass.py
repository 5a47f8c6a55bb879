# as it is: rejected: type as a value
# approved: failed: wrong-result
class M(type):
    def __setattr__(cls, name, v): super().__setattr__(name, v)
class S(metaclass=M):
    n = 0
class Counter:
    def __init__(self): S.n = 0
    def add(self):
        v = S.n
        S.n = v + 1
    value = property(lambda self: S.n)
