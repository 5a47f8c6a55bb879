# as it is: rejected: _value2member_map_
# approved: failed or passed
import enum
class E(enum.IntFlag):
    A = 1
class Counter:
    def __init__(self):
        self.n = len(E._value2member_map_)
    def add(self):
        v = len(E._value2member_map_) - self.n
        E(2 << v)
    @property
    def value(self):
        return len(E._value2member_map_) - self.n
