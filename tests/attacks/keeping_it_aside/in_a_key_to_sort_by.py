# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import functools
class Counter:
    def __init__(self):
        self.second = {}
        self.k = functools.cmp_to_key(lambda a, b: a - b)(0)
        self.z = functools.cmp_to_key(lambda a, b: a - b)(0)
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.k.obj = 1
    def look(self):
        return self.z < self.k
    value = property(lambda self: 1 + len(self.second))
