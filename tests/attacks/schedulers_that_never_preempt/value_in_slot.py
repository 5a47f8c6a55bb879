# as it is: rejected: __set__
# approved: failed: wrong-result
class Counter:
    __slots__ = ("x",)

    def __init__(self):
        Counter.x.__set__(self, 0)

    def add(self):
        v = Counter.x.__get__(self)
        Counter.x.__set__(self, v + 1)

    value = property(lambda self: self.x)
