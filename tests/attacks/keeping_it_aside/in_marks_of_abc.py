# as it is: failed: wrong-result
# approved: failed: wrong-result
import abc
def one(): pass
def two(): pass
def kept():
    return hasattr(one, "__isabstractmethod__") + hasattr(two, "__isabstractmethod__")
class Counter:
    def add(self):
        v = kept()
        abc.abstractmethod((one, two)[v])
    value = property(lambda self: kept())
