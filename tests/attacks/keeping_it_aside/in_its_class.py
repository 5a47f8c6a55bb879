# as it is: rejected: self.__class__
# approved: failed: wrong-result
class Counter:
    value = 0
    def add(self):
        v = self.value
        self.__class__ = (One, Two)[v]
class One(Counter):
    value = 1
class Two(Counter):
    value = 2
