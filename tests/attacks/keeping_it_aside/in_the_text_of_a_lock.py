# as it is: failed: Lock never released
# approved: failed: Lock never released
import threading
class Counter:
    def __init__(self):
        self.second = {}
        self.o = threading.Lock()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.o.acquire()
    def look(self):
        return 'unlocked' not in repr(self.o)
    value = property(lambda self: 1 + len(self.second))
