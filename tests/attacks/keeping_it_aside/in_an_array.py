# as it is: failed: wrong-result
# approved: failed: wrong-result
from array import array
class Counter:
    def __init__(self):
        self.a = array('i', [0])
    def add(self):
        v = self.a[0]
        self.a[0] = v + 1
    value = property(lambda self: self.a[0])
