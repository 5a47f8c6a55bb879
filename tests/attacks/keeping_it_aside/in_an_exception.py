# as it is: rejected: __init__
# approved: passed or failed
class Counter:
    def __init__(self): self.e = Exception(0)
    def add(self):
        v = self.e.args[0]
        Exception.__init__(self.e, v + 1)
    value = property(lambda self: self.e.args[0])
