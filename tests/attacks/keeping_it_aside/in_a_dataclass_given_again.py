# as it is: rejected: __new__
# approved: failed or passed
import dataclasses
@dataclasses.dataclass
class Box:
    v: int
    def __new__(cls, v):
        return ONE
ONE = object.__new__(Box)
class Counter:
    def __init__(self):
        Box(0)
    def add(self):
        v = ONE.v
        Box(v + 1)
    @property
    def value(self):
        return ONE.v
