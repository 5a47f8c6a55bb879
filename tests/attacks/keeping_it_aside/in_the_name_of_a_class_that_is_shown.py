# as it is: rejected: __qualname__
# approved: passed or failed
import threading
def made():
    class C: pass
    return C
class Counter:
    def __init__(self):
        self.second = {}
        self.c = made()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.c.__qualname__ = 'xyz'
    def look(self):
        return 'xyz' in repr(self.c)
    value = property(lambda self: 1 + len(self.second))
