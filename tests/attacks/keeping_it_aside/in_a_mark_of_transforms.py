# as it is: rejected: typing.dataclass_transform
# approved: passed or failed
import threading
import typing
class Counter:
    def __init__(self):
        self.second = {}
        def f(): pass
        self.f = f
    def add(self):
        if hasattr(self.f, '__dataclass_transform__'): self.second[threading.get_ident()] = 1
        else: typing.dataclass_transform()(self.f)
    value = property(lambda self: 1 + len(self.second))
