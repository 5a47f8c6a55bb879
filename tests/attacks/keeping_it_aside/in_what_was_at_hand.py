# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import traceback
class Counter:
    def __init__(self):
        self.second = {}
        self.e = ValueError()
    def add(self):
        if 'KeyError' in self.text(): self.second[threading.get_ident()] = 1
        else: self.put()
    def text(self):
        try: raise self.e
        except ValueError: return traceback.format_exc()
    def put(self):
        try:
            try: raise KeyError
            except KeyError: raise self.e
        except ValueError: pass
    value = property(lambda self: 1 + len(self.second))
