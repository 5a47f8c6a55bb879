# as it is: failed: exception
# approved: failed: exception
class E(Exception):
    __class__ = property(lambda self: KeyboardInterrupt)
class Counter:
    value = 0
    def add(self): raise E
