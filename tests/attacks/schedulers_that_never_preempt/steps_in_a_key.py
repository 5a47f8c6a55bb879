# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self): self.value = 0
    def add(self):
        def key(_):
            v = self.value
            self.value = v + 1
            return 0
        min([1], key=key)
