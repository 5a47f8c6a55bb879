# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# rejected by: test_a_statement_shows_one_moment wrong-result
# why: does not wait for the lock, and drops the update instead
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        if not self.lock.acquire(blocking=False):
            return
        value = self.value
        time.sleep(0.01)
        self.value = value + amount
        self.updates += 1
        self.lock.release()

    def statement(self):
        with self.lock:
            return self.value, self.updates
