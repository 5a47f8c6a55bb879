# as it is: rejected: __invert__: Python calls it
# approved: passed
import threading
def gives_pop(method):
    return list.pop
class B(list):
    @gives_pop
    def __invert__(self): ...
class Counter:
    def __init__(self):
        self.second = {}
        self.b = B([1])
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: ~self.b
    def look(self):
        return not list.__len__(self.b)
    value = property(lambda self: 1 + len(self.second))
