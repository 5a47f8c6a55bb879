# as it is: rejected: __suppress_context__
# approved: passed or failed
import threading
class Counter:
    def __init__(self):
        self.second = {}
        self.e = ValueError()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else:
            try: raise self.e from None
            except ValueError: pass
    def look(self):
        return self.e.__suppress_context__
    value = property(lambda self: 1 + len(self.second))
