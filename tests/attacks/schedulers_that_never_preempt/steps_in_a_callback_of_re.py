# as it is: failed: wrong-result
# approved: failed: wrong-result
import re
class Counter:
    def __init__(self): self.v = 0
    def step(self, _):
        v = self.v
        self.v = v + 1
        return ''
    def add(self): re.sub('x', self.step, 'x')
    value = property(lambda self: self.v)
