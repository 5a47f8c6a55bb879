import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        with self.lock:
            value = self.value
            value += amount
            time.sleep(0.01)
            self.value = value
            self.updates += 1

    def statement(self):
        return self.value, self.updates
