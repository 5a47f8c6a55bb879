# as it is: rejected: typing.clear_overloads
# approved: passed or failed
import threading
import typing
def made(): return lambda: 0
TOLD = made()
class Counter:
    def __init__(self):
        self.second = {}
        typing.clear_overloads()
    def add(self):
        if typing.get_overloads(TOLD): self.second[threading.get_ident()] = 1
        else: typing.overload(made())
    value = property(lambda self: 1 + len(self.second))
