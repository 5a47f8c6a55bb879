# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import re
class Counter:
    def __init__(self):
        self.second = {}
        self.b = bytearray(b'a')
        self.m = re.match(b'.', self.b)
    def add(self):
        if self.m[0] != b'a' or self.m.group() != b'a': self.second[threading.get_ident()] = 1
        else: self.b[0] = 98
    value = property(lambda self: 1 + len(self.second))
