# as it is: failed: generator already executing
# approved: failed: generator already executing
def memory():
    kept = 0
    while True:
        new = yield kept
        kept = kept if new is None else new
class Counter:
    def __init__(self):
        self.g = memory()
        next(self.g)
    def add(self):
        v = self.g.send(None)
        self.g.send(v + 1)
    value = property(lambda self: self.g.send(None))
