import random
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0

    def update(self, amount=1):
        time.sleep(random.random())
        value = self.value
        value += amount
        time.sleep(0.01)
        self.value = value
        self.updates += 1

    def statement(self):
        time.sleep(1)
        return self.value, self.updates
