# as it is: failed
# approved: failed
class Counter:
    def __init__(self):
        self.value = 0
        self.noise = 0
    def add(self):
        for i in range(3000): self.noise = i
        v = self.value
        self.value = v + 1
        for i in range(3000): self.noise = i
