# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: keeps the lock in a thread-local, so that every thread has one to itself
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.mine = threading.local()

    def lock(self):
        if not hasattr(self.mine, "lock"):
            self.mine.lock = threading.Lock()
        return self.mine.lock

    def update(self, amount=1):
        with self.lock():
            value = self.value
            time.sleep(0.01)
            self.value = value + amount
            self.updates += 1

    def statement(self):
        with self.lock():
            return self.value, self.updates
