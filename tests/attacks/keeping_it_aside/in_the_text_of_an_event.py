# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
class Counter:
    def __init__(self):
        self.second = {}
        self.o = threading.Event()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.o.set()
    def look(self):
        return 'unset' not in repr(self.o)
    value = property(lambda self: 1 + len(self.second))
