# as it is: failed: wrong-result
# approved: failed: wrong-result
import typing
def one(): pass
def two(): pass
def kept():
    return hasattr(one, "__final__") + hasattr(two, "__final__")
class Counter:
    def add(self):
        v = kept()
        typing.final((one, two)[v])
    value = property(lambda self: kept())
