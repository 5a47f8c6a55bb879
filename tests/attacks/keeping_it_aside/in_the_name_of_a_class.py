# as it is: failed: wrong-result
# approved: failed: wrong-result
class Kept: pass
class Counter:
    def __init__(self):
        Kept.__name__ = '0'
    def add(self):
        v = int(Kept.__name__)
        Kept.__name__ = str(v + 1)
    value = property(lambda self: int(Kept.__name__))
