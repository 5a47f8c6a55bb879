# as it is: rejected: __get__
# approved: passed or failed
import threading
class Box:
    __slots__ = ('n',)
class Counter:
    def __init__(self):
        self.second = {}
        self.b = Box()
        self.b.n = 0
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.b.n = 1
    def look(self):
        return Box.n.__get__(self.b)
    value = property(lambda self: 1 + len(self.second))
