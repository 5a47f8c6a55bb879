# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import dataclasses
@dataclasses.dataclass(unsafe_hash=True)
class D:
    n: int = 0
class Counter:
    def __init__(self):
        self.second = {}
        self.d = D()
        self.h = hash((self.d,))
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.d.n = 1
    def look(self):
        return hash((self.d,)) != self.h
    value = property(lambda self: 1 + len(self.second))
