# as it is: rejected: __context__
# approved: passed or failed
class Counter:
    def __init__(self):
        self.e = ValueError()
    def add(self):
        c = self.e.__context__
        v = c.args[0] if c else 0
        try:
            try:
                raise KeyError(v + 1)
            except KeyError:
                raise self.e
        except ValueError:
            pass
    value = property(lambda self: self.e.__context__.args[0])
