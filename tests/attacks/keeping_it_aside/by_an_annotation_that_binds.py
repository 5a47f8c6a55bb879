# as it is: rejected: as an annotation
# approved: passed or failed
import threading
class Counter:
    def __init__(self):
        self.second = {}
        A = 0
        def get(): return A
        def put():
            nonlocal A
            def f(x: (A := 1)): pass
        self.get, self.put = get, put
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.put()
    def look(self):
        return self.get()
    value = property(lambda self: 1 + len(self.second))
