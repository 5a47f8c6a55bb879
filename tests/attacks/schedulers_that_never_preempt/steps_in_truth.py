# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self): self.value = 0
    def __bool__(self):
        v = self.value
        self.value = v + 1
        return True
    def add(self): any([self])
