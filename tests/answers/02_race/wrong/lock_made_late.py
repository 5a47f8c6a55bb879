# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: makes the lock at its first use, where two threads can each make one
import threading
import time


class FakeDatabase:
    lock = None

    def __init__(self):
        self.value = 0
        self.updates = 0

    def update(self, amount=1):
        if self.lock is None:
            self.lock = threading.Lock()
        with self.lock:
            value = self.value
            time.sleep(0.01)
            self.value = value + amount
            self.updates += 1

    def statement(self):
        if self.lock is None:
            self.lock = threading.Lock()
        with self.lock:
            return self.value, self.updates
