# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import traceback
class Counter:
    def __init__(self):
        self.second = {}
        try: self.begin()
        except ValueError as e: self.e = e
    def add(self):
        if 'in begin' not in self.text(): self.second[threading.get_ident()] = 1
        else: self.e.with_traceback(None)
    def begin(self): raise ValueError
    def text(self):
        try: raise self.e
        except ValueError: return traceback.format_exc()
    value = property(lambda self: 1 + len(self.second))
