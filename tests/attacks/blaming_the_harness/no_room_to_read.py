# as it is: failed: OSError
# approved: failed: OSError
class Counter:
    @property
    def value(self): raise OSError(28, "No space left on device")
    def add(self): pass
