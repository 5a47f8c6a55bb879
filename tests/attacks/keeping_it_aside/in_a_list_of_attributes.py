# as it is: rejected: dir: 
# approved: passed or failed
import threading
class Box: pass
class Counter:
    def __init__(self):
        self.second = {}
        self.b = Box()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.b.n = 1
    def look(self):
        return 'n' in dir(self.b)
    value = property(lambda self: 1 + len(self.second))
