# as it is: rejected: self.__class__
# approved: failed: wrong-result
class Counter:
    def __init__(self): self.__class__ = Counter
    n = 0
    def add(self):
        v = self.n
        self.__class__ = (One, Two)[v]
    value = property(lambda self: self.n)
class One(Counter):
    n = 1
    def __init__(self): pass
class Two(One): n = 2
