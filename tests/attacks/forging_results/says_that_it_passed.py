# as it is: failed: E: passed
# approved: failed: E: passed
class E(Exception):
    def __str__(self): return "passed"
    __repr__ = __str__
class Counter:
    value = 0
    def add(self): raise E
