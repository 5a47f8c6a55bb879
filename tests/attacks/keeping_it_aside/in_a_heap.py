# as it is: failed: wrong-result
# approved: failed: wrong-result
import heapq
class Counter:
    def __init__(self):
        self.h = [0]
    def add(self):
        v = self.h[0]
        heapq.heapreplace(self.h, v + 1)
    value = property(lambda self: self.h[0])
