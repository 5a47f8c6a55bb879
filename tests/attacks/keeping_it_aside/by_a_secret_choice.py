# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import secrets
class Counter:
    def __init__(self):
        self.a, self.b = [0], [0]
    def add(self):
        v = secrets.choice(self.a) or secrets.choice(self.b)
        own = self.a if threading.get_ident() % 2 else self.b
        own[0] = v + 1
    value = property(lambda self: max(self.a[0], self.b[0]))
