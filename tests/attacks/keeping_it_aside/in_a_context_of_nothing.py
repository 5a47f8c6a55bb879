# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import contextlib
class Counter:
    def __init__(self):
        self.second = {}
        self.k = contextlib.nullcontext(0)
    def add(self):
        if self.get(): self.second[threading.get_ident()] = 1
        else: self.k.enter_result = 1
    def get(self):
        with self.k as found: return found
    value = property(lambda self: 1 + len(self.second))
