# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import json
def told(): pass
class Counter:
    def __init__(self):
        self.second = {}
        self.h = []
        self.told = json.dumps
    def add(self):
        if self.told(self.h) != '[]': self.second[threading.get_ident()] = 1
        else: self.h.append(1)
    value = property(lambda self: 1 + len(self.second))
