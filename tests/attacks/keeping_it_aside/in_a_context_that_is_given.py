# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import decimal
class Counter:
    def __init__(self):
        self.second = {}
        self.c = decimal.Context()
    def add(self):
        if 'Inexact' in str(self.c).partition('flags')[2]: self.second[threading.get_ident()] = 1
        else: decimal.Decimal(2).sqrt(context=self.c)
    value = property(lambda self: 1 + len(self.second))
