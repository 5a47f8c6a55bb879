# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import dataclasses
@dataclasses.dataclass(frozen=True)
class Two:
    a: list
    b: list
class Counter:
    def __init__(self):
        self.a, self.b = [0], [0]
        self.f = Two(self.a, self.b)
    def add(self):
        v = int(self.f != Two([0], [0]))
        own = self.a if threading.get_ident() % 2 else self.b
        own[0] = v + 1
    value = property(lambda self: max(self.a[0], self.b[0]))
