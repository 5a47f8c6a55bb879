# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
import collections, functools, operator
class N: n = 0
class Counter:
    def __init__(self):
        self.second = {}
        self.o = N()
        self.d = collections.defaultdict(functools.partial(operator.attrgetter('n'), self.o))
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.o.n = 1
    def look(self):
        return self.d[threading.get_ident()]
    value = property(lambda self: 1 + len(self.second))
