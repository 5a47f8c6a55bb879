# as it is: failed: wrong-result
# approved: failed: wrong-result
def kept(): pass
class Counter:
    def __init__(self):
        kept.__doc__ = '0'
    def add(self):
        v = int(kept.__doc__)
        kept.__doc__ = str(v + 1)
    value = property(lambda self: int(kept.__doc__))
