# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: takes the lock for the write, when the value it writes is already out of date
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        value = self.value
        value += amount
        time.sleep(0.01)
        with self.lock:
            self.value = value
            self.updates += 1

    def statement(self):
        with self.lock:
            return self.value, self.updates
