# A semaphore with one permit as the lock, put around the methods by a decorator.
import functools
import threading
import time


def one_at_a_time(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        with self._turn:
            return method(self, *args, **kwargs)

    return wrapper


class FakeDatabase:
    def __init__(self):
        self.value = self.updates = 0
        self._turn = threading.Semaphore(1)

    @one_at_a_time
    def update(self, amount=1):
        value = self.value
        time.sleep(0.01)
        self.value, self.updates = value + amount, self.updates + 1

    @one_at_a_time
    def statement(self):
        return self.value, self.updates
