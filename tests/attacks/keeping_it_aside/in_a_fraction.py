# as it is: rejected: _numerator
# approved: failed: wrong-result
import fractions
class Counter:
    def __init__(self):
        self.f = fractions.Fraction(0)
    def add(self):
        v = self.f._numerator
        self.f._numerator = v + 1
    value = property(lambda self: self.f._numerator)
