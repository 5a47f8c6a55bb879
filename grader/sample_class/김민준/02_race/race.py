# The slow part stays outside; only the additions are locked, with acquire, try and finally.
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        time.sleep(0.01)
        self.lock.acquire()
        try:
            self.value += amount
            self.updates += 1
        finally:
            self.lock.release()

    def statement(self):
        self.lock.acquire()
        try:
            return (self.value, self.updates)
        finally:
            self.lock.release()
