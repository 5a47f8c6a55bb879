# as it is: failed: wrong-result
# approved: failed: wrong-result
import textwrap
class Counter:
    def __init__(self):
        self.w = textwrap.TextWrapper(width=0)
    def add(self):
        v = self.w.width
        self.w.width = v + 1
    value = property(lambda self: self.w.width)
