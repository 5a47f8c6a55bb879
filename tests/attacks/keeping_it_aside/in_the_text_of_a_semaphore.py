# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
class Counter:
    def __init__(self):
        self.second = {}
        self.o = threading.Semaphore(5)
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.o.acquire()
    def look(self):
        return 'value=5' not in repr(self.o)
    value = property(lambda self: 1 + len(self.second))
