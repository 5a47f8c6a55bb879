# as it is: rejected: property(len)
# approved: passed or failed
import threading
class B(list):
    size = property(len)
class Counter:
    def __init__(self):
        self.second = {}
        self.b = B()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.b.append(1)
    def look(self):
        return self.b.size
    value = property(lambda self: 1 + len(self.second))
