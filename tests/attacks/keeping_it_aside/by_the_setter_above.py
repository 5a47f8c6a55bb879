# as it is: rejected: __setattr__
# approved: passed or failed
class Counter:
    def __init__(self): super().__setattr__("kept", 0)
    def add(self):
        v = self.kept
        super().__setattr__("kept", v + 1)
    value = property(lambda self: self.kept)
