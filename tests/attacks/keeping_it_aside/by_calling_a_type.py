# as it is: rejected: __call__
# approved: passed or failed
import threading
class Counter:
    def __init__(self):
        self.second = {}
        self.l = []
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.l.append(1)
    def look(self):
        return bool.__call__(self.l)
    value = property(lambda self: 1 + len(self.second))
    def st(self, *a): return a
