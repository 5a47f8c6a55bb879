# as it is: failed: MemoryError
# approved: failed: MemoryError
class Counter:
    @property
    def value(self): raise MemoryError
    def add(self): pass
