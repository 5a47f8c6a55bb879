# rejected by: test_two_updates_are_both_kept deadlock
# rejected by: test_three_updates_are_all_kept deadlock
# rejected by: test_different_amounts_add_up deadlock
# why: acquires the lock and never gives it back
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        self.lock.acquire()
        value = self.value
        time.sleep(0.01)
        self.value = value + amount
        self.updates += 1

    def statement(self):
        return self.value, self.updates
