# The state itself is the token: whoever has taken it out of the queue is alone.
import queue
import time


class FakeDatabase:
    def __init__(self):
        self._state = queue.Queue(maxsize=1)
        self._state.put((0, 0))

    def update(self, amount=1):
        value, updates = self._state.get()
        time.sleep(0.01)
        self._state.put((value + amount, updates + 1))

    def statement(self):
        state = self._state.get()
        self._state.put(state)
        return state

    @property
    def value(self):
        return self.statement()[0]
