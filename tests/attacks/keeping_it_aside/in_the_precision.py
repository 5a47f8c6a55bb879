# as it is: failed: wrong-result
# approved: failed: wrong-result
import decimal
class Counter:
    def __init__(self):
        self.c = decimal.Context(prec=1)
    def add(self):
        v = self.c.prec - 1
        self.c.prec = v + 2
    value = property(lambda self: self.c.prec - 1)
