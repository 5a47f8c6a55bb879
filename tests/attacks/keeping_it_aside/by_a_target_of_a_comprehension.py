# as it is: rejected: self.box()[self.key()]
# approved: passed or failed
import threading
class Counter:
    def __init__(self):
        self.second = {}
        self.d = [0]
    def add(self):
        if self.d[0]: self.second[threading.get_ident()] = 1
        else: [0 for self.box()[self.key()] in [1]]
    def box(self): return self.d
    def key(self): return 0
    value = property(lambda self: 1 + len(self.second))
