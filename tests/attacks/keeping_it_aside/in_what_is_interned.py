# as it is: rejected: sys.intern
# approved: passed or failed
import threading
import sys
class Counter:
    def __init__(self):
        self.second = {}
        self.kept = {}
    def add(self):
        if self.known() is not None: self.second[threading.get_ident()] = 1
        else: self.kept[threading.get_ident()] = sys.intern(self.made())
    def made(self): return ''.join(['one', str(self.kept is not None)])
    def known(self):
        text = self.made()
        return None if sys.intern(text) is text else text
    value = property(lambda self: 1 + len(self.second))
