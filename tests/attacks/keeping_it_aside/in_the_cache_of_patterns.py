# as it is: rejected: re.purge
# approved: passed or failed
import threading
import re
class Counter:
    def __init__(self):
        self.second = {}
        self.p = re.compile('abc')
    def add(self):
        if re.compile('abc') is not self.p: self.second[threading.get_ident()] = 1
        else: re.purge()
    value = property(lambda self: 1 + len(self.second))
