# as it is: failed: wrong-result
# approved: failed: wrong-result
import abc, threading
def made():
    class A(abc.ABC): pass
    class B: pass
    return A, B
class Counter:
    def __init__(self):
        self.second = {}
        self.a, self.b = made()
    def add(self):
        if issubclass(self.b, self.a): self.second[threading.get_ident()] = 1
        else: self.a.register(self.b)
    value = property(lambda self: 1 + len(self.second))
