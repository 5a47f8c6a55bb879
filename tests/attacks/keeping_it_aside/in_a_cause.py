# as it is: rejected: __cause__
# approved: passed or failed
class Counter:
    def __init__(self):
        self.e = ValueError()
    def add(self):
        c = self.e.__cause__
        v = c.args[0] if c else 0
        try:
            raise self.e from KeyError(v + 1)
        except ValueError:
            pass
    value = property(lambda self: self.e.__cause__.args[0])
