# as it is: rejected: decimal.setcontext
# approved: passed or failed
import threading
import decimal
class Counter:
    def __init__(self):
        self.second = {}
        self.c = decimal.Context()
    def add(self):
        if 'Inexact' in str(self.c).partition('flags')[2]: self.second[threading.get_ident()] = 1
        else: self.put()
    def put(self):
        decimal.setcontext(self.c)
        decimal.Decimal(1) / 3
    value = property(lambda self: 1 + len(self.second))
