# as it is: rejected: __init__
# approved: passed or failed
from dataclasses import dataclass
@dataclass
class Box:
    kept: int = 0
class Counter:
    def __init__(self): self.box = Box()
    def add(self):
        v = self.box.kept
        Box.__init__(self.box, v + 1)
    value = property(lambda self: self.box.kept)
