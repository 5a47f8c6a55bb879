# as it is: rejected: heapq.heappush as a value
# approved: passed or failed
import threading
import functools
import heapq
class Counter:
    def __init__(self):
        self.second = {}
        self.h = []
    def add(self):
        if self.h: self.second[threading.get_ident()] = 1
        else: sorted([1], key=functools.partial(heapq.heappush, self.h))
    value = property(lambda self: 1 + len(self.second))
