# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
class Counter:
    def __init__(self):
        self.second = {}
        self.o = threading.Thread(target=int)
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.o.name = 'x'
    def look(self):
        return 'x' in repr(self.o)
    value = property(lambda self: 1 + len(self.second))
