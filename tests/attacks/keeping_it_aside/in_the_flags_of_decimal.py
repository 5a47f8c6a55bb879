# as it is: failed: wrong-result
# approved: failed: wrong-result
import decimal
class Counter:
    def __init__(self):
        self.c = decimal.Context(); self.c.clear_flags()
    def add(self):
        v = sum(self.c.flags.values())
        self.c.flags[(decimal.Inexact, decimal.Rounded)[v]] = True
    value = property(lambda self: sum(self.c.flags.values()))
