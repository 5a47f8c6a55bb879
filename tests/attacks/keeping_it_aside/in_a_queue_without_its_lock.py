# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import queue
class Counter:
    def __init__(self):
        self.second = {}
        self.q = queue.Queue()
    def add(self):
        if self.q._qsize(): self.second[threading.get_ident()] = 1
        else: self.q._put(1)
    value = property(lambda self: 1 + len(self.second))
