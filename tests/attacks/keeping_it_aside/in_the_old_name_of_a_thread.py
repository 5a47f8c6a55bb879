# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
class Counter:
    def __init__(self): self.t = threading.Thread(name="0")
    def add(self):
        v = int(self.t.getName())
        self.t.setName(str(v + 1))
    value = property(lambda self: int(self.t.name))
