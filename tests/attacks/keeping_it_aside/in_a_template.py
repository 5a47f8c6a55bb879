# as it is: rejected: __init__
# approved: passed or failed
from string import Template
class Counter:
    def __init__(self): self.t = Template("0")
    def add(self):
        v = int(self.t.substitute())
        self.t.__init__(str(v + 1))
    value = property(lambda self: int(self.t.template))
