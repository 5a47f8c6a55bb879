# as it is: rejected: _value_
# approved: passed or failed
import enum, threading
def made():
    class E(enum.Enum):
        A = 0
        B = -1
        def put(self): self._value_ = 1
    return E
class Counter:
    def __init__(self):
        self.e, self.second = made(), {}
    def add(self):
        if self.e.A.value or self.e.B.value + 1: self.second[threading.get_ident()] = 1
        else: (self.e.A if threading.get_ident() % 2 else self.e.B).put()
    value = property(lambda self: 1 + len(self.second))
