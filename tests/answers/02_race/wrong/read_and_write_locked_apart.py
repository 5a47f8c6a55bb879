# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: locks the read and the write, but lets go of the lock in between
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
        time.sleep(0.01)
        with self.lock:
            self.value = value + amount
            self.updates += 1

    def statement(self):
        with self.lock:
            return self.value, self.updates
