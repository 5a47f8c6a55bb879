# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self): self.value = 0
    async def m(self):
        v = self.value
        self.value = v + 1
    def add(self):
        try: self.m().send(None)
        except StopIteration: pass
