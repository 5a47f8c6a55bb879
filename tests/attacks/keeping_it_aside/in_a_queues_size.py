# as it is: failed: wrong-result
# approved: failed: wrong-result
import queue
class Counter:
    def __init__(self):
        self.q = queue.Queue(0)
    def add(self):
        v = self.q.maxsize
        self.q.maxsize = v + 1
    value = property(lambda self: self.q.maxsize)
