# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: waits for the lock for a while, and then goes on without it
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        mine = self.lock.acquire(timeout=1)
        value = self.value
        time.sleep(0.01)
        self.value = value + amount
        self.updates += 1
        if mine:
            self.lock.release()

    def statement(self):
        with self.lock:
            return self.value, self.updates
