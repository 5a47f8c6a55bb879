# rejected by: test_a_statement_shows_one_moment wrong-result
# why: a lock for each number, although the two belong together
import threading


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.value_lock = threading.Lock()
        self.updates_lock = threading.Lock()

    def update(self, amount=1):
        with self.value_lock:
            self.value += amount
        with self.updates_lock:
            self.updates += 1

    def statement(self):
        with self.value_lock, self.updates_lock:
            return self.value, self.updates
