# as it is: rejected: typing.runtime_checkable
# approved: passed or failed
import threading
import typing
@typing.runtime_checkable
class P(typing.Protocol):
    n: int
class Box: pass
class Counter:
    def __init__(self):
        self.second = {}
        self.b = Box()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.b.n = 1
    def look(self):
        return isinstance(self.b, P)
    value = property(lambda self: 1 + len(self.second))
